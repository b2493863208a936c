"""Reads of the front desk."""

from apps.frontdesk.links import manage_link
from apps.frontdesk.queries.calendars import calendar_file
from apps.frontdesk.queries.managing import manage, other_dates
from apps.frontdesk.queries.open_work import (
    open_cancellations,
    tenants_with_open_cancellations,
    tenants_with_past_bookings,
)

__all__ = [
    "calendar_file",
    "manage",
    "manage_link",
    "open_cancellations",
    "other_dates",
    "tenants_with_open_cancellations",
    "tenants_with_past_bookings",
]
