"""Cancellation, no-show and change rules, as data."""

from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.texts import words
from apps.customers.models.fields import MinorUnitsField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

LONGEST_NOTICE: Final = 24 * 366


class CancellationPolicy(TenantModel):
    """What is given back when, copied onto each booking when it is made. Its rules are `CancellationRule`s."""

    name = models.CharField(_("name"), max_length=80)
    description = words(_("in your own words"), help_text=_("Left empty, it is made of the rules."))
    no_show_percent = models.PositiveSmallIntegerField(
        _("kept on a no-show, percent"), default=100, validators=[MaxValueValidator(100)]
    )
    changes_until = models.PositiveIntegerField(
        _("changes until, hours before"),
        default=0,
        validators=[MaxValueValidator(LONGEST_NOTICE)],
        help_text=_("Customers may change date, time and people themselves until then."),
    )
    change_fee = MinorUnitsField(
        _("fee for a change"), currency="currency", default=0, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, editable=False)
    standard = models.BooleanField(_("for products that name none"), default=False)

    class Meta:
        verbose_name = _("cancellation policy")
        verbose_name_plural = _("cancellation policies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="cancellation_policy_name",
                violation_error_message=_("There is a policy of this name already."),
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=Q(standard=True),
                name="cancellation_policy_one_standard",
                violation_error_message=_("Another policy is for products that name none."),
            ),
            models.CheckConstraint(
                condition=Q(no_show_percent__lte=100, change_fee__gte=0, changes_until__lte=LONGEST_NOTICE)
                & (Q(change_fee=0) | Q(currency__regex=r"^[A-Z]{3}$")),
                name="cancellation_policy_figures",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CancellationRule(TenantModel):
    """So many hours before the start or more, this part of the price is given back; the earliest that fits counts."""

    policy = TenantForeignKey(
        CancellationPolicy, models.CASCADE, related_name="rules", verbose_name=_("policy")
    )
    hours_before = models.PositiveIntegerField(
        _("hours before"), validators=[MaxValueValidator(LONGEST_NOTICE)]
    )
    refund_percent = models.PositiveSmallIntegerField(
        _("given back, percent"), validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("cancellation rule")
        verbose_name_plural = _("cancellation rules")
        ordering = ["-hours_before"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "policy", "hours_before"],
                name="cancellation_rule_once",
                violation_error_message=_("This policy has a rule for so many hours already."),
            ),
            models.CheckConstraint(
                condition=Q(refund_percent__lte=100, hours_before__lte=LONGEST_NOTICE),
                name="cancellation_rule_percent",
                violation_error_message=_("Between 0 and 100 percent can be given back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours_before} h: {self.refund_percent} %"
