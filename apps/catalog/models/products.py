"""What a business sells."""

from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.catalog.errors import NAME_MISSING, SLUG_TAKEN, SLUG_WRONG
from apps.catalog.models.categories import Category
from apps.catalog.models.policies import CancellationPolicy
from apps.catalog.models.spans import percent
from apps.catalog.models.taxes import TaxClass
from apps.catalog.models.texts import SLUG, Words, words
from apps.catalog.types import DepositKind, Difficulty, Kind, Status
from apps.customers.models.fields import MinorUnitsField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel

LONGEST_DURATION: Final = 366 * 24 * 60
MOST_PEOPLE: Final = 10_000
FARTHEST: Final = 1096  # days ahead, three years


def minutes() -> "models.PositiveIntegerField[Any, Any]":
    """A duration."""
    return models.PositiveIntegerField(
        _("duration in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DURATION)],
    )


def people(label: Any, help_text: Any) -> "models.PositiveIntegerField[Any, Any]":
    """How many."""
    return models.PositiveIntegerField(
        label,
        null=True,
        blank=True,
        help_text=help_text,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )


def sizes(prefix: str) -> list[models.CheckConstraint]:
    """Rules of duration, capacity and minimum."""
    return [
        models.CheckConstraint(
            condition=Q(duration=None) | Q(duration__range=(1, LONGEST_DURATION)),
            name=f"{prefix}_duration",
            violation_error_message=_("A duration is between a minute and a year."),
        ),
        models.CheckConstraint(
            condition=Q(capacity=None) | Q(capacity__range=(1, MOST_PEOPLE)),
            name=f"{prefix}_capacity",
            violation_error_message=_("At least one must fit in."),
        ),
        models.CheckConstraint(
            condition=(Q(minimum=None) | Q(minimum__range=(1, MOST_PEOPLE)))
            & (Q(minimum=None) | Q(capacity=None) | Q(minimum__lte=F("capacity"))),
            name=f"{prefix}_minimum",
            violation_error_message=_("The minimum cannot be more than the capacity."),
        ),
    ]


def degrees(label: Any, most: int) -> "models.DecimalField[Any, Any]":
    """A coordinate."""
    return models.DecimalField(
        label,
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-most), MaxValueValidator(most)],
    )


def on_earth(point: str) -> models.CheckConstraint:
    """Both coordinates or none, where there is something."""
    latitude, longitude = f"{point}_latitude", f"{point}_longitude"
    return models.CheckConstraint(
        condition=Q(**{latitude: None, longitude: None})
        # A comparison with nothing is neither true nor false, and a check lets both pass but false.
        | Q(**{f"{latitude}__isnull": False, f"{longitude}__isnull": False})
        & Q(**{f"{latitude}__range": (-90, 90), f"{longitude}__range": (-180, 180)}),
        name=f"catalog_product_{point}_is_on_earth",
        violation_error_message=_("Give latitude (-90 to 90) and longitude (-180 to 180), or neither."),
    )


