"""Who waits for a place."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.bookings.types import WaitStatus
from apps.capacity.models import Departure, Hold, Pool
from apps.catalog.models import Option
from apps.catalog.models.products import MOST_PEOPLE
from apps.customers.models import Customer
from apps.customers.models.fields import CodeField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class WaitlistEntry(TenantModel):
    """A party that waits for a departure or a pool.

    Who came first is offered first, among those whose party fits into what is free; nobody is passed over twice for
    the same places.
    """

    token = models.UUIDField(default=uuid.uuid4, editable=False)
    option = TenantForeignKey(Option, models.CASCADE, related_name="+", verbose_name=_("option"))
    departure = TenantForeignKey(
        Departure, models.CASCADE, null=True, blank=True, related_name="waitlist", verbose_name=_("departure")
    )
    pool = TenantForeignKey(
        Pool, models.CASCADE, null=True, blank=True, related_name="waitlist", verbose_name=_("pool")
    )
    customer = TenantForeignKey(Customer, models.CASCADE, related_name="waitlist", verbose_name=_("customer"))
    party = models.PositiveIntegerField(
        _("people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    quantities = models.JSONField(default=dict, blank=True, editable=False)
    language = CodeField(_("language"), sort="language", blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=WaitStatus.choices, default=WaitStatus.WAITING
    )
    hold = TenantForeignKey(Hold, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("entry of the waitlist")
        verbose_name_plural = _("waitlist")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "token"], name="waitlist_token"),
            models.UniqueConstraint(
                fields=["tenant", "departure", "pool", "customer"],
                condition=Q(status__in=[WaitStatus.WAITING, WaitStatus.OFFERED]),
                nulls_distinct=False,
                name="waitlist_once",
                violation_error_message=_("You are on the waitlist already."),
            ),
            models.CheckConstraint(
                condition=Q(departure__isnull=False, pool=None) | Q(departure=None, pool__isnull=False),
                name="waitlist_for_something",
            ),
            models.CheckConstraint(
                condition=Q(status__in=WaitStatus.values, party__range=(1, MOST_PEOPLE))
                & (~Q(status=WaitStatus.OFFERED) | Q(offered_until__isnull=False)),
                name="waitlist_values",
                violation_error_message=_("At least one person waits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer} ({self.party})"
