"""The list of all pages for search engines, each with its other languages. One query, however many languages."""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.html import escape
from wagtail.models import PageViewRestriction

from cms import addresses, languages
from cms.pages import SitePage

# As many as search engines read.
MOST: Final = 50_000


def sitemap() -> str:
    """The XML of the bound business."""
    return "".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n',
            *_entries(),
            "</urlset>\n",
        ]
    )


def _entries() -> Iterator[str]:
    root = addresses.root_url()
    homes = {one.locale_id: one for one in languages.of_site() if one.live}
    rows = (
        SitePage.objects.live()
        .filter(noindex=False, locale__in=homes, depth__gt=1)
        .order_by("path")
        .values_list("path", "url_path", "locale_id", "translation_key", "last_published_at")[:MOST]
    )
    closed = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    shown: list[tuple[str, str, Any, Any]] = []
    same: dict[Any, list[tuple[str, str]]] = {}
    for path, url_path, locale, key, changed in rows:
        home = homes[locale]
        if path.startswith(closed) or not url_path.startswith(home.home_path):
            continue
        address = str(escape(f"{root}{home.prefix}/{url_path[len(home.home_path) :]}"))
        shown.append((address, home.code, key, changed))
        same.setdefault(key, []).append((home.code, address))
    for address, _code, key, changed in shown:
        yield f"<url><loc>{address}</loc>"
        if changed is not None:
            yield f"<lastmod>{changed:%Y-%m-%d}</lastmod>"
        if len(same[key]) > 1:
            for code, other in same[key]:
                yield f'<xhtml:link rel="alternate" hreflang="{code}" href="{other}"/>'
        yield "</url>\n"


def robots() -> str:
    """What search engines leave alone, and where the list is."""
    closed = ("/accounts/", "/admin/", "/cms/", "/home/", "/files/", "/consent/", "/search/")
    return "".join(
        (
            "User-agent: *\n",
            *(f"Disallow: {path}\n" for path in closed),
            f"\nSitemap: {addresses.root_url()}/sitemap.xml\n",
        )
    )
