"""What our own people see on a page of a customer, whose confirmation they scan: where it stands, and check-in."""

from dataclasses import dataclass

from django.http import HttpRequest

from apps.accounts.middleware import has_session
from apps.accounts.models import Member, User
from apps.bookings.models import Booking
from apps.bookings.types import TRANSITIONS, BookingStatus
from apps.frontdesk.queries import rosters


@dataclass(frozen=True, slots=True)
class StaffBar:
    """`open` says that whoever comes can be checked in."""

    booking: Booking
    open: bool


def member_of(request: HttpRequest) -> Member | None:
    """Who of the business looks. Visitors without a session cost no query."""
    user = request.user if has_session(request) else None
    return user.member if isinstance(user, User) else None


def bar(member: Member | None, booking: Booking) -> StaffBar | None:
    """For a member who may check in this booking, None for everybody else."""
    if member is None or not rosters.may_check_in(member, booking.pk):
        return None
    return StaffBar(booking, BookingStatus.IN_PROGRESS in TRANSITIONS[BookingStatus(booking.status)])
