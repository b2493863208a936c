"""Times at which appointments and rentals can begin."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from apps.capacity import local
from apps.capacity.choosing import matching
from apps.capacity.queries import roster
from apps.capacity.queries.roster import Listed, Need
from apps.capacity.types import Day, Each, Slot
from apps.capacity.types.answers import DayState
from apps.catalog.models import Option
from apps.kernel.errors import NotFound
from apps.tenancy import facts

STEP: Final = timedelta(minutes=30)
SHORT_STEP: Final = timedelta(minutes=15)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST_DAYS: Final = 370


def slots(
    *,
    option: int,
    first: date,
    days: int,
    people: int = 1,
    at: datetime,
    location: int | None = None,
    mine: int | None = None,
) -> list[Slot]:
    """Times between two days at which the option can begin, on the half hours of the location's clock (quarters where
    it is shorter), with the resources that are free for it; those of the hold `mine`, which is to be changed, are free
    to it. Seven queries, one more with such a hold. Raises NotFound.
    """
    row: Option | None = Option.objects.select_related("product__location").filter(pk=option).first()
    if row is None:
        raise NotFound
    duration = row.duration or row.product.duration
    wanted = roster.needs(
        roster.requirements(product=row.product_id, option=row.pk), people=people, of=tuple(Each)
    )
    if duration is None or not wanted:
        return []
    zone = zone_of(row.product)
    window = window_of(row.product, zone, first=first, days=days, at=at)
    if window is None:
        return []
    length = timedelta(minutes=duration)
    found = roster.listed(
        wanted, first=window[0], last=window[1] + length, location=location or row.product.location_id
    )
    own = roster.of_hold(mine)
    for one in found if own else ():
        one.let_go(own)
    return slots_in(window, found, wanted, length=length, people=people, zone=zone)


def zone_of(product: Any) -> str:
    """The clock of the product's location, else of the business."""
    found: str = product.location.time_zone if product.location is not None else facts.current().time_zone
    return found


def window_of(
    product: Any, zone: str, *, first: date, days: int, at: datetime
) -> tuple[datetime, datetime] | None:
    """From when to when something may begin: within the days, the notice and the horizon; None when never."""
    days = min(days, MOST_DAYS)
    begins = max(local.midnight(first, zone), at + timedelta(minutes=product.notice, microseconds=1))
    ends = min(
        local.midnight(first + timedelta(days=days), zone), at + timedelta(days=product.horizon, seconds=1)
    )
    return (begins, ends) if begins < ends else None


def slots_in(
    window: tuple[datetime, datetime],
    found: Sequence[Listed],
    wanted: Sequence[Need],
    *,
    length: timedelta,
    people: int,
    zone: str,
) -> list[Slot]:
    """The slots of resources that are known."""
    step = STEP if length >= STEP else SHORT_STEP
    by_start: dict[datetime, list[tuple[Any, ...]]] = {}
    useful = [
        one
        for one in found
        if one.active and (one.places is None or one.places >= people) and _could(one, wanted)
    ]
    for one in useful:
        skills, position, number = len(one.skills), one.position, one.id
        for begins, ends in one.usable():
            last = min(ends - length, window[1] - timedelta(microseconds=1))
            start = _on_grid(max(begins, window[0]), step, zone)
            while start <= last:
                before, after = start - begins, ends - length - start
                place = (min(after, before), before + after, skills, position, number, one)
                by_start.setdefault(start, []).append(place)
                start += step
    simple = len(wanted) == 1 and wanted[0].count == 1 and wanted[0].skill is None
    slots_: list[Slot] = []
    for start in sorted(by_start):
        places = sorted(by_start[start], key=_without_resource)
        if not simple and not _enough([one[5] for one in places], wanted, start):
            continue
        slots_.append(Slot(start, start + length, tuple(one[4] for one in places)))
    return slots_


def _without_resource(place: tuple[Any, ...]) -> tuple[Any, ...]:
    return place[:5]


def _could(one: Listed, wanted: Sequence[Need]) -> bool:
    return any(
        (need.class_ is None or need.class_ == one.class_)
        and (need.skill is None or need.skill in one.skills)
        for need in wanted
    )


def _enough(those: Sequence[Listed], wanted: Sequence[Need], start: datetime) -> bool:
    if len(those) < sum(need.count for need in wanted):
        return False
    tests = [
        (lambda one, need=need: need.met_by(one, start.astimezone(one.tz).date()))
        for need in wanted
        for _ in range(need.count)
    ]
    return matching(tests, those) is not None


def _on_grid(at: datetime, step: timedelta, zone: str) -> datetime:
    """The first moment from then on at which the clock of the zone shows a multiple of the step."""
    shown = at.astimezone(local.zone_of(zone)).utcoffset() or timedelta(0)
    past = (at - _EPOCH + shown) % step
    return at if not past else at + step - past


def days_of_slots(found: Sequence[Slot], *, zone: str, first: date, days: int, enough: int = 1) -> list[Day]:
    """Days out of slots: how many begin on each, and the most resources that are free at one of them."""
    runs: dict[date, int] = {}
    left: dict[date, int] = {}
    for one in found:
        day = local.day_of(one.starts_at, zone)
        runs[day] = runs.get(day, 0) + 1
        left[day] = max(left.get(day, 0), len(one.resources))
    return [
        Day(day, DayState.OPEN if runs.get(day) else DayState.NONE, left.get(day, 0), runs.get(day, 0))
        for day in (first + timedelta(days=number) for number in range(days))
    ]
