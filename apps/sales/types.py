"""Plain values of sales."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from apps.catalog.types import Reason

__all__ = [
    "TRANSITIONS",
    "Bill",
    "BillItem",
    "BillLine",
    "BillTax",
    "Chosen",
    "Device",
    "LineKind",
    "OrderStatus",
    "PaymentPlan",
    "QuoteState",
    "Reason",
    "Source",
]


class OrderStatus(TextChoices):
    """What an order is: a basket, an offer, or something agreed."""

    CART = "cart", _("Cart")
    QUOTE = "quote", _("Quote")
    PLACED = "placed", _("Placed")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    ABANDONED = "abandoned", _("Abandoned")


TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    OrderStatus.CART: frozenset({OrderStatus.QUOTE, OrderStatus.PLACED, OrderStatus.ABANDONED}),
    OrderStatus.QUOTE: frozenset({OrderStatus.CART, OrderStatus.PLACED, OrderStatus.ABANDONED}),
    OrderStatus.PLACED: frozenset({OrderStatus.COMPLETED, OrderStatus.CANCELLED}),
    OrderStatus.COMPLETED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
    OrderStatus.ABANDONED: frozenset({OrderStatus.CART}),
}


class QuoteState(TextChoices):
    """Where a quote stands: its order's status does not tell one that has run out from one that can be accepted."""

    OPEN = "open", _("Open")
    EXPIRED = "expired", _("Expired")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PaymentPlan(TextChoices):
    """How the customer means to pay."""

    AT_DESK = "at_desk", _("At the desk")
    LATER = "later", _("Later")


class LineKind(TextChoices):
    """Why a line stands on an order."""

    SALE = "sale", _("Sale")
    FEE = "fee", _("Fee")
    REVERSAL = "reversal", _("Reversal")
    ADJUSTMENT = "adjustment", _("Adjustment")


class Source(TextChoices):
    """Where an order came from."""

    WEBSITE = "website", _("Website")
    DESK = "desk", _("At the desk")
    PHONE = "phone", _("Phone")
    PARTNER = "partner", _("Partner")
    OTA = "ota", _("Travel agency online")
    IMPORT = "import", _("Import")


class Device(TextChoices):
    """What the customer ordered with."""

    PHONE = "phone", _("Phone")
    TABLET = "tablet", _("Tablet")
    COMPUTER = "computer", _("Computer")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing to put into a basket: numbers of rows, instants, how many by unit number.

    `people` None: as many as the units take places. `periods` are months and the like that times do not say.
    `by_hand` is a price for all of it that staff give, taxes in it, with the reason.
    """

    option: int
    quantities: Mapping[int, int]
    hold: int | None = None
    departure: int | None = None
    pool: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    location: int | None = None
    people: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    periods: int | None = None
    by_hand: int | None = None
    by_hand_reason: str = ""


@dataclass(frozen=True, slots=True)
class BillTax:
    """The sum of one tax."""

    name: str
    amount: int
    included: bool
    percent: Any = None


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line as pages, papers and the API show it. `live` lines are neither reversed nor reversals."""

    id: int
    kind: str
    description: str
    quantity: int
    periods: int
    per: str
    unit_price: int
    subtotal: int
    discount: int
    tax: int
    tax_included: int
    total: int
    currency: str
    adjustments: Sequence[Any]
    taxes: Sequence[Any]
    explanation: Sequence[str]
    item: int | None
    live: bool


@dataclass(frozen=True, slots=True)
class BillItem:
    """One thing chosen with its live lines. `sold` is False when a cart has something no longer sold."""

    id: int
    product: int
    option: int
    name: str
    starts_at: datetime | None
    ends_at: datetime | None
    location: int | None
    people: int
    lines: Sequence[BillLine]
    total: int
    deposit: int
    sold: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """An order as one plain value. Amounts are minor units of `currency`; `due` is what is still to be paid.

    `due_now` is what is missing of the deposit; `code_problem` says why a cart's code takes nothing off.
    """

    order: int
    token: str
    reference: str | None
    status: str
    currency: str
    items: Sequence[BillItem]
    lines: Sequence[BillLine]
    fees: Sequence[BillLine]
    taxes: Sequence[BillTax]
    code: str
    code_off: int
    subtotal: int
    discount: int
    tax: int
    total: int
    deposit: int
    paid: int
    due: int
    due_now: int
    refund_due: int
    balance_due_at: datetime | None
    valid_until: datetime | None
    code_problem: str = ""
