"""What can be booked, as cards: all of it, or what fits a day, a party, a category."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from apps.capacity import queries as capacity
from apps.capacity.types.answers import DayState
from apps.catalog.shown import ProductCard
from apps.catalog.types import Kind
from cms import languages, restricted
from cms.offers import Card, price_from
from cms.pages import ProductPage

# Each costs some queries, so of a long list only the first are asked; all others stay in the list.
MOST_ASKED: Final = 12
_ASKED_ONE_BY_ONE: Final = frozenset({Kind.APPOINTMENT, Kind.STAY, Kind.RENTAL})


def free_on(products: Sequence[ProductCard], *, day: date, people: int, at: datetime) -> list[ProductCard]:
    """Those with room for so many on the day; what has no dates stays.

    One query for all departures, some for each of the first dozen of other kinds.
    """
    numbers = [one.id for one in products if one.kind == Kind.DEPARTURE]
    running = capacity.running(products=numbers, day=day, party=people, at=at) if numbers else frozenset()
    found = []
    asked = 0
    for one in products:
        if one.kind == Kind.DEPARTURE and one.id not in running:
            continue
        if one.kind in _ASKED_ONE_BY_ONE and asked < MOST_ASKED:
            asked += 1
            days = capacity.month(product=one.id, first=day, days=1, party=people, at=at)
            if one.kind != Kind.RENTAL and not any(each.state == DayState.OPEN for each in days):
                continue
        found.append(one)
    return found


def cards(
    products: Iterable[ProductCard], *, prefix: str, day: date | None = None, people: int | None = None
) -> list[Card]:
    """Each with the address of its page, where the wishes go along. One query."""
    products = list(products)
    urls = pages_of([one.id for one in products], prefix)
    query = urlencode({key: said for key, said in (("day", day), ("people", people)) if said})
    more = f"?{query}#book" if query else ""
    return [
        Card(
            title=one.name,
            url=(urls.get(one.id) or f"{prefix}{reverse('booking_choose', args=[one.slug])}") + more,
            text=one.summary,
            picture=one.cover,
            facts=tuple(said for said in (one.duration_text, one.level or one.difficulty_text) if said),
            price=price_from(one.from_price),
        )
        for one in products
    ]


def pages_of(numbers: Sequence[int], prefix: str) -> dict[int, str]:
    """Where each product's page is, in the language of the prefix; without those that have none. One query."""
    language = next((one for one in languages.of_site() if one.prefix == prefix and one.live), None)
    if language is None:
        return {}
    pages = restricted.without(ProductPage.objects.live())
    rows = pages.filter(product_id__in=numbers, locale_id=language.locale_id)
    return {
        row["product_id"]: f"{language.prefix}/{row['url_path'][len(language.home_path) :]}"
        for row in rows.values("product_id", "url_path")
    }
