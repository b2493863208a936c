"""How many a departure holds: never below what is booked, above what was planned only with a reason."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts.models import Member
from apps.capacity import events as facts
from apps.capacity import versions
from apps.capacity.errors import AboveLimit, BelowBooked, DepartureClosed, NeedsRaise, WrongNumber
from apps.capacity.models import Departure
from apps.capacity.services.assigning import locked_departure
from apps.capacity.types import LIVE, DepartureStatus, ReservationKind, ResourceKind
from apps.catalog.models.products import MOST_PEOPLE
from apps.events import services as events
from apps.tenancy import context


def change_capacity(
    *, departures: Sequence[Departure], capacity: int, by: Member | None, at: datetime
) -> list[Departure]:
    """Give departures a capacity, all or none. Raises BelowBooked, AboveLimit, DepartureClosed, WrongNumber, NotFound.

    Locks them in the order of their numbers.
    """
    if not 1 <= capacity <= MOST_PEOPLE:
        raise WrongNumber
    done = []
    with context.atomic():
        for one in sorted(departures, key=lambda each: each.pk):
            row = locked_departure(one)
            _not_over(row)
            check_capacity(row, capacity, limit=row.limit)
            done.append(_write(row, capacity, reason="", at=at))
    return done


def override_capacity(
    *, departure: Departure | int, capacity: int, reason: str, by: Member | None, at: datetime
) -> Departure:
    """Raise a departure above what was planned, up to its limit or the places of its boat, and say why.

    Who may is the caller's question (`capacity.override_departure`); the reason is in the log with who. Raises
    NeedsRaise without a reason, AboveLimit, BelowBooked, DepartureClosed, NotFound. Locks the departure.
    """
    if not reason.strip():
        raise NeedsRaise
    if not 1 <= capacity <= MOST_PEOPLE:
        raise WrongNumber
    with context.atomic():
        row = locked_departure(departure)
        _not_over(row)
        check_capacity(row, capacity, limit=row.limit)
        limit = row.limit or _boats_places(row) or row.capacity
        if capacity > limit:
            raise AboveLimit(limit=limit)
        return _write(row, capacity, reason=reason.strip()[:300], at=at)


def lower_again(*, before: Departure, at: datetime) -> None:
    """Take back what `override_capacity` did in this transaction: `before` is the record as it was. Raises BelowBooked.

    For a trial, or a promise that takes nothing yet. Locks the departure.
    """
    with context.atomic():
        row = locked_departure(before.pk)
        check_capacity(row, before.capacity, limit=row.limit)
        row.capacity, row.edited, row.reason = before.capacity, before.edited, before.reason
        row.save(update_fields=["capacity", "edited", "reason"])
        versions.changed(row.product_id)


def check_capacity(row: Departure, capacity: int, *, limit: object) -> None:
    """Raise BelowBooked or AboveLimit: by its own limit and by the boat that is assigned."""
    if capacity < row.booked:
        raise BelowBooked(booked=row.booked)
    if isinstance(limit, int) and capacity > limit:
        raise AboveLimit(limit=limit)
    places = _boats_places(row) if row.pk else None
    if places is not None and capacity > places and capacity > row.capacity:
        raise AboveLimit(limit=places)


def _boats_places(row: Departure) -> int | None:
    """Places of the boats and vehicles that are assigned to it, None without any that says."""
    boats = row.reservations.filter(
        status__in=LIVE,
        kind=ReservationKind.ASSIGNMENT,
        resource__resource_class__kind=ResourceKind.BOAT,
        starts_at=row.starts_at,
    )
    places = list(boats.values_list("resource__places", flat=True))
    said = [one for one in places if one is not None]
    return sum(said) if said and len(said) == len(places) else None


def _not_over(row: Departure) -> None:
    if row.status in {DepartureStatus.CANCELLED, DepartureStatus.COMPLETED}:
        raise DepartureClosed


def _write(row: Departure, capacity: int, *, reason: str, at: datetime) -> Departure:
    before = row.capacity
    row.capacity, row.edited = capacity, True
    if reason:
        row.reason = reason
    row.save(update_fields=["capacity", "edited", "reason"])
    tell_added(row, before=before, at=at)
    versions.changed(row.product_id)
    return row


def tell_added(row: Departure, *, before: int, at: datetime) -> None:
    """Say that a departure has more places than `before`, if it takes bookings: somebody may wait for them."""
    if row.capacity > before and row.status == DepartureStatus.OPEN:
        told = facts.PlacesAdded(
            departure=row.pk, product=row.product_id, option=row.option_id, left=row.left
        )
        events.record(told, at=at)
