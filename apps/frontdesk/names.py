"""What products, options and units are called in the active language, for messages, papers and calendars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from apps.bookings.models import Booking
from apps.catalog.models import Option, Product, Unit
from apps.catalog.queries import words
from apps.sales.models import OrderItem

_WORDS: Final = ("name", "meeting_name", "meeting_instructions", "special_instructions")


@dataclass(frozen=True, slots=True)
class Waited:
    """What somebody waits for."""

    product: Product
    option: Option


@dataclass(frozen=True, slots=True)
class Names:
    """Translations by number; what has none is called as the business calls it."""

    _products: Mapping[int, Mapping[str, Any]]
    _options: Mapping[int, str]

    def product(self, product: Product) -> str:
        """Its name."""
        return self.said(product, "name")

    def option(self, option: Option) -> str:
        """Its name."""
        return self._options.get(option.pk) or option.name

    def said(self, product: Product, key: str) -> str:
        """One of its words: "name", "meeting_name", "meeting_instructions", "special_instructions"."""
        return str(self._products.get(product.pk, {}).get(key) or getattr(product, key))

    def meeting(self, product: Product) -> str:
        """The meeting point with its address, "" for none."""
        return ", ".join(
            part for part in (self.said(product, "meeting_name"), product.meeting_address) if part
        )


@dataclass(frozen=True, slots=True)
class Coming:
    """What whoever comes should know; "" for nothing. `finding` is how to get to where they meet."""

    meeting: str
    finding: str
    instructions: str


def coming(booking: Booking, names: Names) -> Coming:
    """Of the booking's departure and of its product. Where we come to the customer, there is nothing to find."""
    product, departure = booking.product, booking.departure
    own = departure.special_instructions if departure is not None else ""
    said = (own, names.said(product, "special_instructions"))
    return Coming(
        meeting="" if booking.address else names.meeting(product),
        finding="" if booking.address else names.said(product, "meeting_instructions"),
        instructions="\n".join(one for one in said if one),
    )


def names_of(sold: Iterable[Booking | OrderItem | Waited]) -> Names:
    """Of what was sold. Two queries; none in the business's own language."""
    rows, language = list(sold), words.language_of(None)
    products, options = {one.product.pk for one in rows}, {one.option.pk for one in rows}
    return Names(words.of_products(products, language, _WORDS), words.names("option", options, language))


def units_of(numbers: Iterable[int]) -> dict[int, str]:
    """Units by what they are called. One query; two in another language than the business's."""
    units = Unit.objects.in_bulk(list(numbers))
    said = words.names("unit", units, words.language_of(None)) if units else {}
    return {number: said.get(number) or unit.name for number, unit in units.items()}