class Product(Words, TenantModel):
    """Something that is sold, in the business's own language. Written by `apps.catalog.services` alone."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        db_index=False,
        help_text=_("The end of its page's address. Left empty, it is made of the name."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.DEPARTURE)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.DRAFT)
    category = TenantForeignKey(
        Category,
        models.PROTECT,
        related_name="products",
        null=True,
        blank=True,
        verbose_name=_("category"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    duration = minutes()
    capacity = people(_("capacity"), _("How many fit in, where an option does not say."))
    minimum = people(_("minimum"), _("How many it needs to take place, where an option does not say."))
    difficulty = models.CharField(_("difficulty"), max_length=12, choices=Difficulty.choices, blank=True)
    # Codes. The names that services read them from are longer.
    languages = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("spoken languages"),
        default=list,
        blank=True,
        help_text=_("Names or codes with commas between them."),
    )
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)

    meeting_name = models.CharField(_("meeting point"), max_length=120, blank=True)
    meeting_address = models.CharField(_("address of the meeting point"), max_length=250, blank=True)
    meeting_latitude = degrees(_("latitude of the meeting point"), 90)
    meeting_longitude = degrees(_("longitude of the meeting point"), 180)
    meeting_instructions = words(_("how to find the meeting point"))
    end_name = models.CharField(
        _("end point"), max_length=120, blank=True, help_text=_("Where it ends, if somewhere else.")
    )
    end_address = models.CharField(_("address of the end point"), max_length=250, blank=True)
    end_latitude = degrees(_("latitude of the end point"), 90)
    end_longitude = degrees(_("longitude of the end point"), 180)
    end_instructions = words(_("how to get on from the end point"))

    location = TenantForeignKey(
        Location,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("location"),
        help_text=_("Whose clock and taxes count. Left empty, the first location's."),
    )
    tax_class = TenantForeignKey(
        TaxClass,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("tax class"),
        help_text=_("Left empty, the one for products that name none."),
    )
    cancellation_policy = TenantForeignKey(
        CancellationPolicy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("cancellation policy"),
        help_text=_("Left empty, the one for products that name none."),
    )
    deposit = models.CharField(
        _("deposit"), max_length=8, choices=DepositKind.choices, default=DepositKind.NONE
    )
    deposit_percent = percent(
        _("deposit in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    deposit_amount = MinorUnitsField(
        _("deposit per booking"),
        currency="deposit_currency",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    deposit_currency = models.CharField(max_length=3, blank=True, editable=False)
    balance_days = models.PositiveSmallIntegerField(
        _("balance due, days before"),
        null=True,
        blank=True,
        help_text=_("Left empty, when it is over."),
    )
    notice = models.PositiveIntegerField(
        _("booked at the latest, minutes before"),
        default=0,
        validators=[MaxValueValidator(LONGEST_DURATION)],
        help_text=_("0: until it begins."),
    )
    horizon = models.PositiveSmallIntegerField(
        _("booked at the earliest, days before"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(FARTHEST)],
    )
    asks = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("asks customers for"),
        default=list,
        blank=True,
        help_text=_(
            "names, ages, diet, requests, address, vehicle, plate, and keys of your own public fields."
        ),
    )
    approval = models.BooleanField(
        _("confirmed by hand"),
        default=False,
        help_text=_("Bookings wait as pending until somebody of the business confirms them."),
    )

    created_at = models.DateTimeField(_("added"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "slug"], name="catalog_product_slug", violation_error_message=SLUG_TAKEN
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG),
                name="catalog_product_slug_is_one",
                violation_error_message=SLUG_WRONG,
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="catalog_product_has_a_name", violation_error_message=NAME_MISSING
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values)
                & Q(status__in=Status.values)
                & Q(difficulty__in=["", *Difficulty.values]),
                name="catalog_product_choices_are_known",
            ),
            *sizes("catalog_product"),
            on_earth("meeting"),
            on_earth("end"),
            models.CheckConstraint(
                condition=Q(deposit__in=[DepositKind.NONE, DepositKind.FULL])
                # A comparison with nothing is neither true nor false, and a check lets both pass but false.
                | Q(
                    deposit=DepositKind.PERCENT,
                    deposit_percent__isnull=False,
                    deposit_percent__range=(0, 100),
                )
                | (
                    Q(deposit=DepositKind.FIXED, deposit_amount__isnull=False, deposit_amount__gte=1)
                    & Q(deposit_currency__regex=r"^[A-Z]{3}$")
                ),
                name="catalog_product_deposit",
                violation_error_message=_("Say how much the deposit is: a percentage or an amount."),
            ),
            models.CheckConstraint(
                condition=Q(horizon__range=(1, FARTHEST), notice__lte=LONGEST_DURATION),
                name="catalog_product_booked_between",
                violation_error_message=_("Bookings are taken from 1 to 1,096 days ahead."),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "position", "id"], name="product_by_position"),
            models.Index(fields=["tenant", "status", "position", "id"], name="product_by_status"),
            models.Index(fields=["tenant", "name", "id"], name="product_by_name"),
            models.Index(fields=["tenant", "changed_at", "id"], name="product_by_change"),
        ]

    def __str__(self) -> str:
        return self.name
