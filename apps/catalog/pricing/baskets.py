"""What is to be priced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class BasketItem:
    """One thing chosen. Days and minutes are on the location's own clock; goods have neither.

    `quantities` by unit number. `periods` overrides what the days and minutes say of nights, days, hours or months.
    `ages` are those that are known, None for who did not say.
    """

    key: str
    product: int
    option: int
    quantities: Mapping[int, int]
    people: int = 1
    ages: tuple[int | None, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    minutes: int | None = None
    periods: int | None = None
    location: int | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Basket:
    """What is bought together. The code, if any, stands in the rules, looked up for the customer."""

    currency: str
    items: tuple[BasketItem, ...]
    # The instant from which early birds count, where it is not now: when a changed booking was made.
    booked_at: datetime | None = None
    code: str = ""
    customer: int | None = field(default=None)
