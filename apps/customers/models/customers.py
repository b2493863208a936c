"""Who a business serves."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from apps.customers import phones
from apps.customers.errors import EMAIL_TAKEN, NAME_MISSING
from apps.customers.models.fields import CodeField, MinorUnitsField, NameField, PhoneField
from apps.customers.types import Source
from apps.tenancy.models import TenantModel

NOTES: Final = 50_000  # characters


class Customer(TenantModel):
    """A person the business serves. Written by `apps.customers.services` alone, which keep `sort_name` and `outline`.

    E-mail and phone are null when unknown, so that an address stands once per business and lists have the rest last.
    """

    name = NameField(
        _("name"),
        max_length=160,
        blank=True,
        sort_by="sort_name",
        help_text=_("As the person writes it. Left empty, it is made of given and family name."),
    )
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    outline = models.CharField(max_length=200, editable=False)  # what similar names have in common

    email = models.EmailField(_("e-mail"), max_length=254, null=True, blank=True)  # noqa: DJ001  unique when present
    phone = PhoneField(_("phone"), null=True, blank=True)

    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = CodeField(_("country"), sort="country", blank=True)
    language = CodeField(_("language"), sort="language", blank=True)
    currency = CodeField(_("currency"), sort="currency", blank=True)

    source = models.CharField(_("source"), max_length=12, choices=Source.choices, blank=True)
    source_detail = models.CharField(_("source detail"), max_length=120, blank=True)
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    campaign = models.CharField(_("campaign"), max_length=120, blank=True)

    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    notes = models.TextField(_("notes"), blank=True, validators=[MaxLengthValidator(NOTES)])

    created_at = models.DateTimeField(_("customer since"), db_default=Now(), editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, blank=True, editable=False)
    booking_count = models.PositiveIntegerField(_("bookings"), default=0, editable=False)
    lifetime_value = MinorUnitsField(
        _("lifetime value"), currency="lifetime_currency", default=0, editable=False
    )
    lifetime_currency = models.CharField(max_length=3, blank=True, editable=False)
    risk_score = models.PositiveSmallIntegerField(
        _("risk score"),
        default=0,
        editable=False,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("From 0, none, to 100."),
    )

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["sort_name", "id"]
        permissions = [("merge_customer", _("Can merge customers"))]
        constraints = [
            # At the end of each statement, so that a batch may pass an address from one customer to another.
            models.UniqueConstraint(
                fields=["tenant", "email"],
                name="customer_email",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=EMAIL_TAKEN,
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="customer_has_a_name", violation_error_message=NAME_MISSING
            ),
            models.CheckConstraint(
                condition=Q(email=None) | (Q(email=Lower("email")) & ~Q(email="")),
                name="customer_email_is_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(phone=None) | Q(phone__regex=phones.E164),
                name="customer_phone_is_e164",
                violation_error_message=_("Write the phone number with its country code."),
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2})?$")
                & Q(language__regex=r"^([a-z]{2})?$")
                & Q(currency__regex=r"^([A-Z]{3})?$"),
                name="customer_codes_are_iso",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["", *Source.values]), name="customer_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(risk_score__lte=100)
                & (Q(lifetime_value=0) | Q(lifetime_currency__regex=r"^[A-Z]{3}$")),
                name="customer_figures_make_sense",
            ),
        ]
        # One for each order a list offers, in its direction where rows without a value stand last.
        indexes = [
            models.Index(fields=["tenant", "sort_name", "id"], name="customer_by_sort_name"),
            models.Index(fields=["tenant", "name", "id"], name="customer_by_name"),
            models.Index(fields=["tenant", "outline"], name="customer_by_outline"),
            models.Index(fields=["tenant", "created_at", "id"], name="customer_by_created"),
            models.Index(fields=["tenant", "lifetime_value", "id"], name="customer_by_value"),
            models.Index(fields=["tenant", "email", "id"], name="customer_by_email"),
            models.Index(fields=["tenant", "phone", "id"], name="customer_by_phone"),
            models.Index(fields=["tenant", "last_activity_at", "id"], name="customer_by_activity"),
            *(
                models.Index(
                    F("tenant"), F(key).desc(nulls_last=True), F("id").desc(), name=f"customer_by_{name}_down"
                )
                for key, name in (("email", "email"), ("phone", "phone"), ("last_activity_at", "activity"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
