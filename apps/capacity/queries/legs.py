"""Stays in which the guest changes rooms: which rooms on which nights, and that in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.capacity import local
from apps.capacity.models import Reservation
from apps.capacity.types import Leg, ReservationKind
from apps.tenancy import region


class _Room(Protocol):
    id: int
    name: str


def legs_of(holds: Collection[int | None]) -> dict[int, tuple[Leg, ...]]:
    """The rooms one after the other of those holds whose guests change rooms: one query, none without holds."""
    numbers = {hold for hold in holds if hold is not None}
    if not numbers:
        return {}
    rows = Reservation.objects.filter(hold__in=numbers, kind=ReservationKind.STAY, status=F("hold__status"))
    found: dict[int, list[Reservation]] = {}
    for row in rows.select_related("resource__location").order_by("starts_at", "pk"):
        found.setdefault(row.hold_id or 0, []).append(row)
    return {hold: legs for hold, standing in found.items() if len(legs := of_reservations(standing)) > 1}


def of_reservations(standing: Sequence[Reservation]) -> tuple[Leg, ...]:
    """Rooms that are had one after the other; nothing for rooms that a party has at once."""
    if len({one.starts_at for one in standing}) < len(standing):
        return ()
    found = []
    for one in standing:
        zone = one.resource.location.time_zone
        first, last = local.day_of(one.starts_at, zone), local.day_of(one.ends_at, zone)
        found.append(Leg(one.resource_id, first, (last - first).days))
    return tuple(found)


def changes(legs: Iterable[Leg]) -> list[date]:
    """The days on which the guest changes rooms."""
    return [leg.first for leg in legs][1:]


def plainly(legs: Sequence[Leg]) -> str:
    """For customers, who are promised a class and no room."""
    days = ", ".join(region.dated(day, "D j M") for day in changes(legs))
    return _("It is possible with a change of rooms on %(days)s.") % {"days": days}


def for_staff(legs: Sequence[Leg], rooms: Iterable[_Room]) -> str:
    """Which rooms on which nights."""
    names = {one.id: one.name for one in rooms}
    return _("It is possible with a change of rooms: %(rooms)s.") % {"rooms": named(legs, names)}


def named(legs: Sequence[Leg], names: Mapping[int, str]) -> str:
    """ "101, 1 Dec – 3 Dec (2 nights); 102, 3 Dec – 5 Dec (2 nights)"."""
    return "; ".join(each_named(legs, names))


def each_named(legs: Sequence[Leg], names: Mapping[int, str]) -> list[str]:
    """The same one by one."""
    said = []
    for leg in legs:
        nights = ngettext("%(count)d night", "%(count)d nights", leg.nights) % {"count": leg.nights}
        first, last = (region.dated(day, "j M") for day in (leg.first, leg.last))
        said.append(f"{names.get(leg.resource, '')}, {first} \N{EN DASH} {last} ({nights})")
    return said
