"""Where a business is found: its host names and its places."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models.base import TenantModel
from apps.tenancy.types import KeptFees

HOST = r"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$"


@cache
def time_zones() -> frozenset[str]:
    """Names of all zones. Looking them up reads a folder of hundreds of files, so it is done once."""
    return frozenset(available_timezones())


def validate_time_zone(value: str) -> None:
    """Raise ValidationError unless the value is an IANA zone name."""
    if value not in time_zones():
        raise ValidationError(_("Choose a time zone from the list."), code="time_zone")


class Domain(TenantModel):
    """A host name the business answers at. A host belongs to one business of the whole installation."""

    app_rights = "SELECT"
    signin_rights = "SELECT"
    # The name system knows each host once, and so do we: it says which business a request is for.
    across_tenants = ("host",)

    host = models.CharField(
        _("host name"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(HOST, _("Write a host name such as www.example.com."))],
    )
    primary = models.BooleanField(_("main address"), default=False)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ["-primary", "host"]
        constraints = [
            models.UniqueConstraint(fields=["tenant"], condition=Q(primary=True), name="domain_one_primary"),
            models.CheckConstraint(condition=Q(host__regex=HOST), name="domain_host_is_a_host"),
        ]

    def __str__(self) -> str:
        return self.host


class TaxProfile(TenantModel):
    """How prices and taxes are stated at the places that use it."""

    name = models.CharField(_("name"), max_length=80)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    prices_include_tax = models.BooleanField(_("prices include tax"), default=True)
    kept_fees = models.CharField(
        _("fees for cancelling and not coming"),
        max_length=8,
        choices=KeptFees.choices,
        default=KeptFees.AS_SOLD,
        db_default=KeptFees.AS_SOLD,
        help_text=_(
            "What your country says; ask whoever does your taxes. Other fees are taxed like what they are for."
        ),
    )

    class Meta:
        verbose_name = _("tax profile")
        verbose_name_plural = _("tax profiles")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_fees__in=KeptFees.values), name="tax_profile_kept_fees_are_known"
            ),
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="tax_profile_name",
                violation_error_message=_("There is a tax profile of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Location(TenantModel):
    """A place of the business with its own clock, address and tax."""

    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters, such as BZ or GB."),
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Use the two-letter country code."))],
    )
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    booking_copies = models.BooleanField(
        _("write to us when customers book, change or cancel"),
        default=True,
        db_default=True,
        help_text=_("Nothing is written of what your own people do."),
    )
    copies_to = models.EmailField(
        _("such messages go to"),
        blank=True,
        default="",
        db_default="",
        help_text=_("Left empty, to the e-mail address above."),
    )
    tax_profile = TenantForeignKey(
        TaxProfile,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="locations",
        verbose_name=_("tax profile"),
    )

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="location_name",
                violation_error_message=_("There is a location of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
