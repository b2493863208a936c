"""What people do on the ground itself, in a real browser: at a desk in light, on a phone in the dark."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.people import BOTH, PASSWORD
from tests.polling import wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_visitor_sees_the_platform_and_a_business(site, page, looks_right):
    page.goto(site.url())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    looks_right(page)
    page.goto(site.url("/", "coral"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Coral & Current")
    looks_right(page)


def test_an_owner_walks_through_every_page_of_the_home(site, page, sign_in, looks_right):
    sign_in(page, "owner@coral.example", "coral")
    expect(page).to_have_url(site.url("/home/", "coral"))
    paths = {"/home/", "/home/team/", "/home/roles/", "/home/business/", "/home/audit/", "/home/export/"}
    linked = {link.get_attribute("href") for link in page.locator("nav a").all()}
    assert paths <= linked
    extra = [
        "/home/team/invite/", "/home/roles/new/", "/home/business/locations/new/", "/accounts/profile/",
        "/accounts/sessions/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/",
    ]  # fmt: skip
    for path in [*sorted(paths), *extra]:
        page.goto(site.url(path, "coral"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        looks_right(page)


def test_an_owner_invites_somebody_who_joins_by_the_link(site, page, chromium, sign_in, looks_right):
    sign_in(page, "owner@northgate.example", "northgate")
    page.goto(site.url("/home/team/invite/", "northgate"))
    page.get_by_label("E-mail").fill("not an address@x")
    page.locator("form.form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Send the invitation").click()
    looks_right(page)
    expect(page.locator("main")).to_contain_text("valid")
    page.get_by_label("E-mail").fill("nell@people.example")
    page.get_by_label("Role").select_option(index=1)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("nell@people.example")

    link = _link_in_mail(site.folder, r"http://northgate\.localhost:\d+/accounts/invitation/\S+")
    guest = chromium.new_context().new_page()
    guest.goto(link)
    guest.get_by_label("Name").fill("Nell")
    for field in guest.locator("input[type=password]").all():
        field.fill(PASSWORD)
    guest.locator("main form button[type=submit]").click()
    expect(guest).to_have_url(re.compile("/home/"))
    guest.context.close()
    page.goto(site.url("/home/team/", "northgate"))
    expect(page.locator("main")).to_contain_text("Nell")


def _link_in_mail(folder: Path, pattern: str) -> str:
    found: list[str] = []

    def arrived() -> bool:
        for mail in folder.glob("*.log"):
            text = mail.read_text().replace("=\n", "").replace("=3D", "=")
            found.extend(re.findall(pattern, text))
        return bool(found)

    wait_for(arrived, seconds=15)
    return found[-1]


def test_somebody_of_both_businesses_goes_from_one_to_the_other_without_a_second_password(
    site, page, sign_in, looks_right
):
    sign_in(page, BOTH)
    page.goto(site.url("/businesses/"))
    looks_right(page)
    page.get_by_role("link", name="Coral & Current").click()
    expect(page).to_have_url(site.url("/home/", "coral"))
    page.locator(".person > summary").click()
    page.get_by_role("link", name="Switch business").click()
    page.get_by_role("link", name="Northgate Garages").click()
    expect(page).to_have_url(site.url("/home/", "northgate"))
    expect(page.locator("body")).not_to_contain_text("Coral & Current")


def test_the_other_business_does_not_know_the_owner(site, page, sign_in, looks_right):
    sign_in(page, "owner@coral.example", "northgate")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(page.locator("main")).to_contain_text("do not match anybody here")
    looks_right(page)


def test_a_clerk_is_told_in_words_what_they_may_not_do(site, chromium, sign_in, looks_right):
    page = chromium.new_page()  # the refusal is a 403, which the console reports
    sign_in(page, "staff@coral.example", "coral")
    page.goto(site.url("/home/audit/", "coral"))
    expect(page.locator("main")).to_contain_text("role")
    looks_right(page)
    page.context.close()


def test_a_passkey_is_made_on_the_platform_and_opens_a_business(site, chromium, sign_in):
    context = chromium.new_context()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    sign_in(page, "manager@coral.example")
    page.goto(site.url("/accounts/2fa/webauthn/add/"))
    if "reauthenticate" in page.url:
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("input[type=password]").press("Enter")
    page.get_by_label(re.compile("name", re.IGNORECASE)).fill("Laptop")
    passwordless = page.get_by_label(re.compile("passwordless|sign in without", re.IGNORECASE))
    if passwordless.count():
        passwordless.check()
    page.get_by_role("button", name="Add").click()
    expect(page.locator("main")).to_contain_text("Recovery codes")
    page.goto(site.url("/accounts/2fa/webauthn/"))
    expect(page.locator("main")).to_contain_text("Laptop")
    page.get_by_role("button", name="Sign out").click()
    if "/logout/" in page.url:
        page.locator("main form button[type=submit]").click()
    page.goto(site.url("/accounts/login/", "coral"))
    page.get_by_role("link", name="Use a passkey").click()
    if site.url("/home/", "coral") not in page.url:
        page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(site.url("/home/", "coral"), timeout=15000)
    context.close()
