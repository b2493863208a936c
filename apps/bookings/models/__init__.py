"""Bookings, participants and the waitlist."""

from apps.bookings.models.bookings import Booking, Participant
from apps.bookings.models.waitlist import WaitlistEntry

__all__ = ["Booking", "Participant", "WaitlistEntry"]
