"""Papers of a booking, for its page. They are drawn by the front desk."""

from apps.bookings.models import Booking
from apps.frontdesk import papers


def confirmation(booking: Booking) -> bytes:
    """The confirmation as a PDF, as the mail has it."""
    return papers.confirmation_of(booking)
