"""The waitlist, in a stated order.

Whoever came first is offered first, among the parties that fit into what is free then: places, and things that each of
them needs. A party that does not fit keeps its turn: it is asked first again when more is free. An offer holds the
places, so nobody else can take them; whoever does not answer has had their turn and leaves the line, so the same
places are never offered to them again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError

from apps.accounts.models import Member
from apps.bookings import events as facts
from apps.bookings import queries
from apps.bookings.errors import (
    AlreadyWaiting,
    NeverFits,
    NoPeople,
    NothingToWaitFor,
    NotWaiting,
    OfferOver,
    PlacesAreFree,
)
from apps.bookings.models import WaitlistEntry
from apps.bookings.types import WaitStatus
from apps.capacity import services as capacity
from apps.capacity.errors import NotFree
from apps.capacity.models import Departure, Hold, Pool
from apps.capacity.types import DepartureStatus
from apps.customers.models import Customer
from apps.events.services import record
from apps.kernel.errors import Refusal
from apps.tenancy import context

LONGEST_OFFER: Final = timedelta(hours=12)
SHORTEST_OFFER: Final = timedelta(minutes=15)
# The places are held a little longer than the offer stands, so that whoever ends it passes them on in one transaction.
GRACE: Final = timedelta(minutes=10)
# Of the time that is left until it begins, so that those behind have a chance as well.
_PART: Final = 6
_MOST_OFFERS: Final = 200

Counted = Departure | Pool


def join_waitlist(
    *,
    customer: Customer,
    party: int,
    at: datetime,
    departure: Departure | None = None,
    pool: Pool | None = None,
    quantities: Mapping[int, int] | None = None,
    language: str = "",
    by: Member | None = None,
) -> WaitlistEntry:
    """Have a party wait for places of a departure or a pool; where they are free although others wait, for whom they
    are too few, they are offered at once. Locks what it waits for.

    Raises NoPeople, NeverFits, NothingToWaitFor, PlacesAreFree and AlreadyWaiting.
    """
    if party < 1:
        raise NoPeople
    with context.atomic():
        counted = _lock(departure=departure, pool=pool)
        if counted is None or not _sold(counted, at=at):
            raise NothingToWaitFor
        if party > counted.capacity:
            raise NeverFits(most=counted.capacity)
        if counted.left >= party and not _line(counted).exists():
            raise PlacesAreFree
        entry = WaitlistEntry(
            option_id=counted.option_id,
            departure=departure,
            pool=pool,
            customer=customer,
            party=party,
            quantities={str(unit): count for unit, count in (quantities or {}).items()},
            language=language,
            created_at=at,
        )
        try:
            with context.atomic():
                entry.save()
        except IntegrityError as error:
            if "waitlist_once" not in str(error):
                raise
            raise AlreadyWaiting from error
        record(facts.WaitlistJoined(entry.pk), at=at)
        _offer(counted, at=at)
        entry.refresh_from_db()
    return entry


def leave_waitlist(*, entry: WaitlistEntry, by: Member | None = None, at: datetime) -> WaitlistEntry:
    """Stop waiting; places that were offered go to the next in line. Locks what was waited for, then the entry.

    Raises NotWaiting.
    """
    with context.atomic():
        counted = _lock_of(entry)
        _hold(entry, WaitStatus.WAITING, WaitStatus.OFFERED)
        _end(entry, WaitStatus.LEFT, at=at)
        record(facts.WaitlistLeft(entry.pk), at=at)
        if counted is not None:
            _offer(counted, at=at)
    return entry


def offer_places(
    *, departure: int | None = None, pool: int | None = None, at: datetime
) -> list[WaitlistEntry]:
    """Offer what is free to those who wait for it, in their order; answers whom. Each is told by a fact.

    Called in the transaction that gives places back, nobody comes in between. Locks the departure or pool, then the
    entries. One query where nobody waits.
    """
    given: Any = {"departure": departure, "pool": pool}
    if not WaitlistEntry.objects.filter(**given, status=WaitStatus.WAITING).exists():
        return []
    with context.atomic():
        if departure is not None:
            # Nobody had it any more, but somebody waits for it.
            capacity.reopen_asked(departure=departure, at=at)
        counted = _lock(departure=departure, pool=pool)
        return [] if counted is None else _offer(counted, at=at)


def accept_offer(*, entry: WaitlistEntry, at: datetime) -> WaitlistEntry:
    """The party takes the places: its hold, which its order item has now, is no longer the waitlist's. Locks the entry.

    Raises OfferOver when it was answered too late, else NotWaiting.
    """
    with context.atomic():
        _hold(entry, WaitStatus.OFFERED, WaitStatus.EXPIRED)
        if entry.status == WaitStatus.EXPIRED or entry.offered_until is None or entry.offered_until <= at:
            raise OfferOver
        entry.status = WaitStatus.ACCEPTED
        entry.save(update_fields=["status"])
        record(facts.WaitlistAccepted(entry.pk), at=at)
    return entry


def expire_offers(*, at: datetime) -> list[WaitlistEntry]:
    """End the offers that nobody answered in time and offer their places to the next; answers the new offers.

    A transaction for each, which locks as `leave_waitlist` does.
    """
    over = WaitlistEntry.objects.filter(status=WaitStatus.OFFERED, offered_until__lte=at)
    made = []
    for entry in over.order_by("offered_until", "pk"):
        with context.atomic():
            counted = _lock_of(entry)
            try:
                _hold(entry, WaitStatus.OFFERED)
            except NotWaiting:
                continue
            _end(entry, WaitStatus.EXPIRED, at=at)
            record(facts.WaitlistExpired(entry.pk), at=at)
            if counted is not None:
                made += _offer(counted, at=at)
    return made


def offer_fitting(*, at: datetime) -> list[WaitlistEntry]:
    """Offer whatever is free and waited for, should nobody have been told of it; answers the offers made.

    A transaction for each departure and pool, which locks as `offer_places` does.
    """
    made = []
    for departure, pool in queries.fitting(at=at):
        made += offer_places(departure=departure, pool=pool, at=at)
    return made


def close_waitlist(*, departure: int, at: datetime) -> int:
    """Nobody waits any more for a departure that is off; answers how many did. Locks it and the entries."""
    with context.atomic():
        _lock(departure=departure, pool=None)
        waits = WaitlistEntry.objects.filter(
            departure=departure, status__in=[WaitStatus.WAITING, WaitStatus.OFFERED]
        )
        entries = list(waits.select_for_update(of=("self",)).order_by("pk"))
        for entry in entries:
            _end(entry, WaitStatus.LEFT, at=at)
            record(facts.WaitlistLeft(entry.pk), at=at)
    return len(entries)


def offer_until(*, at: datetime, starts_at: datetime | None) -> datetime:
    """A sixth of the time until it begins, between 15 minutes and 12 hours."""
    if starts_at is None:
        return at + LONGEST_OFFER
    return at + min(max((starts_at - at) / _PART, SHORTEST_OFFER), LONGEST_OFFER)


def _offer(counted: Counted, *, at: datetime) -> list[WaitlistEntry]:
    """With the departure or pool locked."""
    if not _sold(counted, at=at):
        return []
    offered = []
    # What the caller gave back since it was locked counts.
    counted.refresh_from_db(fields=["booked"])
    free = counted.left
    line = _line(counted).select_for_update(of=("self",)).order_by("created_at", "pk")
    served = free
    for entry in line[:_MOST_OFFERS] if free else ():
        if entry.party > min(free, served):
            continue
        until = offer_until(at=at, starts_at=getattr(counted, "starts_at", None))
        try:
            _take(entry, counted, until, at=at)
        except NotFree:
            # Things that each of them needs are missing, as tanks: so they are for as many or more.
            served = entry.party - 1
            continue
        except Refusal:
            break
        free -= entry.party
        offered.append(entry)
        if not free:
            break
    return offered


def _take(entry: WaitlistEntry, counted: Counted, until: datetime, *, at: datetime) -> None:
    """Raises what capacity refuses; then nothing is taken."""
    minutes = int((until + GRACE - at).total_seconds() // 60)
    with context.atomic():
        if isinstance(counted, Departure):
            held = capacity.hold_seats(departure=counted.pk, seats=entry.party, at=at, minutes=minutes)
        else:
            held = capacity.hold_pool(pool=counted.pk, seats=entry.party, at=at, minutes=minutes)
    entry.status, entry.hold_id, entry.offered_until = WaitStatus.OFFERED, held.id, until
    entry.save(update_fields=["status", "hold", "offered_until"])
    record(facts.WaitlistOffered(entry.pk, until=until.isoformat()), at=at)


def _end(entry: WaitlistEntry, status: WaitStatus, *, at: datetime) -> None:
    if entry.status == WaitStatus.OFFERED and entry.hold_id is not None:
        capacity.release_hold(hold=entry.hold_id, at=at)
    entry.status = status
    entry.save(update_fields=["status"])


def _hold(entry: WaitlistEntry, *expected: WaitStatus) -> None:
    row = WaitlistEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    for field in WaitlistEntry._meta.concrete_fields:
        setattr(entry, field.attname, getattr(row, field.attname))
    if row.status not in expected:
        raise NotWaiting(status=WaitStatus(row.status).label)


def _lock(*, departure: Departure | int | None, pool: Pool | int | None) -> Counted | None:
    """What is counted, locked as a claim locks it."""
    model: Any = Departure if departure is not None else Pool
    given = departure if departure is not None else pool
    if given is None:
        return None
    key = given if isinstance(given, int) else given.pk
    row: Counted | None = model.objects.select_for_update(of=("self",), no_key=True).filter(pk=key).first()
    return row


def _lock_of(entry: WaitlistEntry) -> Counted | None:
    """A hold is locked before what it counts on, as capacity does."""
    if entry.hold_id is not None:
        list(Hold.objects.select_for_update(of=("self",)).filter(pk=entry.hold_id).only("pk"))
    return _lock(departure=entry.departure_id, pool=entry.pool_id)


def _line(counted: Counted) -> Any:
    """Those who wait for it."""
    what = {"departure": counted.pk} if isinstance(counted, Departure) else {"pool": counted.pk}
    return WaitlistEntry.objects.filter(**what, status=WaitStatus.WAITING)


def _sold(counted: Counted, *, at: datetime) -> bool:
    if isinstance(counted, Departure):
        return counted.status == DepartureStatus.OPEN and counted.starts_at > at
    return counted.active
