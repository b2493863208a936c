"""What lists show: products and articles of the site, each as a card. Constant queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from apps.catalog import queries as catalog
from apps.catalog.shown import Price, ProductCard
from apps.catalog.types import Per
from cms import languages


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
    Three queries; one more in a language that is not the business's own.
    """
    found = _pages("ProductPage", page).select_related("picture")
    if below is not None:
        found = found.filter(path__startswith=below.path)
    pages = list(found.order_by("path")[:limit])
    numbers = [one.product_id for one in pages if one.product_id is not None]
    sold = catalog.cards_of(numbers, language=languages.code_of_page(page)) if numbers else []
    by_number = {one.id: one for one in sold}
    return [
        _offer(one, by_number.get(one.product_id))
        for one in pages
        if one.product_id is None or one.product_id in by_number
    ]


def _offer(page: Any, product: ProductCard | None) -> Card:
    if product is None:
        return _card(page)
    return Card(
        title=page.title,
        url=page.url or "",
        text=page.intro or product.summary,
        picture=page.picture or product.cover,
        facts=tuple(
            fact for fact in (product.duration_text, product.level or product.difficulty_text) if fact
        ),
        price=price_from(product.from_price),
    )


def price_from(price: Price | None) -> str:
    """ "from $85.00 per person"; "" where nothing is priced."""
    if price is None:
        return ""
    if not price.money.minor:
        return price.text
    if price.per == Per.ITEM:
        return _("from %(price)s") % {"price": price.text}
    return _("from %(price)s per %(unit)s") % {"price": price.text, "unit": price.per_text}


def articles(page: Any, *, limit: int) -> list[Card]:
    """The newest articles of the page's language."""
    return [_card(each) for each in _articles(page)[:limit]]


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
        return [_card(each) for each in self._rows[part]]


def _articles(page: Any) -> Any:
    return _pages("ArticlePage", page).select_related("picture").order_by("-date", "-pk")


def _pages(name: str, page: Any) -> Any:
    return apps.get_model("cms", name)._default_manager.live().filter(locale_id=page.locale_id).defer("body")


def _card(page: Any) -> Card:
    return Card(
        title=page.title,
        url=page.url or "",
        text=page.intro,
        picture=page.picture,
        on=getattr(page, "date", None),
        by=getattr(page, "author", ""),
    )
