"""Reads of bookings."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from apps.bookings.errors import NoSuchBooking, NoSuchEntry
from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import LIVE, BookingStatus, WaitStatus
from apps.capacity.models import DepartureSession
from apps.capacity.queries import available
from apps.capacity.types import DepartureStatus
from apps.catalog.types import Kind
from apps.tenancy.stored import Stored

FITTING: Final = Stored(
    name="bookings_fitting",
    parameters={"departures": "bigint[]", "pools": "bigint[]"},
    columns={"id": "bigint"},
    statement="""
        (SELECT w.id FROM bookings_waitlistentry w JOIN capacity_departure d ON d.id = w.departure_id
         WHERE w.departure_id = ANY (%(departures)s) AND w.status = 'waiting' AND d.status = 'open'
           AND w.party <= d.capacity - d.booked LIMIT 1)
        UNION ALL
        (SELECT w.id FROM bookings_waitlistentry w JOIN capacity_pool l ON l.id = w.pool_id
         WHERE w.pool_id = ANY (%(pools)s) AND w.status = 'waiting' AND l.active
           AND w.party <= l.capacity - l.booked LIMIT 1)
        LIMIT 1
    """,
)
_READY: Final = (BookingStatus.CONFIRMED, BookingStatus.MODIFIED, BookingStatus.IN_PROGRESS)
_WEEK: Final = timedelta(days=7)
_WITH = ("order", "item", "customer", "product", "option", "departure", "pool", "location", "hold")


def get(booking: int) -> Booking:
    """One booking with what it is about: one query. Raises NoSuchBooking."""
    found: Booking | None = Booking.objects.select_related(*_WITH).filter(pk=booking).first()
    if found is None:
        raise NoSuchBooking
    return found


def by_token(token: UUID) -> Booking:
    """The booking of a link, as `get`. Raises NoSuchBooking."""
    found: Booking | None = Booking.objects.select_related(*_WITH).filter(token=token).first()
    if found is None:
        raise NoSuchBooking
    return found


def of_order(order: int) -> Sequence[Booking]:
    """An order's bookings, in their order: one query."""
    return list(Booking.objects.select_related(*_WITH).filter(order=order).order_by("starts_at", "pk"))


def live_of_departure(departure: int) -> Sequence[int]:
    """Numbers of the bookings that keep places of it: one query."""
    rows = Booking.objects.filter(departure=departure, status__in=LIVE).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def over(*, at: datetime, most: int = 500) -> Sequence[Booking]:
    """Confirmed or checked-in bookings whose time is over, that of later sessions too: one query."""
    return list(Booking.objects.filter(over_by(at)).order_by("ends_at", "pk")[:most])


def over_by(at: datetime) -> Q:
    """Whether one that stands is over. Its end is that of the first session; a course goes on until its last."""
    later = DepartureSession.objects.filter(departure=OuterRef("departure"), ends_at__gt=at)
    return Q(~Exists(later), status__in=_READY, ends_at__lte=at)


def tenants_with_over(*, at: datetime) -> list[int]:
    """Businesses with offers that nobody answered in time, for the platform role: one query."""
    due = WaitlistEntry.objects.filter(status=WaitStatus.OFFERED, offered_until__lte=at).order_by()
    return list(due.values_list("tenant_id", flat=True).distinct())


def tenants_with_fitting(*, at: datetime) -> list[int]:
    """Businesses where somebody waits for what is free, for the platform role: one query."""
    return list(_fitting(at).order_by().values_list("tenant_id", flat=True).distinct())


def fitting(*, at: datetime) -> Sequence[tuple[int | None, int | None]]:
    """Departures and pools with free places that somebody waits for and fits into: one query."""
    rows = _fitting(at).order_by("departure", "pool").values_list("departure", "pool")
    return list(rows.distinct())


def _fitting(at: datetime) -> QuerySet[WaitlistEntry]:
    """As `FITTING` finds them, of all that is still to begin."""
    departure, pool = (
        F("departure__capacity") - F("departure__booked"),
        F("pool__capacity") - F("pool__booked"),
    )
    open_departure = Q(departure__status=DepartureStatus.OPEN, departure__starts_at__gt=at)
    return WaitlistEntry.objects.filter(
        (open_departure & Q(party__lte=departure)) | Q(pool__active=True, party__lte=pool),
        status=WaitStatus.WAITING,
    )


def entry_by_token(token: UUID) -> WaitlistEntry:
    """Who waits, by their link: one query. Raises NoSuchEntry."""
    related = ("option", "option__product", "departure", "pool", "customer", "hold")
    found = WaitlistEntry.objects.select_related(*related).filter(token=token).first()
    if found is None:
        raise NoSuchEntry
    return found


def place_in_line(entry: WaitlistEntry) -> int:
    """1 for who is first among those who wait for the same: one query."""
    same = WaitlistEntry.objects.filter(
        departure=entry.departure_id, pool=entry.pool_id, status=WaitStatus.WAITING
    )
    earlier = same.filter(created_at__lt=entry.created_at) | same.filter(
        created_at=entry.created_at, pk__lt=entry.pk
    )
    return earlier.count() + 1


def waiting_for(departures: Sequence[int]) -> Mapping[int, int]:
    """How many parties wait, by departure: one query."""
    found: dict[int, int] = {}
    rows = WaitlistEntry.objects.filter(departure__in=departures, status=WaitStatus.WAITING)
    for departure in rows.values_list("departure", flat=True):
        if departure is not None:
            found[departure] = found.get(departure, 0) + 1
    return found


def somebody_fits(*, departures: Collection[int], pools: Collection[int], at: datetime) -> bool:
    """Whether a party that waits for one of them fits into what is free: one query as a rule.

    Where places are free for one, also whether the things are that each of them needs: for the smallest party, since a
    larger one needs as many.
    """
    if FITTING.one(departures=list(departures), pools=list(pools)) is None:
        return False
    rows = _fitting(at).filter(Q(departure__in=departures) | Q(pool__in=pools)).order_by()
    smallest = rows.values_list("option", "departure", "pool").annotate(least=Min("party"))
    return any(
        pool is not None or available(option=option, departure=departure, people=least, at=at).ok
        for option, departure, pool, least in smallest
    )


def unanswered(*, at: datetime, most: int = 500) -> Sequence[Booking]:
    """Requests that nobody has answered and whose time has come: one query."""
    rows = Booking.objects.filter(unanswered_by(at)).select_related("order", "customer")
    return list(rows.order_by("starts_at", "pk")[:most])


def unanswered_by(at: datetime) -> Q:
    """Whether a request is too old to be answered. A pass begins when it is asked for, so those have a week."""
    begun = Q(starts_at__lte=at) & (~Q(product__kind=Kind.PASS) | Q(starts_at__lte=at - _WEEK))
    return Q(status=BookingStatus.PENDING) & begun
