"""Bookings of the sample businesses, so that calendars, lists and Today have something to show."""

from quayside.demo.booked.seeding import seed

__all__ = ["seed"]
