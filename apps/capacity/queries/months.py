"""A calendar of any product."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from apps.capacity.queries import roster
from apps.capacity.queries.departing import month_of_departures
from apps.capacity.queries.nightly import days_of_nights, nights
from apps.capacity.queries.timed import days_of_slots, slots_in, window_of, zone_of
from apps.capacity.types import Day, Each, Slot
from apps.catalog.models import Option, Product
from apps.catalog.types import Kind
from apps.kernel.errors import NotFound


def month(*, product: int, first: date, days: int, party: int, at: datetime) -> list[Day]:
    """Days from `first` on, as a party of so many sees them; empty for what is sold without a date.

    Three queries for departures, six for stays, eight for appointments and rentals, whatever there is. Raises NotFound.
    """
    rows = Product.objects.select_related("location").filter(pk=product)
    row: Product | None = rows.only("kind", "notice", "horizon", "duration", "location__time_zone").first()
    if row is None:
        raise NotFound
    if row.kind == Kind.DEPARTURE:
        return month_of_departures(product=row, first=first, days=days, party=party, at=at)
    if row.kind == Kind.STAY:
        return days_of_nights(nights(product=product, first=first, days=days, at=at))
    if row.kind in {Kind.APPOINTMENT, Kind.RENTAL}:
        return _timed(row, first=first, days=days, party=party, at=at)
    return []


def _timed(product: Product, *, first: date, days: int, party: int, at: datetime) -> list[Day]:
    """Slots of all options together: a day is open when any of them can begin on it."""
    zone = zone_of(product)
    window = window_of(product, zone, first=first, days=days, at=at)
    options = list(Option.objects.filter(product=product, active=True))
    said = roster.requirements(product=product.pk, option=None)
    lengths = {
        one.pk: timedelta(minutes=one.duration or product.duration or 0)
        for one in options
        if one.duration or product.duration
    }
    if window is None or not said or not lengths:
        return days_of_slots([], zone=zone, first=first, days=days)
    everything = roster.needs(said, people=party, of=tuple(Each))
    last = window[1] + max(lengths.values())
    found = roster.listed(everything, first=window[0], last=last, location=product.location_id)
    merged: dict[datetime, Slot] = {}
    for option, length in lengths.items():
        own = [one for one in said if one.option_id in {None, option}]
        wanted = roster.needs(own, people=party, of=tuple(Each))
        for slot in _slots(window, found, wanted, length=length, party=party, zone=zone):
            known = merged.get(slot.starts_at)
            if known is None or len(known.resources) < len(slot.resources):
                merged[slot.starts_at] = slot
    return days_of_slots(list(merged.values()), zone=zone, first=first, days=days)


def _slots(
    window: tuple[datetime, datetime],
    found: Sequence[roster.Listed],
    wanted: Sequence[roster.Need],
    *,
    length: timedelta,
    party: int,
    zone: str,
) -> list[Slot]:
    if not wanted:
        return []
    return slots_in(window, found, wanted, length=length, people=party, zone=zone)
