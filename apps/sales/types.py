"""Plain values of sales."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from apps.catalog.types import Reason

__all__ = [
    "TRANSITIONS",
    "Device",
    "LineKind",
    "OrderStatus",
    "PaymentPlan",
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
