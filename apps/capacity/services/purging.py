"""Removing for good what came to nothing: departures that somebody asked for and nobody has booked."""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from apps.backoffice.errors import InUse
from apps.backoffice.services import records
from apps.capacity.models import Departure, DepartureSession, Hold, Reservation
from apps.capacity.types import LIVE, DepartureStatus, PatternKind
from apps.tenancy import context

# After the last who wanted it. A basket can still be paid as long as it is there, so it keeps what is in it.
KEPT_FOR: Final = timedelta(days=30)
BATCH: Final = 200
# What goes with a departure; whatever else refers to it, or to one of its holds, keeps it.
_OWN: Final = (DepartureSession, Hold, Reservation)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many were removed, and how many stay by what they are kept for, such as "booking"."""

    removed: int = 0
    kept: Mapping[str, int] = field(default_factory=dict)


def purge_asked(*, at: datetime) -> Purged:
    """Remove departures that were taken away because nobody wanted them, thirty days after the last who did.

    Those stay that a booking, basket, quote or somebody who waits refers to, and those that staff have touched: they
    are history. The audit log keeps what it has of those that go. A transaction for each 200; can be stopped and run
    again. Skips what somebody else has locked; locks the rest.
    """
    removed = 0
    kept: Counter[str] = Counter()
    after = 0
    while rows := list(_old(at).filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = rows[-1].pk
        kept.update(why for row in rows if (why := _why(row)))
        removed += _remove([row.pk for row in rows if not _why(row)], at=at)
    if removed or kept:
        said = ", ".join(f"{count} for a {why}" for why, count in sorted(kept.items()))
        log.info("%d departures that nobody wanted are removed, kept: %s", removed, said or "none")
    return Purged(removed, dict(kept))


def _old(at: datetime) -> "QuerySet[Departure]":
    """Those taken away that were wanted last long ago, with what they are kept for."""
    rows = Departure.objects.filter(
        status=DepartureStatus.CANCELLED, edited=False, booked=0, pattern__kind=PatternKind.ON_REQUEST
    )
    wanted = Coalesce(Greatest(Max("holds__created_at"), Max("holds__hold_until")), "starts_at")
    return rows.annotate(wanted_at=wanted, **_keepers()).filter(wanted_at__lte=at - KEPT_FOR)


def _keepers() -> dict[str, Exists]:
    """By name, whether rows of another app or live ones of this one refer to it."""
    live = Q(departure=OuterRef("pk"), status__in=LIVE)
    found = {
        "kept_hold": Exists(Hold.objects.filter(live)),
        "kept_reservation": Exists(Reservation.objects.filter(live)),
    }
    for model, path in ((Departure, ""), (Hold, "__departure")):
        for one in _references(model):
            name = f"kept_{one.model._meta.model_name}"
            rows = Exists(one.model._base_manager.filter(**{f"{one.name}{path}": OuterRef("pk")}))
            found[f"{name}_by_hold" if path else name] = rows
    return found


def _references(model: type[Departure] | type[Hold]) -> list[Any]:
    """Foreign keys to it, also those that nobody can follow backwards."""
    fields = model._meta.get_fields(include_hidden=True)
    relations: list[Any] = [one for one in fields if one.auto_created and not one.concrete]
    return [one.field for one in relations if one.related_model not in _OWN]


def _why(row: Departure) -> str:
    """What it is kept for, "" for nothing."""
    names = [name for name, value in vars(row).items() if name.startswith("kept_") and value]
    return names[0].removeprefix("kept_").removesuffix("_by_hold") if names else ""


def _remove(numbers: list[int], *, at: datetime) -> int:
    """Those of them that nobody wants again meanwhile."""
    gone = 0
    with context.atomic():
        locked = Departure.objects.filter(pk__in=numbers, status=DepartureStatus.CANCELLED, booked=0)
        for row in locked.order_by("pk").select_for_update(of=("self",), skip_locked=True):
            if Hold.objects.filter(departure=row, status__in=LIVE).exists():
                continue
            try:
                with context.atomic():
                    Hold.objects.filter(departure=row).delete()
                    records.delete(record=row, by=None, at=at)
            except InUse:
                continue
            gone += 1
    return gone
