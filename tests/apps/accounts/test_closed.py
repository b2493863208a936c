"""Suspended: public pages show a notice, staff sign in and take their data out, nothing else."""

import pytest

from apps.tenancy import services as tenancy
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def suspended(coral):
    tenancy.suspend(tenant=coral, reason="unpaid", at=NOW)
    return coral


def test_staff_sign_in_and_read_what_is_the_matter(browser_of, suspended, owner) -> None:
    client = browser_of(who=owner)
    page = client.get("/home/")
    assert page.status_code == 200
    assert "public pages are closed" in page.content.decode()
    assert client.get("/accounts/sessions/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/home/team/", "/home/roles/", "/home/business/", "/home/audit/", "/cms/", "/media/a.png"]
)
def test_nothing_else_is_open_to_them(browser_of, suspended, owner, path) -> None:
    response = browser_of(who=owner).get(path)
    assert response.status_code == 403
    assert "The business is closed" in response.content.decode()


def test_writing_is_refused_too(browser_of, suspended, owner) -> None:
    client = browser_of(who=owner)
    assert client.post("/home/business/", {"name": "Taken over"}).status_code == 403
    assert client.post("/home/team/invite/", {"email": "x@y.example"}).status_code == 403


def test_the_navigation_offers_only_what_works(browser_of, suspended, owner) -> None:
    page = browser_of(who=owner).get("/home/").content.decode()
    assert "/home/team/" not in page
    assert "/home/business/" not in page


def test_other_businesses_stay_open(browser_of, suspended, northgate) -> None:
    assert browser_of("northgate.localhost").get("/").status_code == 200


def test_an_opened_business_works_again(browser_of, suspended, owner) -> None:
    tenancy.activate(tenant=suspended, at=NOW)
    assert browser_of(who=owner).get("/home/team/").status_code == 200
