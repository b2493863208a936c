"""Plain values of the front desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from apps.capacity.types import Leg

if TYPE_CHECKING:
    from apps.bookings.models import Booking
    from apps.sales.models import Order


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing somebody wants: an option, how many of which unit, and when. Numbers and instants, never prices.

    A departure for what runs on dates, a pool for passes, `starts_at` for appointments, both ends for rentals,
    `arrival` and `nights` for stays, nothing for goods. `resources` are wished ones. `answers` as in
    `bookings.services.answers`. `moving` says so many nights in each room, one after the other, where a change of rooms
    was offered and agreed to; it counts only where no room is free throughout.
    """

    option: int
    quantities: Mapping[int, int]
    departure: int | None = None
    pool: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    arrival: date | None = None
    nights: int | None = None
    location: int | None = None
    people: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    resources: tuple[int, ...] = ()
    moving: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Who orders, as they say it. `language` is a code."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    given_name: str = ""
    family_name: str = ""
    # Somebody staff picked: their number, and nothing of the rest is asked.
    customer: int | None = None
    # What the products ask of who orders: the owner's public fields of customers, as "custom.<key>".
    own: Mapping[str, Any] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """For the order, until there is a customer."""
        values: dict[str, Any] = {
            "name": self.name,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "email": self.email,
            "phone": self.phone,
            "language": self.language,
            "customer": self.customer,
            "own": dict(self.own),
        }
        return {key: value for key, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where an order came from and with what it was made."""

    device: str = ""
    browser: str = ""
    referrer: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What staff with the right for it set aside, and why. `price` is what the whole order comes to, in minor units.

    `policy` is what holds for its bookings when they are cancelled, instead of what their products have: "free" until
    they begin, "none" for nothing back, or the number of a policy.
    """

    reason: str
    price: int | None = None
    ignore_notice: bool = False
    # The rules for stays: days of arrival and departure, fewest and most nights, closed days.
    ignore_rules: bool = False
    ignore_policy: bool = False
    raise_capacity: bool = False
    policy: str = ""

    @property
    def sets_aside(self) -> bool:
        """Whether anything is."""
        return (
            self.price is not None
            or bool(self.policy)
            or self.ignore_notice
            or self.ignore_rules
            or self.ignore_policy
            or self.raise_capacity
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """An order that stands, with its bookings."""

    order: "Order"
    bookings: "Sequence[Booking]"
    # False when it was placed before: a second click, a reloaded page.
    new: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different of a booking; None stays."""

    departure: int | None = None
    pool: int | None = None
    option: int | None = None
    quantities: Mapping[int, int] | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    arrival: date | None = None
    nights: int | None = None
    people: int | None = None
    resources: tuple[int, ...] | None = None
    plate: str | None = None
    # As in a choice: nights in each room, where changing rooms is agreed to.
    moving: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeOffer:
    """What a change would come to, before it is agreed. Amounts in minor units.

    `kept` is what the policy keeps of the part that leaves. `difference` = `after` - `before` + `fee` + `kept`: above
    zero is to be paid more. `legs` are rooms one after the other, where the guest would change them.
    """

    change: Change
    what: tuple[str, ...]
    currency: str
    before: int
    after: int
    fee: int
    order_total: int
    starts_at: datetime
    ends_at: datetime | None
    people: int
    lines: tuple[str, ...] = ()
    kept: int = 0
    legs: tuple[Leg, ...] = ()

    @property
    def difference(self) -> int:
        """What is to be paid more, below zero less."""
        return self.after - self.before + self.fee + self.kept


@dataclass(frozen=True, slots=True)
class GoodsOffer:
    """What another number of something from the shelf comes to, before it is agreed. Amounts in minor units."""

    currency: str
    before: int
    after: int
    order_total: int
    fee: int = 0
    kept: int = 0

    @property
    def difference(self) -> int:
        """What is to be paid more, below zero less."""
        return self.after - self.before


class Cause(TextChoices):
    """Why a booking ends before its time, as the policy asks it."""

    CUSTOMER = "customer", _("The customer wishes it")
    BUSINESS = "business", _("We cannot do it")


@dataclass(frozen=True, slots=True)
class OtherDate:
    """A departure that somebody whose own is off could take instead."""

    departure: int
    option: int
    starts_at: datetime
    left: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a manage page."""

    booking: "Booking"
    lines: tuple[str, ...]
    policy: tuple[str, ...]
    changeable: bool
    cancellable: bool


@dataclass(frozen=True, slots=True)
class Managed:
    """What the page behind a booking's link shows."""

    order: "Order"
    entries: tuple[Entry, ...] = ()
