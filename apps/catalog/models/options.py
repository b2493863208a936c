"""The versions of a product, and whom or what is priced."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.errors import KEY_WRONG, NAME_MISSING
from apps.catalog.models.products import MOST_PEOPLE, Product, minutes, people, sizes
from apps.catalog.models.spans import in_order
from apps.catalog.models.texts import KEY
from apps.catalog.types import Per
from apps.customers.models.fields import MinorUnitsField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

OLDEST: Final = 120
# More than any price, less than what a sum of them could not hold.
DEAREST: Final = 10**12
KEY_HELP: Final = _("Stays the same when the name changes. Left empty, it is made of the name.")


class Option(TenantModel):
    """A version of a product: morning, private, for an SUV. What it does not say, the product says."""

    named_by = ("product",)

    product = TenantForeignKey(Product, models.CASCADE, related_name="options", verbose_name=_("product"))
    name = models.CharField(_("name"), max_length=120)
    key = models.SlugField(_("key"), max_length=60, blank=True, db_index=False, help_text=KEY_HELP)
    duration = minutes()
    capacity = people(_("capacity"), _("Left empty, the product's."))
    minimum = people(_("minimum"), _("Left empty, the product's."))
    sku = models.CharField(
        _("article number"), max_length=64, blank=True, help_text=_("Your own, for what is kept in stock.")
    )
    barcode = models.CharField(_("barcode"), max_length=32, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "key"],
                name="catalog_option_key",
                violation_error_message=_("Another option of this product has this key."),
            ),
            models.CheckConstraint(
                condition=Q(key__regex=KEY),
                name="catalog_option_key_is_one",
                violation_error_message=KEY_WRONG,
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="catalog_option_has_a_name", violation_error_message=NAME_MISSING
            ),
            models.UniqueConstraint(
                fields=["tenant", "sku"],
                condition=~Q(sku=""),
                name="catalog_option_sku",
                violation_error_message=_("Another option has this article number."),
            ),
            models.UniqueConstraint(
                fields=["tenant", "barcode"],
                condition=~Q(barcode=""),
                name="catalog_option_barcode",
                violation_error_message=_("Another option has this barcode."),
            ),
            *sizes("catalog_option"),
        ]

    def __str__(self) -> str:
        return f"{self.product.name}: {self.name}"


class Unit(TenantModel):
    """Who or what has a price in an option: an adult, a night, a car, a month."""

    named_by = ("option", "option__product")

    option = TenantForeignKey(Option, models.CASCADE, related_name="units", verbose_name=_("option"))
    name = models.CharField(_("name"), max_length=80)
    key = models.SlugField(_("key"), max_length=60, blank=True, db_index=False, help_text=KEY_HELP)
    price = MinorUnitsField(
        _("price"),
        currency="currency",
        validators=[MinValueValidator(0), MaxValueValidator(DEAREST)],
    )
    currency = models.CharField(_("currency"), max_length=3, editable=False)
    per = models.CharField(_("per"), max_length=8, choices=Per.choices, default=Per.PERSON)
    age_min = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    age_max = models.PositiveSmallIntegerField(
        _("to age"), null=True, blank=True, validators=[MaxValueValidator(OLDEST)]
    )
    seats = models.PositiveSmallIntegerField(
        _("places taken"),
        default=1,
        validators=[MaxValueValidator(MOST_PEOPLE)],
        help_text=_(
            "How many places one of them takes: 4 for a family ticket, 0 for a spectator who needs none."
        ),
    )
    most = models.PositiveSmallIntegerField(
        _("at most in one booking"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    preselected = models.BooleanField(_("chosen to begin with"), default=False)
    valid_from = models.DateField(_("from day"), null=True, blank=True, help_text=_("Day it takes place."))
    valid_until = models.DateField(_("to day"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "option", "key"],
                name="catalog_unit_key",
                violation_error_message=_("Another unit of this option has this key."),
            ),
            models.CheckConstraint(
                condition=Q(key__regex=KEY), name="catalog_unit_key_is_one", violation_error_message=KEY_WRONG
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="catalog_unit_has_a_name", violation_error_message=NAME_MISSING
            ),
            models.CheckConstraint(
                condition=Q(price__range=(0, DEAREST)),
                name="catalog_unit_price",
                violation_error_message=_("A price cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="catalog_unit_currency_is_iso"
            ),
            models.CheckConstraint(condition=Q(per__in=Per.values), name="catalog_unit_per_is_known"),
            models.CheckConstraint(
                condition=(Q(age_min=None) | Q(age_min__lte=OLDEST))
                & (Q(age_max=None) | Q(age_max__lte=OLDEST))
                & (Q(age_min=None) | Q(age_max=None) | Q(age_min__lte=F("age_max"))),
                name="catalog_unit_ages",
                violation_error_message=_("The first age cannot be above the last."),
            ),
            models.CheckConstraint(
                condition=Q(seats__lte=MOST_PEOPLE) & (Q(most=None) | Q(most__gte=1)),
                name="catalog_unit_numbers",
            ),
            in_order("catalog_unit", "valid_from", "valid_until"),
        ]
        indexes = [models.Index(fields=["tenant", "price", "id"], name="unit_by_price")]

    def __str__(self) -> str:
        return f"{self.option}: {self.name}"
