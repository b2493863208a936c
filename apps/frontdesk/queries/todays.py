"""What the Today page counts and the lists behind it show: parts of bookings, departures and orders at a moment."""

from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.backoffice.attributes.subsets import Subset
from apps.bookings.types import LIVE, BookingStatus, WaitStatus
from apps.capacity.types import DepartureStatus
from apps.catalog.types import Kind
from apps.frontdesk.queries import again
from apps.sales.types import OrderStatus
from apps.tenancy import facts

DAY: Final = timedelta(days=1)
SOON: Final = timedelta(days=7)
_TO_COME: Final = (BookingStatus.CONFIRMED, BookingStatus.MODIFIED, BookingStatus.IN_PROGRESS)
Rows = QuerySet[Any]


def today(at: datetime) -> tuple[datetime, datetime]:
    """From midnight to midnight on the clock of the business."""
    here = at.astimezone(ZoneInfo(facts.current().time_zone))
    first = datetime.combine(here.date(), time(), tzinfo=here.tzinfo)
    return first, datetime.combine(here.date() + DAY, time(), tzinfo=here.tzinfo)


def _arriving(rows: Rows, at: datetime) -> Rows:
    """Who comes today, to a later day of a course too."""
    coming = again.within(rows.filter(status__in=LIVE), *today(at), sessions="departure__sessions")
    return coming.exclude(product__kind=Kind.APPOINTMENT)


def _leaving(rows: Rows, at: datetime) -> Rows:
    """Stays and rentals that end today and began before."""
    first, last = today(at)
    kinds = (Kind.STAY, Kind.RENTAL)
    ending = rows.filter(ends_at__gte=first, ends_at__lt=last, starts_at__lt=first)
    return ending.filter(status__in=_TO_COME, product__kind__in=kinds)


def _jobs(rows: Rows, at: datetime) -> Rows:
    first, last = today(at)
    coming = rows.filter(status__in=LIVE, starts_at__gte=first, starts_at__lt=last)
    return coming.filter(product__kind=Kind.APPOINTMENT)


def _unconfirmed(rows: Rows, at: datetime) -> Rows:
    return rows.filter(status=BookingStatus.PENDING, starts_at__gte=at - DAY)


def _departing(rows: Rows, at: datetime) -> Rows:
    statuses = (DepartureStatus.OPEN, DepartureStatus.CLOSED)
    return again.within(rows.filter(status__in=statuses), *today(at), sessions="sessions")


def _nearly_full(rows: Rows, at: datetime) -> Rows:
    """Open ones of the next days with a fifth of the places left or less."""
    coming = rows.filter(
        status=DepartureStatus.OPEN, starts_at__gte=at, starts_at__lt=at + SOON, capacity__gt=0
    )
    return coming.filter(Q(booked__gte=F("capacity") * 0.8))


def _unpaid(rows: Rows, at: datetime) -> Rows:
    return rows.filter(status=OrderStatus.PLACED, total__gt=F("paid"))


def _coming(rows: Rows, at: datetime) -> Rows:
    """What stands and is not over: from this morning on."""
    first, _last = today(at)
    goes_on = Q(departure__in=again.begun(first).values("departure"))
    return rows.filter(status__in=LIVE).filter(Q(starts_at__gte=first) | Q(ends_at__gte=first) | goes_on)


def _to_depart(rows: Rows, at: datetime) -> Rows:
    first, _last = today(at)
    return again.departures_from(rows, first).exclude(status=DepartureStatus.CANCELLED)


def _in_line(rows: Rows, at: datetime) -> Rows:
    return rows.filter(status__in=(WaitStatus.WAITING, WaitStatus.OFFERED))


def _standing(rows: Rows, at: datetime) -> Rows:
    return rows.filter(status__in=(OrderStatus.PLACED, OrderStatus.COMPLETED))


COMING: Final = Subset("coming", _("Coming up"), _coming, sort="starts_at", leads=True)
TO_DEPART: Final = Subset("coming", _("Coming up"), _to_depart, sort="starts_at", leads=True)
IN_LINE: Final = Subset("in_line", _("In line"), _in_line, sort="created_at", leads=True)
STANDING: Final = Subset("standing", _("Ordered"), _standing, leads=True)
ARRIVING: Final = Subset("arriving", _("Arriving today"), _arriving)
LEAVING: Final = Subset("leaving", _("Leaving today"), _leaving)
JOBS: Final = Subset("jobs", _("Jobs today"), _jobs)
UNCONFIRMED: Final = Subset("unconfirmed", _("To confirm"), _unconfirmed)
DEPARTING: Final = Subset("today", _("Departing today"), _departing)
NEARLY_FULL: Final = Subset("nearly_full", _("Nearly full this week"), _nearly_full)
UNPAID: Final = Subset("unpaid", _("Not paid in full"), _unpaid)
