"""Taxes by class of product and place."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.spans import LARGEST, in_order
from apps.catalog.types import TaxKind
from apps.customers.models.fields import MinorUnitsField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel


class TaxClass(TenantModel):
    """What products that are taxed alike have in common: accommodation, tours, goods."""

    name = models.CharField(_("name"), max_length=80)
    standard = models.BooleanField(
        _("for products that name none"), default=False, help_text=_("At most one tax class is.")
    )

    class Meta:
        verbose_name = _("tax class")
        verbose_name_plural = _("tax classes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="tax_class_name",
                violation_error_message=_("There is a tax class of this name already."),
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(standard=True),
                name="tax_class_one_standard",
                violation_error_message=_("Another tax class is for products that name none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TaxRate(TenantModel):
    """One tax of a class. Whether it is in the price already says the location's tax profile.

    Amounts by person and night or by unit always come on top.
    """

    tax_class = TenantForeignKey(TaxClass, models.CASCADE, related_name="rates", verbose_name=_("tax class"))
    location = TenantForeignKey(
        Location,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("location"),
        help_text=_("Left empty, at all locations."),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("As it stands on bills, such as VAT 20 %."))
    kind = models.CharField(_("kind"), max_length=12, choices=TaxKind.choices, default=TaxKind.PERCENT)
    percent = models.DecimalField(
        _("percent"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = MinorUnitsField(
        _("amount"), currency="currency", null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)
    age_min = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, help_text=_("Who is younger does not pay it.")
    )
    valid_from = models.DateField(_("from day"), null=True, blank=True)
    valid_until = models.DateField(_("to day"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=TaxKind.PERCENT, percent__isnull=False, percent__range=(0, 100), amount=None)
                | (
                    Q(kind__in=[TaxKind.PERSON_NIGHT, TaxKind.UNIT], percent=None, amount__isnull=False)
                    & Q(amount__range=(0, LARGEST), currency__regex=r"^[A-Z]{3}$")
                ),
                name="tax_rate_said",
                violation_error_message=_(
                    "Give a percentage from 0 to 100 or an amount, whichever it is counted by."
                ),
            ),
            in_order("tax_rate", "valid_from", "valid_until"),
        ]

    def __str__(self) -> str:
        return self.name
