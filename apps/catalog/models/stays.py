"""How long stays are, and on which days they begin and end."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.products import Product
from apps.catalog.models.spans import every_year, in_order, less_than_a_year
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

MOST_NIGHTS: Final = 366


class StayRule(TenantModel):
    """Rules for stays that touch these days; without days, for all. Rules of the highest priority win."""

    product = TenantForeignKey(
        Product,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="stay_rules",
        verbose_name=_("product"),
        help_text=_("Left empty, for all stays."),
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    yearly = every_year()
    nights_min = models.PositiveSmallIntegerField(
        _("nights at least"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_NIGHTS)]
    )
    nights_max = models.PositiveSmallIntegerField(
        _("nights at most"), null=True, blank=True, validators=[MaxValueValidator(MOST_NIGHTS)]
    )
    no_arrival = models.BooleanField(_("nobody arrives"), default=False)
    no_departure = models.BooleanField(_("nobody leaves"), default=False)
    closed = models.BooleanField(_("no night is sold"), default=False)
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("The highest wins."))

    class Meta:
        verbose_name = _("rule for stays")
        verbose_name_plural = _("rules for stays")
        ordering = ["first_day", "id"]
        constraints = [
            in_order("stay_rule", "first_day", "last_day"),
            less_than_a_year("stay_rule"),
            models.CheckConstraint(
                condition=Q(nights_min__range=(1, MOST_NIGHTS))
                & (Q(nights_max=None) | Q(nights_max__gte=F("nights_min"), nights_max__lte=MOST_NIGHTS)),
                name="stay_rule_nights",
                violation_error_message=_(
                    "A stay has at least one night, and the most cannot be below the least."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day or '…'} – {self.last_day or '…'}"
