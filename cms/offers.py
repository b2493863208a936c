"""What lists show: products and articles of the site, each as a card. Constant queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps


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
    """Product pages of the page's language, in the order of the tree: of one list, or of all."""
    found = _pages("ProductPage", page).select_related("picture")
    if below is not None:
        found = found.filter(path__startswith=below.path)
    return [card_of(each) for each in found.order_by("path")[:limit]]


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
    return apps.get_model("cms", name)._default_manager.live().filter(locale_id=page.locale_id).defer("body")


def card_of(page: Any) -> Card:
    """What a list says about a page."""
    return Card(
        title=page.title,
        url=page.url or "",
        text=page.intro,
        picture=page.picture,
        on=getattr(page, "date", None),
        by=getattr(page, "author", ""),
    )
