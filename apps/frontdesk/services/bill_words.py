"""What the front desk writes on a bill: in the customer's language, whoever does it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from apps.bookings.models import Booking
from apps.sales import services as sales


def cancellation(booking: Booking) -> str:
    """Of what is kept of a booking that is cancelled."""
    return _said(booking, lambda: _("Cancellation of %(reference)s"))


def part_cancelled(booking: Booking) -> str:
    """Of what is kept of a part that is given up."""
    return _said(booking, lambda: _("Cancellation of a part of %(reference)s"))


def changing(booking: Booking) -> str:
    """Of what a change costs."""
    return _said(booking, lambda: _("Fee for changing %(reference)s"))


def no_show(booking: Booking) -> str:
    """Why something is kept of who did not come."""
    return _said(booking, lambda: _("No-show"))


def _said(booking: Booking, words: Callable[[], str]) -> str:
    with sales.in_language(booking.order):
        return words() % {"reference": booking.reference}
