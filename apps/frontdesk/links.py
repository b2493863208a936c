"""Addresses that customers get."""

from apps.bookings.models import Booking
from apps.tenancy import addresses, facts


def manage_link(booking: Booking) -> str:
    """The absolute address of a booking's own page."""
    return addresses.business(facts.current(), f"/booking/{booking.token}/")
