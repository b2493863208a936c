"""What visitors see of the tree."""

from collections.abc import Callable

from django.test import Client

from apps.tenancy.models import Tenant

Browser = Callable[..., Client]


def test_a_new_business_has_a_home_page_and_a_few_to_start_from(browser_of: Browser, coral: Tenant) -> None:
    browser = browser_of()
    home = browser.get("/")
    assert home.status_code == 200
    text = home.content.decode()
    assert "<h1>" + coral.name.replace("&", "&amp;") in text
    for path in ("/about/", "/offers/", "/contact/", "/privacy/", "/accessibility/"):
        assert f'href="{path}"' in text
        assert browser.get(path).status_code == 200, path
