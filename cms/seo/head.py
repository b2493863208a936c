"""What the head of a public page tells those who do not read the page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import to_locale

from cms import addresses, parts
from cms.seo import share
from cms.seo.brand import brand

SUMMARY = 300


@dataclass(frozen=True, slots=True)
class Head:
    """Values of the tags; an empty one has no tag."""

    title: str
    description: str
    canonical: str
    robots: str
    kind: str
    locale: str
    picture: str
    picture_alt: str
    published: str
    changed: str


def head(request: HttpRequest, page: Any, product: Any = None) -> Head:
    """The head of a page of the tree; of a page outside of it when `page` is None. `product` is the catalogue's.

    One query, for the theme.
    """
    business: Any = request.business  # type: ignore[attr-defined]
    if page is None:
        return Head(
            title=business.name,
            description="",
            canonical="",
            robots="noindex",
            kind="website",
            locale=to_locale(translation.get_language() or "en"),
            picture="",
            picture_alt="",
            published="",
            changed="",
        )
    version = share.version_of(page, brand().version, product.cover if product else None)
    is_article = page._meta.model_name == "articlepage"
    return Head(
        title=page.seo_title or (product.seo_title if product else "") or page.title,
        description=_description(page, product),
        canonical=canonical(request, page),
        robots="noindex" if getattr(page, "noindex", False) or not page.live else "",
        kind="article" if is_article else "website",
        locale=to_locale(translation.get_language() or "en"),
        picture=f"{addresses.root_url()}{reverse('site_share', args=[page.pk, version])}",
        picture_alt=page.title,
        published=_instant(page.first_published_at) if is_article else "",
        changed=_instant(page.last_published_at) if is_article else "",
    )


def _description(page: Any, product: Any) -> str:
    own = page.search_description or getattr(page, "intro", "")
    return str(own or (product.seo_description if product else ""))[:SUMMARY]


def canonical(request: HttpRequest, page: Any) -> str:
    """The one address of what is shown, on the business's main host; later parts of a list are pages of their own."""
    address = f"{addresses.root_url()}{page.url}"
    number = parts.shown(request)
    return f"{address}?page={number}" if number > parts.FIRST else address


def _instant(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
