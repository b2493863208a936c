"""Rules that several tables have: days in order, changes of a price."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.types import Change
from apps.catalog.yearly import WHOLE_YEAR
from apps.customers.models.fields import MinorUnitsField

# A price may at most be multiplied by eleven, and never falls below nothing.
LOWEST_PERCENT: Final = Decimal(-100)
HIGHEST_PERCENT: Final = Decimal(1000)
LARGEST: Final = 10**12


def in_order(prefix: str, first: str, last: str) -> models.CheckConstraint:
    """The last day is not before the first, where both are given."""
    return models.CheckConstraint(
        condition=Q(**{first: None}) | Q(**{last: None}) | Q(**{f"{last}__gte": F(first)}),
        name=f"{prefix}_days_in_order",
        violation_error_message=_("The last day cannot be before the first."),
    )


def every_year(**options: Any) -> "models.BooleanField[bool, bool]":
    """Whether the days come again each year."""
    return models.BooleanField(
        _("every year"),
        default=False,
        help_text=_("It comes again on the same days each year, from the first day on and without end."),
        **options,
    )


def less_than_a_year(prefix: str, first: str = "first_day", last: str = "last_day") -> models.CheckConstraint:
    """What comes again every year has both days, and is over before it begins again."""
    return models.CheckConstraint(
        condition=Q(yearly=False)
        | Q(
            **{
                f"{first}__isnull": False,
                f"{last}__isnull": False,
                f"{last}__lt": F(first) + timedelta(days=WHOLE_YEAR + 1),
            }
        ),
        name=f"{prefix}_comes_again",
        violation_error_message=_("What comes every year needs both days, at most a year apart."),
    )


def percent(label: Any, **options: Any) -> "models.DecimalField[Any, Any]":
    """Percent with two decimals."""
    return models.DecimalField(label, max_digits=6, decimal_places=2, **options)


class PriceChange(models.Model):
    """By how much a rule changes a price: a percentage, or an amount for each unit in the business's currency."""

    change = models.CharField(_("changes by"), max_length=8, choices=Change.choices, default=Change.PERCENT)
    percent = percent(
        _("percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LOWEST_PERCENT), MaxValueValidator(HIGHEST_PERCENT)],
        help_text=_("Below zero makes it cheaper."),
    )
    amount = MinorUnitsField(
        _("amount"),
        currency="currency",
        null=True,
        blank=True,
        help_text=_("For each unit. Below zero makes it cheaper."),
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)

    class Meta:
        abstract = True


def change_said(prefix: str) -> list[models.CheckConstraint]:
    """Either a percentage or an amount with its currency."""
    return [
        models.CheckConstraint(
            condition=(
                Q(change=Change.PERCENT, amount=None, percent__isnull=False)
                & Q(percent__range=(LOWEST_PERCENT, HIGHEST_PERCENT))
            )
            | (
                Q(change=Change.FIXED, percent=None, amount__isnull=False, currency__regex=r"^[A-Z]{3}$")
                & Q(amount__range=(-LARGEST, LARGEST))
            ),
            name=f"{prefix}_change_said",
            violation_error_message=_("Give a percentage or an amount, whichever it changes by."),
        ),
    ]
