"""Who may enter the editor, what they see of it, and where it does not exist."""

from collections.abc import Callable

import pytest
from django.db import ProgrammingError
from django.test import Client
from wagtail.models import Page

from apps.accounts.models import Member, Role, User
from apps.tenancy import context
from apps.tenancy.models import Tenant

Browser = Callable[..., Client]

HIDDEN = (
    "/cms/users/",
    "/cms/users/new/",
    "/cms/groups/",
    "/cms/groups/new/",
    "/cms/sites/",
    "/cms/sites/new/",
    "/cms/workflows/list/",
    "/cms/workflows/tasks/index/",
    "/cms/locales/",
)


def test_somebody_nobody_knows_is_sent_to_the_one_sign_in(browser_of: Browser, coral: Tenant) -> None:
    response = browser_of().get("/cms/pages/", follow=True)
    assert response.redirect_chain[-1] == ("/accounts/login/?next=/cms/pages/", 302)
    assert response.status_code == 200


@pytest.mark.parametrize("role", ["staff", "guide", "technician", "kitchen"])
def test_a_member_without_the_right_gets_a_sentence_and_no_circle(
    browser_of: Browser, coral: Tenant, role: str
) -> None:
    response = browser_of(who=f"{role}@coral.example").get("/cms/", follow=True)
    assert response.status_code == 403
    assert response.request["PATH_INFO"] == "/cms/sign-in/"
    body = response.content.decode()
    assert "Your role here does not include the site editor." in body
    assert 'href="/home/"' in body


@pytest.mark.parametrize("role", ["owner", "admin", "manager"])
def test_who_has_the_right_enters(browser_of: Browser, coral: Tenant, role: str) -> None:
    browser = browser_of(who=f"{role}@coral.example")
    assert browser.get("/cms/").status_code == 200
    response = browser.get("/cms/sign-in/?next=/cms/images/")
    assert (response.status_code, response["Location"]) == (302, "/cms/images/")


def test_the_door_sends_nobody_to_another_site(browser_of: Browser, owner: User) -> None:
    response = browser_of(who=owner).get("/cms/sign-in/?next=https://elsewhere.example/")
    assert response["Location"] == "/cms/"


def test_wagtails_own_sign_in_cannot_be_used(browser_of: Browser, coral: Tenant) -> None:
    browser = browser_of()
    answer = browser.post("/cms/login/", {"username": "owner@coral.example", "password": "x"})
    assert answer["Location"].startswith("/accounts/login/")
    assert browser.get("/cms/password_reset/").status_code == 404


@pytest.mark.parametrize("path", HIDDEN)
def test_people_groups_sites_workflows_and_locales_are_closed_to_the_owner(
    browser_of: Browser, owner: User, path: str
) -> None:
    response = browser_of(who=owner).get(path)
    assert response.status_code in {302, 404}
    assert response.get("Location", "/cms/") == "/cms/"


def test_the_menu_offers_nothing_that_is_closed(browser_of: Browser, owner: User) -> None:
    body = browser_of(who=owner).get("/cms/").content.decode()
    for path in ("/cms/images/", "/cms/documents/", "/cms/redirects/", "/cms/collections/"):
        assert f'"{path}"' in body, path
    for path in HIDDEN:
        assert f'"{path}"' not in body


def test_the_editors_account_page_does_not_change_who_somebody_is(browser_of: Browser, owner: User) -> None:
    browser = browser_of(who=owner)
    body = browser.get("/cms/account/").content.decode()
    assert "name_email" not in body and "current_time_zone" not in body
    assert browser.get("/cms/failwhale/").status_code == 404


@pytest.mark.parametrize("path", ["/cms/", "/cms/login/", "/documents/1/a.txt", "/media/tenants/1/x/a.png"])
def test_the_platforms_host_has_no_editor_and_no_files(browser_of: Browser, owner: User, path: str) -> None:
    assert browser_of("localhost", who=owner).get(path).status_code == 404
    assert browser_of("localhost").get(path).status_code == 404


def test_the_role_of_the_platforms_requests_sees_no_pages(coral: Tenant) -> None:
    with context.use_signin(), pytest.raises(ProgrammingError, match="permission denied"):
        Page.objects.count()


def test_a_role_of_the_business_own_opens_just_what_it_names(
    browser_of: Browser, coral: Tenant, clerk: User
) -> None:
    with context.use_tenant(coral):
        writer = Role.objects.create(
            key="writer",
            name="Writer",
            may=["wagtailadmin.access_admin", "cms.add_image", "cms.choose_image", "cms.change_page:own"],
        )
        Member.objects.filter(user=clerk).update(role=writer)
    browser = browser_of(who=clerk)
    assert browser.get("/cms/").status_code == 200
    assert browser.get("/cms/images/add/").status_code == 200
    for path in ("/cms/documents/", "/cms/collections/add/", "/cms/redirects/", "/cms/pages/"):
        assert browser.get(path).status_code == 302, path
