"""A booking is saved with what the owner's formulas make of it."""

from apps.backoffice.services import custom_values
from apps.bookings.models import Booking


def save(booking: Booking, *columns: str) -> None:
    """Write these columns of a booking that is locked, and the formulas, which may be about them."""
    booking.save(update_fields=[*columns, *custom_values.recompute(booking)])
