"""Why a resource cannot be had, in words for staff: "Boat Mako is booked 09:00–12:00"."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from apps.capacity.models import Requirement, Resource
from apps.capacity.queries.roster import Listed
from apps.capacity.types import Reason, ReservationKind
from apps.catalog.models import Product
from apps.tenancy import region

_SAID: Final = {
    ReservationKind.BLOCK: lambda facts: _("%(name)s is blocked %(when)s") % facts,
    ReservationKind.MAINTENANCE: lambda facts: _("%(name)s is in maintenance %(when)s") % facts,
    ReservationKind.IMPORTED: lambda facts: _("%(name)s is taken by another calendar %(when)s") % facts,
}


def of(one: Listed, starts_at: datetime, ends_at: datetime) -> list[Reason]:
    """Everything that is in the way of booking it then."""
    return [*absent(one, starts_at, ends_at), *taken(one, starts_at, ends_at)]


def absent(one: Listed, starts_at: datetime, ends_at: datetime) -> list[Reason]:
    """Why it would not be there then, whatever it is booked for."""
    found = []
    if not one.active:
        found.append(Reason("inactive", _("%(name)s is not in use") % {"name": one.name}))
    if not any(begins <= starts_at and ends_at <= ends for begins, ends in one.working()):
        found.append(_not_working(one, starts_at))
    return found


def too_small(one: Listed) -> Reason:
    """It does not hold so many."""
    facts = {"name": one.name, "places": one.places}
    return Reason("places", _("%(name)s holds %(places)d at most") % facts)


def taken(one: Listed, starts_at: datetime, ends_at: datetime, *, buffers: bool = True) -> list[Reason]:
    """What it is taken by then."""
    begins = starts_at - one.before if buffers else starts_at
    ends = ends_at + one.after if buffers else ends_at
    return [
        _taken_by(one, row) for row in one.taken if row["taken_from"] < ends and row["taken_until"] > begins
    ]


def _taken_by(one: Listed, row: dict[str, object]) -> Reason:
    facts = {"name": one.name, "when": when(row["starts_at"], row["ends_at"], one)}  # type: ignore[arg-type]
    kind = ReservationKind(str(row["kind"]))
    said = _SAID.get(kind)
    return Reason("taken", said(facts) if said else _("%(name)s is booked %(when)s") % facts)


def _not_working(one: Listed, starts_at: datetime) -> Reason:
    day = starts_at.astimezone(one.tz).date()
    for (kind, first, last, begins, _ends), note in zip(one.exceptions, one.notes, strict=True):
        if kind == "off" and first <= day <= last and begins is None:
            facts = {"name": one.name, "note": note}
            said = _("%(name)s is off (%(note)s)") if note else _("%(name)s is off")
            return Reason("off", said % facts)
    if not any(begins.astimezone(one.tz).date() == day for begins, _ends in one.working()):
        return Reason("off", _("%(name)s is off") % {"name": one.name})
    return Reason("hours", _("%(name)s does not work then") % {"name": one.name})


def when(starts_at: datetime, ends_at: datetime, one: Listed) -> str:
    """Clock times where it is one day, days and times else."""
    begins, ends = starts_at.astimezone(one.tz), ends_at.astimezone(one.tz)
    if begins.date() == ends.date():
        return f"{region.clock(begins)}–{region.clock(ends)}"
    day = "j M"
    if ends - begins >= timedelta(days=1):
        return f"{region.dated(begins, day)} – {region.dated(ends, day)}"
    return f"{region.dated(begins, day + ' H:i')} – {region.dated(ends, day + ' H:i')}"


def products_of(resources: Collection[int]) -> list[int]:
    """Products that ask for what any of the resources is or can. One query."""
    served = Resource.objects.filter(pk__in=list(resources)).filter(
        Q(resource_class=OuterRef("resource_class")) | Q(skills=OuterRef("skill"))
    )
    rows = Requirement.objects.filter(Exists(served))
    return list(
        Product.objects.filter(requirements__in=rows).order_by("pk").values_list("pk", flat=True).distinct()
    )
