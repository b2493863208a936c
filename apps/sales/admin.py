"""Orders in the back office."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Extension, Fact, Related, Screen, Section
from apps.backoffice.screens.registry import extend, screen
from apps.customers.models import Customer
from apps.sales import services
from apps.sales.forms import DiscountForm, FeeForm, PriceForm
from apps.sales.models import Order, OrderItem, OrderLine
from apps.sales.types import OrderStatus

SALES: Final = _("Sales")
CHANGE: Final = "sales.change_order"
OVERRIDE: Final = "sales.override_order"
_OPEN: Final = (OrderStatus.CART, OrderStatus.QUOTE, OrderStatus.PLACED)


class _Correction(Action):
    bulk = False

    @classmethod
    def applies(cls, record: Order) -> bool:
        """As long as it is not over."""
        return record.status in _OPEN


class AddFee(_Correction):
    key, label, icon, needs = "fee", _("Add a fee"), "add_card", CHANGE
    form = FeeForm

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> None:
        """On the one order."""
        for order in records:
            services.add_fee(order=order, by=by, at=at, **values)


class Discount(_Correction):
    key, label, icon, needs = "discount", _("Discount by hand"), "sell", OVERRIDE
    about = _("It is spread over everything on the order. The reason stands on the bill and in the log.")
    form = DiscountForm

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> None:
        """On the one order."""
        for order in records:
            services.discount_by_hand(order=order, by=by, at=at, **values)


class Complete(Action):
    key, label, icon, needs = "complete", _("Mark as completed"), "task_alt", CHANGE

    @classmethod
    def applies(cls, record: Order) -> bool:
        """What was placed."""
        return record.status == OrderStatus.PLACED

    @staticmethod
    def run(*, records: Sequence[Order], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for order in records:
            services.complete_order(order=order, by=by, at=at)


class GivePrice(Action):
    key, label, icon, needs, bulk = "price", _("Give another price"), "price_change", OVERRIDE, False
    form = PriceForm

    @classmethod
    def applies(cls, record: OrderItem) -> bool:
        """What is still on the order."""
        return not record.removed

    @staticmethod
    def run(*, records: Sequence[OrderItem], values: dict[str, Any], by: Member, at: datetime) -> None:
        """On the one item."""
        for item in records:
            services.override_price(item=item, by=by, at=at, **values)


def _moments(order: Order, member: Member) -> list[Fact]:
    """When it was begun, quoted, seen, placed and ended."""
    told = (
        (order.checkout_started_at, _("Checkout begun"), "shopping_cart"),
        (order.quoted_at, _("Quote made"), "request_quote"),
        (order.viewed_at, _("Quote seen by the customer"), "visibility"),
        (order.declined_at, _("Quote declined"), "thumb_down"),
        (order.placed_at, _("Placed"), "receipt_long"),
        (order.completed_at, _("Completed"), "task_alt"),
        (order.cancelled_at, _("Cancelled"), "cancel"),
    )
    return [Fact(at, title, icon=icon) for at, title, icon in told if at is not None]


@screen(Order, group=SALES, icon="receipt_long", position=120)
class OrderScreen(Screen):
    columns = ("reference", "customer", "status", "total", "paid", "balance_due_at", "source", "placed_at")
    filters = (
        *("status", "source", "placed_at", "total", "customer", "location", "code", "payment_plan"),
        *("balance_due_at", "created_at", "quoted_at", "valid_until"),
    )
    ordering = ("-id",)
    search = ("reference",)
    search_through = ("customer", "items__product")
    totals = ("total", "tax", "discount", "paid")
    sections = (
        Section(
            _("Order"), ("reference", "status", "customer", "location", "valid_until", "requests", "notes")
        ),
        Section(
            _("Money"),
            (
                *("subtotal", "discount", "tax", "total", "deposit", "paid", "refund_due"),
                *("balance_due_at", "payment_plan", "code"),
            ),
        ),
        Section(
            _("Where it came from"),
            (
                "source",
                "device",
                "browser",
                "referrer",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "language",
            ),
        ),
    )
    hidden = (
        *("token", "contact", "currency", "version", "touched_at", "priced_at", "viewed_at"),
        *("declined_at", "completed_at", "cancelled_at", "checkout_started_at", "checkout_completed_at"),
        "request_key",
    )
    related = (
        Related(
            "items",
            _("What was chosen"),
            lambda record, member: record.items.filter(removed=False),
            ("product", "option", "starts_at", "people"),
            most=50,
        ),
        Related(
            "lines",
            _("Lines"),
            lambda record, member: record.lines.all(),
            ("description", "kind", "quantity", "periods", "unit_price", "discount", "tax", "total"),
            most=100,
        ),
    )
    actions = (AddFee, Discount, Complete)
    timelines = (_moments,)
    addable = deletable = importable = False


@screen(OrderItem, group=SALES, icon="shopping_basket", position=121)
class OrderItemScreen(Screen):
    listed = False
    columns = ("order", "product", "option", "starts_at", "people", "removed")
    filters = ("product", "option", "starts_at", "people")
    ordering = ("-id",)
    search = ()
    search_through = ("product", "order")
    hidden = ("quantities", "answers", "deposit_rule", "policy", "currency", "hold", "periods")
    related = (
        Related(
            "lines",
            _("Lines"),
            lambda record, member: record.lines.all(),
            ("description", "kind", "quantity", "periods", "unit_price", "discount", "tax", "total"),
            most=100,
        ),
    )
    actions = (GivePrice,)
    addable = changeable = deletable = importable = False


@screen(OrderLine, group=SALES, icon="list_alt", position=122)
class OrderLineScreen(Screen):
    listed = False
    columns = ("order", "description", "kind", "quantity", "total", "created_at")
    filters = ("kind", "total", "created_at", "order")
    ordering = ("-id",)
    search = ("description",)
    hidden = ("currency",)
    related = (
        Related(
            "adjustments",
            _("Changes of the price"),
            lambda record, member: record.adjustments.all(),
            ("reason", "label", "percent", "amount"),
            most=50,
        ),
        Related(
            "taxes",
            _("Taxes"),
            lambda record, member: record.taxes.all(),
            ("name", "percent", "amount", "included"),
            most=50,
        ),
    )
    totals = ("total", "tax", "discount")
    addable = changeable = deletable = importable = False


@extend(Customer)
class CustomerOrders(Extension):
    related = (
        Related(
            "orders",
            _("Orders"),
            lambda record, member: record.orders.exclude(
                status__in=[OrderStatus.CART, OrderStatus.ABANDONED]
            ),
            ("reference", "status", "total", "paid", "placed_at"),
        ),
    )
