"""What a business pays the platform for, as data, and how much of it is used."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.tenancy import policies
from apps.tenancy.models.base import GlobalModel, TenantModel


class Plan(GlobalModel):
    """A subscription the platform sells. A quota that `limits` does not name is unlimited."""

    grants = {"app": "SELECT", "signin": "SELECT", "platform": policies.ALL}

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    monthly_minor = models.PositiveIntegerField(
        _("monthly price"), help_text=_("In minor units, such as cents.")
    )
    yearly_minor = models.PositiveIntegerField(
        _("yearly price"), help_text=_("In minor units, such as cents.")
    )
    limits = models.JSONField(_("limits"), default=dict, blank=True)
    features = ArrayField(
        models.CharField(max_length=60), verbose_name=_("features"), default=list, blank=True
    )
    offered = models.BooleanField(_("offered to new businesses"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.name


class QuotaUse(TenantModel):
    """Used amount of one quota in one period: "2026-11" for a month, "" for what simply stands."""

    quota = models.CharField(max_length=40)
    period = models.CharField(max_length=7, blank=True)
    used = models.BigIntegerField(default=0, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("quota use")
        verbose_name_plural = _("quota uses")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "quota", "period"], name="quota_use_once"),
            models.CheckConstraint(condition=Q(used__gte=0), name="quota_use_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quota} {self.period}".strip()
