"""What lists show: products and articles of the site, each as a card. Constant queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.images.models import Image

from apps.catalog import queries as catalog
from apps.catalog.shown import Price, ProductCard
from apps.catalog.types import Per, Status
from cms import addresses, languages, restricted

_ROW: Final = ("title", "url_path", "intro", "picture_id", "product_id")


@dataclass(frozen=True, slots=True)
class Card:
    """What a list says about one thing."""

    title: str
    url: str
    text: str = ""
    picture: Any = None
    facts: tuple[str, ...] = ()
    price: str = ""
    on: date | None = None
    by: str = ""


def listed(page: Any, *, below: Any = None, limit: int = 60) -> list[Card]:
    """Product pages of the page's language, in the order of the tree: of one list, or of all.

    Pages say the title and may say the words and the picture; all else, and what they leave out, is the catalogue's.
    Three queries; one more where pages have pictures of their own, two in a language not the business's.
    """
    return _offers(list(_rows(page, below)[:limit]), language=languages.code_of_page(page))


class Offers:
    """The product pages below a list, in the order of the tree, as what a paginator cuts up.

    Products that are not sold are not counted, so that no part is short. Costs what `listed` does, and the count.
    """

    def __init__(self, page: Any) -> None:
        self._rows = _rows(page, page)
        self._language = languages.code_of_page(page)

    def count(self) -> int:
        """How many there are."""
        return int(self._rows.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Card]:
        return _offers(list(self._rows[part]), language=self._language)


def _rows(page: Any, below: Any) -> Any:
    """Values, for a page is a row of three wide tables."""
    found = _pages("ProductPage", page).filter(Q(product=None) | Q(product__status=Status.ACTIVE))
    if below is not None:
        found = found.filter(path__startswith=below.path)
    return found.order_by("path").values(*_ROW)


def cards(pages: Sequence[Any], *, language: str) -> list[Card]:
    """Cards of pages of any type; of products, those that are not sold any more are left out."""
    about = [page for page in pages if getattr(page, "product_id", None) is not None]
    offered = _offers([{name: getattr(page, name) for name in _ROW} for page in about], language=language)
    by_url = {card.url: card for card in offered}
    found = [
        by_url.get(addresses.path_of(page.url_path)) if page in about else card_of(page) for page in pages
    ]
    return [card for card in found if card is not None]


def _offers(rows: Sequence[dict[str, Any]], *, language: str | None) -> list[Card]:
    """In the order of the rows, without products that are not sold."""
    numbers = [row["product_id"] for row in rows if row["product_id"] is not None]
    sold = {one.id: one for one in catalog.cards_of(numbers, language=language)} if numbers else {}
    own = {row["picture_id"] for row in rows} - {None}
    pictures = Image.objects.in_bulk(own) if own else {}
    return [
        _offer(row, pictures.get(row["picture_id"]), sold.get(row["product_id"]))
        for row in rows
        if row["product_id"] is None or row["product_id"] in sold
    ]


def _offer(page: dict[str, Any], picture: Any, product: ProductCard | None) -> Card:
    title, url = page["title"], addresses.path_of(page["url_path"])
    if product is None:
        return Card(title=title, url=url, text=page["intro"], picture=picture)
    return Card(
        title=title,
        url=url,
        text=page["intro"] or product.summary,
        picture=picture or product.cover,
        facts=tuple(
            fact for fact in (product.duration_text, product.level or product.difficulty_text) if fact
        ),
        price=price_from(product.from_price),
    )


def price_from(price: Price | None) -> str:
    """ "from $85 per person"; "" where nothing is priced."""
    if price is None:
        return ""
    if not price.money.minor:
        return price.text
    if price.per == Per.ITEM:
        return _("from %(price)s") % {"price": price.short}
    return _("from %(price)s per %(unit)s") % {"price": price.short, "unit": price.per_text}


def articles(page: Any, *, limit: int) -> list[Card]:
    """The newest articles of the page's language."""
    return [card_of(each) for each in _articles(page)[:limit]]


class Articles:
    """The articles below a page, the newest first, as what a paginator cuts up."""

    def __init__(self, page: Any) -> None:
        self._rows = _articles(page).filter(path__startswith=page.path)

    def count(self) -> int:
        """How many there are."""
        return int(self._rows.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Card]:
        return [card_of(each) for each in self._rows[part]]


def _articles(page: Any) -> Any:
    return _pages("ArticlePage", page).select_related("picture").order_by("-date", "-pk")


def _pages(name: str, page: Any) -> Any:
    pages = apps.get_model("cms", name)._default_manager.live().filter(locale_id=page.locale_id)
    return restricted.without(pages).defer("body")


def card_of(page: Any) -> Card:
    """What a list says about a page."""
    return Card(
        title=page.title,
        url=addresses.path_of(page.url_path),
        text=page.intro,
        picture=page.picture,
        on=getattr(page, "date", None),
        by=getattr(page, "author", ""),
    )
