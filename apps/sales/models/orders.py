"""Orders, what was chosen, and the lines it comes to."""

import uuid
from typing import Any, Final

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.capacity.models import Departure, Hold, Pool
from apps.catalog.models import Option, Product, PromotionalCode, Unit
from apps.catalog.types import Per
from apps.customers.models import Customer
from apps.customers.models.fields import CodeField, MinorUnitsField
from apps.kernel.references import PATTERN
from apps.sales.types import Device, LineKind, OrderStatus, PaymentPlan, Reason, Source
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel

LONGEST_NOTE: Final = 10_000


def money(label: Any, **options: Any) -> MinorUnitsField:
    """An amount in the currency of the row."""
    return MinorUnitsField(label, currency="currency", **{"default": 0, "editable": False, **options})


class Order(TenantModel):
    """One basket and one bill. Totals are those of its lines; written by `sales.services` alone."""

    # Null until it is a quote or placed; a cart is known by its token alone.
    reference = models.CharField(_("reference"), max_length=20, null=True, editable=False)  # noqa: DJ001  unique
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=OrderStatus.choices, default=OrderStatus.CART, editable=False
    )
    customer = TenantForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("customer"),
        editable=False,
    )
    location = TenantForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("location"),
        editable=False,
    )
    language = CodeField(_("language"), sort="language", blank=True)
    currency = models.CharField(_("currency"), max_length=3, editable=False)

    # Who orders, as they wrote it, until there is a customer; emptied when somebody is forgotten.
    contact = models.JSONField(default=dict, blank=True, editable=False)
    requests = models.TextField(
        _("special requests"), blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)]
    )
    notes = models.TextField(_("notes"), blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)])
    payment_plan = models.CharField(
        _("means to pay"), max_length=8, choices=PaymentPlan.choices, default=PaymentPlan.AT_DESK
    )
    code = TenantForeignKey(
        PromotionalCode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("code"),
        editable=False,
    )

    subtotal = money(_("before discounts"))
    discount = money(_("discounts"))
    tax = money(_("taxes"))
    total = money(_("total"))
    deposit = money(_("deposit"))
    paid = money(_("paid"))
    refund_due = money(_("to give back"))
    balance_due_at = models.DateTimeField(_("balance due"), null=True, blank=True, editable=False)

    source = models.CharField(
        _("source"), max_length=8, choices=Source.choices, default=Source.WEBSITE, editable=False
    )
    device = models.CharField(_("device"), max_length=8, choices=Device.choices, blank=True, editable=False)
    browser = models.CharField(_("browser"), max_length=60, blank=True, editable=False)
    referrer = models.CharField(_("came from"), max_length=300, blank=True, editable=False)
    utm_source = models.CharField(max_length=120, blank=True, editable=False)
    utm_medium = models.CharField(max_length=120, blank=True, editable=False)
    utm_campaign = models.CharField(max_length=120, blank=True, editable=False)
    checkout_started_at = models.DateTimeField(_("checkout begun"), null=True, blank=True, editable=False)
    checkout_completed_at = models.DateTimeField(
        _("checkout finished"), null=True, blank=True, editable=False
    )

    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    # When whoever shops last did something, and when prices were last asked: an offer holds for a while.
    touched_at = models.DateTimeField(db_default=Now(), editable=False)
    priced_at = models.DateTimeField(null=True, blank=True, editable=False)
    quoted_at = models.DateTimeField(_("quoted"), null=True, blank=True, editable=False)
    viewed_at = models.DateTimeField(_("quote seen"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("quote declined"), null=True, blank=True, editable=False)
    placed_at = models.DateTimeField(_("placed"), null=True, blank=True, editable=False)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    valid_until = models.DateTimeField(_("quote valid until"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Of the form or request that placed it at once: sent twice, it makes one order.
    request_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-id"]
        permissions = [("override_order", _("Can override prices and policies"))]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reference"], name="order_reference"),
            models.UniqueConstraint(fields=["tenant", "token"], name="order_token"),
            models.UniqueConstraint(
                fields=["tenant", "request_key"],
                condition=Q(request_key__isnull=False),
                name="order_request_key",
            ),
            models.CheckConstraint(
                condition=Q(reference=None) | Q(reference__regex=PATTERN), name="order_reference_is_one"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[OrderStatus.CART, OrderStatus.ABANDONED])
                | Q(reference__isnull=False),
                name="order_has_a_reference",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[OrderStatus.PLACED, OrderStatus.COMPLETED])
                | Q(placed_at__isnull=False, customer__isnull=False),
                name="order_placed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OrderStatus.values, source__in=Source.values)
                & Q(currency__regex=r"^[A-Z]{3}$"),
                name="order_values_are_known",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "status", "id"], name="order_by_status"),
            models.Index(fields=["tenant", "placed_at", "id"], name="order_by_placing"),
            models.Index(fields=["tenant", "total", "id"], name="order_by_total"),
            models.Index(
                fields=["tenant", "touched_at"],
                name="order_unfinished",
                condition=Q(status__in=[OrderStatus.CART, OrderStatus.ABANDONED]),
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(_("Cart"))


class OrderItem(TenantModel):
    """One thing chosen: an option, when, for whom. Its lines say what it costs, its hold what it takes."""

    named_by = ("product", "option")

    order = TenantForeignKey(Order, models.CASCADE, related_name="items", verbose_name=_("order"))
    product = TenantForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    option = TenantForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("option"))
    departure = TenantForeignKey(
        Departure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("departure")
    )
    pool = TenantForeignKey(
        Pool, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("pool")
    )
    hold = TenantForeignKey(
        Hold, models.SET_NULL, null=True, blank=True, related_name="items", verbose_name=_("hold")
    )
    location = TenantForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("location")
    )
    # A stay starts and ends at the class's hours; a pass starts and has no end; goods have neither.
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), default=1)
    # How many months, weeks, days or hours, where the times do not say: a pass for three months.
    periods = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # By unit number: how many; and what the product asks, by key, with "participants" a list.
    quantities = models.JSONField(default=dict, blank=True, editable=False)
    answers = models.JSONField(default=dict, blank=True, editable=False)
    # What was agreed of the deposit, by which it is counted anew when the item changes.
    deposit_rule = models.JSONField(default=dict, blank=True, editable=False)
    deposit = money(_("deposit"))
    balance_due_at = models.DateTimeField(_("balance due"), null=True, blank=True, editable=False)
    # What a quote has promised of cancelling, until there is a booking that keeps it.
    policy = models.JSONField(default=dict, blank=True, editable=False)
    # A price that staff have given by hand, taxes in it.
    by_hand = MinorUnitsField(_("price by hand"), currency="currency", null=True, blank=True, editable=False)
    by_hand_reason = models.CharField(max_length=300, blank=True, editable=False)
    # What stood before a part of the price was kept, should that be undone: line numbers, deposit, price by hand.
    former = models.JSONField(null=True, blank=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    removed = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("item of an order")
        verbose_name_plural = _("items of orders")
        ordering = ["position", "id"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="order_item_in_order"
            ),
            models.CheckConstraint(
                condition=(Q(by_hand=None) | Q(by_hand__gte=0) & ~Q(by_hand_reason=""))
                & Q(currency__regex=r"^[A-Z]{3}$"),
                name="order_item_values_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product.name}, {self.option.name}"


class OrderLine(TenantModel):
    """So many of a unit at a price, as agreed. Never changed once the order is placed."""

    order = TenantForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("order"))
    item = TenantForeignKey(
        OrderItem, models.CASCADE, null=True, blank=True, related_name="lines", verbose_name=_("item")
    )
    unit = TenantForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices, default=LineKind.SALE)
    reverses = TenantForeignKey(
        "sales.OrderLine",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("reverses"),
    )
    description = models.CharField(_("description"), max_length=300)
    # Below zero on reversing lines; `periods` are nights, days, hours or months of each.
    quantity = models.IntegerField(_("quantity"))
    periods = models.PositiveIntegerField(_("nights, days or months"), default=1)
    per = models.CharField(_("per"), max_length=8, choices=Per.choices, blank=True, editable=False)
    unit_price = money(_("unit price"))
    subtotal = money(_("before discounts"))
    discount = money(_("discounts"))
    tax = money(_("taxes"))
    tax_included = money(_("of it in the price"))
    total = money(_("total"))
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    created_at = models.DateTimeField(_("added"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of orders")
        ordering = ["id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "reverses"], name="order_line_reversed_once"),
            # The discount is above zero when it takes something off; taxes in the price are not added again.
            models.CheckConstraint(
                condition=Q(total=F("subtotal") - F("discount") + F("tax") - F("tax_included")),
                name="order_line_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LineKind.values, currency__regex=r"^[A-Z]{3}$")
                & (Q(kind=LineKind.REVERSAL) | Q(quantity__gt=0)),
                name="order_line_values_are_known",
            ),
        ]

    def __str__(self) -> str:
        return self.description


class LineAdjustment(TenantModel):
    """One rule that changed a line's price, with its reason as it was then. `amount` below zero is cheaper."""

    line = TenantForeignKey(OrderLine, models.CASCADE, related_name="adjustments", verbose_name=_("line"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    label = models.CharField(_("label"), max_length=200)
    percent = models.DecimalField(_("percent"), max_digits=6, decimal_places=2, null=True, blank=True)
    amount = money(_("amount"))
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("change of a price")
        verbose_name_plural = _("changes of prices")
        ordering = ["position", "id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.label


class LineTax(TenantModel):
    """One tax on a line, as it was then; `included` says it is in the price already."""

    line = TenantForeignKey(OrderLine, models.CASCADE, related_name="taxes", verbose_name=_("line"))
    name = models.CharField(_("name"), max_length=80)
    percent = models.DecimalField(_("percent"), max_digits=7, decimal_places=4, null=True, blank=True)
    amount = money(_("amount"))
    included = models.BooleanField(_("in the price"), default=False)
    currency = models.CharField(_("currency"), max_length=3, editable=False)

    class Meta:
        verbose_name = _("tax on a line")
        verbose_name_plural = _("taxes on lines")
        ordering = ["id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name
