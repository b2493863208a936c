"""The platform's front page, a business's placeholder, and what both say when there is nothing."""

import json

import pytest

from apps.tenancy import context
from apps.tenancy import services as tenancy
from cms.pages import HomePage
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_platform_has_a_front_page_with_a_way_in(browser_of, coral) -> None:
    page = browser_of("localhost").get("/").content.decode()
    assert "One calendar, one till, one bill" in page
    assert 'href="/accounts/login/"' in page
    assert "Coral" not in page


def test_the_demo_lists_businesses_with_sign_ins_by_role(browser_of, coral, settings, tmp_path) -> None:
    table = tmp_path / "sign-ins.json"
    users = [{"email": "owner@coral.example", "password": "known-to-all", "role": "owner"}]
    tenant = {"slug": "coral", "trade": "dive_shop", "url": "http://coral.localhost:8000/", "users": users}
    table.write_text(json.dumps({"platform": "http://localhost:8000/", "tenants": [tenant]}))
    settings.DEMO, settings.DEMO_SIGN_INS = True, str(table)
    page = browser_of("localhost").get("/").content.decode()
    for text in ("http://coral.localhost:8000/", "owner@coral.example", "known-to-all"):
        assert text in page


def test_outside_the_demo_nothing_is_listed_even_when_a_file_is_there(
    browser_of, coral, settings, tmp_path
) -> None:
    table = tmp_path / "sign-ins.json"
    table.write_text(json.dumps({"tenants": [{"slug": "coral", "url": "x", "users": []}]}))
    settings.DEMO, settings.DEMO_SIGN_INS = False, str(table)
    assert "coral" not in browser_of("localhost").get("/").content.decode()


def test_a_missing_table_is_no_error(browser_of, coral, settings, tmp_path) -> None:
    settings.DEMO, settings.DEMO_SIGN_INS = True, str(tmp_path / "none.json")
    assert browser_of("localhost").get("/").status_code == 200


@pytest.mark.parametrize("path", ["/home/", "/home/team/", "/cms/", "/media/x.png"])
def test_pages_of_a_business_do_not_exist_on_the_platforms_host(browser_of, coral, path) -> None:
    assert browser_of("localhost").get(path).status_code == 404


def test_a_business_has_a_front_page_from_the_start(browser_of, coral) -> None:
    page = browser_of().get("/").content.decode()
    assert "<h1>Coral &amp; Current</h1>" in " ".join(page.split()).replace("> ", ">").replace(" <", "<")
    assert "What we offer" in page


def test_a_business_whose_front_page_is_taken_down_says_so(browser_of, coral) -> None:
    with context.use_tenant(coral):
        HomePage.objects.get().unpublish()
    page = browser_of().get("/").content.decode()
    assert "Coral &amp; Current" in page
    assert "Please come back soon" in page


def test_an_unknown_page_is_a_designed_404(browser_of, coral) -> None:
    response = browser_of().get("/no/such/page/")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_a_form_without_its_token_changes_nothing_and_says_how_to_go_on(browser_of, coral) -> None:
    response = browser_of(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "Open the page again" in response.content.decode()


def test_a_suspended_business_shows_a_notice_that_is_not_for_ever(browser_of, coral) -> None:
    tenancy.suspend(tenant=coral, reason="unpaid", at=NOW)
    response = browser_of().get("/")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "closed at the moment" in response.content.decode()


def test_a_cancelled_business_is_gone(browser_of, coral) -> None:
    tenancy.cancel(tenant=coral, reason="closed", at=NOW)
    response = browser_of().get("/")
    assert response.status_code == 410
    assert "Retry-After" not in response.headers
