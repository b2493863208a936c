"""Addresses of pages, from what a page knows of itself: no look-up per link."""

from typing import Any

from django.conf import settings
from wagtail.models import Page

from apps.tenancy import facts
from cms import languages

Parts = tuple[int, str, str]


def url_parts(page: Page, request: Any = None) -> Parts | None:
    """Site, root and path, as Wagtail's `get_url_parts`; None for a page that is in no site.

    Wagtail would ask Django for the path, which knows one default language for the whole installation.
    """
    path = path_of(page.url_path)
    return (facts.current().id, root_url(), path) if path else None


def path_of(url_path: str) -> str:
    """Where the page of this path in its tree stands on the business's own host; "" for one of no site.

    For lists: a page's own `url` asks the cache for the sites each time.
    """
    for language in languages.of_site():
        if url_path.startswith(language.home_path):
            return f"{language.prefix}/{url_path[len(language.home_path) :]}"
    return ""


def root_url() -> str:
    """The business's own address, without a slash at its end."""
    scheme = "https" if settings.PUBLIC_URL.startswith("https://") else "http"
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{scheme}://{facts.current().host}{port}"
