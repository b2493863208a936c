"""Whether something can be had, or the reasons why not."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.capacity.choosing import matching, rank
from apps.capacity.errors import (
    DepartureClosed,
    NoDuration,
    NoRoom,
    NoSuchDeparture,
    NoSuchPool,
    NotFree,
    NothingServes,
    PoolClosed,
    SoldOut,
    TooEarly,
    TooLate,
)
from apps.capacity.models import Departure, Pool, Reservation, Resource
from apps.capacity.queries import in_house, reasons, roster, stay_rules
from apps.capacity.queries import legs as legs_said
from apps.capacity.queries.rooms import rooms, span_of
from apps.capacity.queries.roster import Listed, Need
from apps.capacity.queries.shortages import shortages
from apps.capacity.types import LIVE, Answer, DepartureStatus, Each, Leg, Reason
from apps.catalog.models import Option
from apps.kernel.errors import NotFound, Refusal

# A reason for each of forty rooms helps nobody.
_MOST: Final = 12


def available(
    *,
    option: int,
    at: datetime,
    people: int,
    departure: int | None = None,
    pool: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    arrival: date | None = None,
    nights: int | None = None,
    location: int | None = None,
    staff: bool = False,
    mine: int | None = None,
) -> Answer:
    """Yes with how much is left, or no with reasons: one sentence for customers; for staff who is off and what is
    booked when. Staff hear of a departure that can be booked as well what of its boats and people is not assigned.
    `mine` is a hold that is to be changed: what it takes of resources is free to it.
    At most twelve queries. Raises NotFound for an option that is none. It takes nothing.
    """
    if departure is not None:
        return _departure(departure, people=people, at=at, staff=staff)
    if pool is not None:
        return _pool(pool, people=people)
    row: Option | None = Option.objects.select_related("product__location").filter(pk=option).first()
    if row is None:
        raise NotFound
    if arrival is not None:
        return _stay(row, arrival=arrival, nights=nights or 1, people=people, at=at, staff=staff, mine=mine)
    if starts_at is not None:
        return _time(
            row,
            starts_at=starts_at,
            ends_at=ends_at,
            people=people,
            at=at,
            location=location,
            staff=staff,
            mine=mine,
        )
    raise NotFound


def no(refusal: Refusal, *, left: int = 0, more: Sequence[Reason] = ()) -> Answer:
    """No, with the refusal that taking it would meet."""
    said = [] if more else [Reason(refusal.code, str(refusal))]
    return Answer(ok=False, left=left, reasons=(*said, *more))


def _departure(number: int, *, people: int, at: datetime, staff: bool) -> Answer:
    row = Departure.objects.select_related("product", "option").filter(pk=number).first()
    if row is None:
        return no(NoSuchDeparture())
    if row.status != DepartureStatus.OPEN:
        return no(DepartureClosed(), left=row.left)
    if row.starts_at - timedelta(minutes=row.product.notice) <= at:
        return no(TooLate(), left=row.left)
    if row.left < people:
        return no(SoldOut(left=row.left), left=row.left)
    said = shortages([row])[row.pk] if staff else ()
    wanted = roster.needs(roster.requirements(product=row.product_id, option=row.option_id), people=people)
    if wanted:
        found = roster.listed(wanted, first=row.starts_at, last=row.ends_at)
        answer = of_resources(wanted, found, row.starts_at, row.ends_at, people=1, staff=staff)
        left = min(row.left, answer.left) if answer.ok else 0
        return Answer(answer.ok, left, tuple(dict.fromkeys((*answer.reasons, *said))))
    return Answer(ok=True, left=row.left, reasons=said)


def _pool(number: int, *, people: int) -> Answer:
    row = Pool.objects.filter(pk=number).first()
    if row is None:
        return no(NoSuchPool())
    if not row.active:
        return no(PoolClosed())
    return Answer(ok=True, left=row.left) if row.left >= people else no(SoldOut(left=row.left), left=row.left)


def _time(
    row: Option,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    people: int,
    at: datetime,
    location: int | None,
    staff: bool,
    mine: int | None,
) -> Answer:
    duration = row.duration or row.product.duration
    if ends_at is None and duration is None:
        return no(NoDuration())
    ends = ends_at or starts_at + timedelta(minutes=duration or 0)
    if starts_at - timedelta(minutes=row.product.notice) <= at:
        return no(TooLate())
    if starts_at > at + timedelta(days=row.product.horizon):
        return no(TooEarly())
    said = roster.requirements(product=row.product_id, option=row.pk)
    wanted = roster.needs(said, people=people, of=tuple(Each))
    if not wanted:
        return no(NothingServes())
    found = roster.listed(wanted, first=starts_at, last=ends, location=location or row.product.location_id)
    own = roster.of_hold(mine)
    for one in found if own else ():
        one.let_go(own)
    return of_resources(wanted, found, starts_at, ends, people=people, staff=staff)


def of_resources(
    wanted: Sequence[Need],
    found: Sequence[Listed],
    starts_at: datetime,
    ends_at: datetime,
    *,
    people: int,
    staff: bool,
) -> Answer:
    """Whether enough of what was listed is free for all needs, and how often; else why not."""
    free = [one for one in found if rank(one, starts_at, ends_at, people=people) is not None]
    tests = [
        (lambda one, need=need: need.met_by(one, starts_at.astimezone(one.tz).date()))
        for need in wanted
        for _ in range(need.count)
    ]
    if matching(tests, free) is not None:
        return Answer(ok=True, left=_how_often(wanted, free, starts_at))
    if not staff:
        return no(NotFree())
    return no(NotFree(), more=_why(found, lambda one: (starts_at, ends_at), people=people))


def _how_often(wanted: Sequence[Need], free: Sequence[Listed], starts_at: datetime) -> int:
    """How many bookings more at the most, where no resource could serve two needs."""
    return min(
        sum(need.met_by(one, starts_at.astimezone(one.tz).date()) for one in free) // need.count
        for need in wanted
    )


def _stay(
    row: Option,
    *,
    arrival: date,
    nights: int,
    people: int,
    at: datetime,
    staff: bool,
    mine: int | None,
) -> Answer:
    by_day = stay_rules.rules(product=row.product_id, first=arrival, last=arrival + timedelta(days=nights))
    refusal = stay_rules.refused(by_day, arrival=arrival, nights=nights)
    if refusal is not None:
        return no(refusal)
    standing = _standing(mine)
    try:
        if in_house.is_in_house(standing, arrival=arrival, at=at):
            last = arrival + timedelta(days=nights)
            return _in_house(row, standing, last=last, people=people, at=at, staff=staff)
        known = rooms(
            option=row,
            arrival=arrival,
            nights=nights,
            people=people,
            at=at,
            without=[one.pk for one in standing],
        )
    except NothingServes as nothing:
        return no(nothing)
    free = [
        one
        for one in known.found
        if rank(one, *span_of(one, arrival, nights), people=known.people) is not None
    ]
    begun = bool(standing) and standing[0].starts_at <= at
    here = standing[0].resource_id if begun else None
    if known.free(here) is not None:
        return Answer(ok=True, left=len(free))
    if here is None and known.packed() is not None:
        return Answer(
            ok=True, left=1, reasons=(Reason("packed", _("Another stay is moved for it.")),) if staff else ()
        )
    legs = known.legs(here)
    if legs is not None:
        return _with_change(legs, known.found, staff=staff)
    more = _why(known.found, lambda one: span_of(one, arrival, nights), people=known.people) if staff else ()
    return no(NoRoom(), more=more)


def _standing(hold: int | None) -> list[Reservation]:
    """What a hold takes, from the first on: one query, none without a hold."""
    if hold is None:
        return []
    rows = Reservation.objects.filter(hold=hold, status__in=LIVE).select_related("resource__location")
    return list(rows.order_by("starts_at", "resource"))


def _in_house(
    row: Option,
    standing: Sequence[Reservation],
    *,
    last: date,
    people: int,
    at: datetime,
    staff: bool,
) -> Answer:
    """Whether guests who are in the house can stay until then, with a change of rooms where that is needed."""
    asked = {"option": row, "last": last, "people": people, "at": at}
    if in_house.legs_until(standing, moving=False, **asked) is not None:  # type: ignore[arg-type]
        return Answer(ok=True, left=1)
    legs = in_house.legs_until(standing, moving=True, **asked)  # type: ignore[arg-type]
    if legs is None:
        return no(NoRoom())
    return _with_change(legs, Resource.objects.filter(pk__in={leg.resource for leg in legs}), staff=staff)


def _with_change(legs: Sequence[Leg], rooms: Iterable[Any], *, staff: bool) -> Answer:
    said = Reason("moving", legs_said.for_staff(legs, rooms) if staff else legs_said.plainly(legs))
    return Answer(ok=False, left=0, reasons=(Reason(NoRoom.code, str(NoRoom())), said), legs=tuple(legs))


def _why(
    found: Sequence[Listed], span: Callable[[Listed], tuple[datetime, datetime]], *, people: int
) -> list[Reason]:
    """What is in the way of each resource."""
    said: list[Reason] = []
    for one in found:
        if one.places is not None and one.places < people:
            said.append(reasons.too_small(one))
        said += reasons.of(one, *span(one))
    if not said:
        return [Reason("too_few", _("There are not enough of them"))]
    return list(dict.fromkeys(said))[:_MOST]
