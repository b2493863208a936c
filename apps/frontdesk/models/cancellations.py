"""A departure that is off, and how far its bookings have been handled."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.capacity.models import Departure
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class DepartureCancellation(TenantModel):
    """The cancelling of a departure: begun in one transaction, then a booking at a time until none is left.

    Whoever goes on with it finds what is left by the bookings themselves, so it can be stopped anywhere.
    """

    departure = TenantForeignKey(
        Departure, models.CASCADE, related_name="cancellations", verbose_name=_("departure"), editable=False
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    notify = models.BooleanField(_("write to the customers"), default=True)
    offer_dates = models.BooleanField(_("offer other dates"), default=True)
    by = TenantForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"), editable=False
    )
    bookings = models.PositiveIntegerField(_("bookings"), default=0, editable=False)
    handled = models.PositiveIntegerField(_("handled"), default=0, editable=False)
    begun_at = models.DateTimeField(_("begun"), editable=False)
    # Nobody else goes on with it before: whoever does puts it off a little with each booking.
    due_at = models.DateTimeField(editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("cancelled departure")
        verbose_name_plural = _("cancelled departures")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "departure"], name="departure_cancelled_once"),
            models.CheckConstraint(
                condition=Q(handled__lte=models.F("bookings")), name="cancellation_handles_each_once"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "due_at"], condition=Q(finished_at=None), name="cancellation_open")
        ]

    def __str__(self) -> str:
        return str(self.departure)
