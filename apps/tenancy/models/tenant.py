"""A business on the installation."""

from django.conf import settings
from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.tenancy import policies
from apps.tenancy.models.base import GlobalModel
from apps.tenancy.models.plans import Plan
from apps.tenancy.types import Status

# One DNS label: the slug is the first part of the business's host name.
SLUG = r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"


class Tenant(GlobalModel):
    """One business. The app role sees its own row alone and may change only how it is presented."""

    grants = {
        "app": "SELECT, UPDATE (name, locale, currency, time_zone)",
        "signin": "SELECT",
        "platform": policies.ALL,
    }
    visible = f"id = {policies.TENANT}"

    slug = models.CharField(
        _("address"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(SLUG, _("Use 2 to 40 small letters, digits and hyphens.")),
            MinLengthValidator(2),
        ],
    )
    name = models.CharField(_("name"), max_length=120)
    trade = models.CharField(_("trade"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.SETUP)
    locale = models.CharField(_("language"), max_length=12, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tenants", verbose_name=_("plan"))
    trial_ends_at = models.DateTimeField(_("trial ends"), null=True, blank=True)
    suspended_for = models.CharField(_("reason of suspension"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        ordering = ["slug"]
        permissions = [("export_tenant", _("Can take all data out"))]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="tenant_status_is_known"),
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="tenant_slug_is_a_label"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="tenant_currency_is_iso"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug_host(self) -> str:
        """The host name every business has, whatever domains it adds."""
        return f"{self.slug}.{settings.PLATFORM_HOST}"


class TenantFarewell(GlobalModel):
    """The one line that stays of a deleted business: that it was here, and what was removed when."""

    grants = {"platform": "SELECT, INSERT"}

    slug = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    former_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    files = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("deleted business")
        verbose_name_plural = _("deleted businesses")
        ordering = ["-deleted_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.slug})"
