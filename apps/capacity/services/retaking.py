"""Taking again the resources of a hold that has run out."""

from datetime import datetime
from typing import Final, LiteralString

from apps.capacity.choosing import rank
from apps.capacity.errors import HoldExpired
from apps.capacity.models import Hold, Reservation, Resource
from apps.capacity.queries import roster
from apps.capacity.queries.roster import Need
from apps.capacity.services import reserving
from apps.capacity.types import HoldStatus
from apps.tenancy import db

MOVE: Final[LiteralString] = """
UPDATE capacity_reservation r SET resource_id = given.resource, starts_at = given.starts_at, ends_at = given.ends_at,
  taken_from = given.taken_from, taken_until = given.taken_until, status = COALESCE(%(status)s, r.status)
FROM unnest(%(ids)s::bigint[], %(resources)s::bigint[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
  %(froms)s::timestamptz[], %(untils)s::timestamptz[])
  AS given (id, resource, starts_at, ends_at, taken_from, taken_until)
WHERE r.id = given.id
"""


def take_again(hold: Hold, *, at: datetime) -> None:
    """Make the hold's reservations live again: where they were, else on others of the promised class.

    Raises HoldExpired. Locks the resources and the reservations.
    """
    rows = list(hold.reservations.filter(status=HoldStatus.EXPIRED).order_by("resource", "taken_from"))
    if not rows:
        return

    def attempt() -> None:
        move(_placed(rows), status=HoldStatus.HELD.value)

    reserving.first_free(attempt, HoldExpired)


def _placed(rows: list[Reservation]) -> list[tuple[Reservation, reserving.Take]]:
    """Where each of them is now to be."""
    first, last = min(row.starts_at for row in rows), max(row.ends_at for row in rows)
    classes = {row.promised_class_id for row in rows if row.promised_class_id is not None}
    found = roster.listed(
        [Need(one, None, 1) for one in classes],
        first=first,
        last=last,
        named=[row.resource_id for row in rows],
    )
    by_number = {one.id: one for one in found}
    placed = []
    for row in rows:
        own = by_number.get(row.resource_id)
        if own is None or own.gap(row.starts_at, row.ends_at) is None:
            own = None if row.fixed else _other(row, found)
        if own is None:
            raise HoldExpired
        own.take(row.starts_at, row.ends_at)
        placed.append((row, reserving.take_of(own, row.starts_at, row.ends_at)))
    return placed


def _other(row: Reservation, found: list[roster.Listed]) -> roster.Listed | None:
    suited = [one for one in found if one.class_ == row.promised_class_id and one.active]
    ranked = [(rank(one, row.starts_at, row.ends_at, people=1), one) for one in suited]
    free = [(place, one) for place, one in ranked if place is not None]
    return min(free, key=lambda pair: pair[0])[1] if free else None


def move(placed: list[tuple[Reservation, reserving.Take]], *, status: str | None = None) -> None:
    """Put reservations where these say: one statement. Raises what `reserving.is_taken` knows. Locks the resources."""
    lock_resources([take.resource for _row, take in placed])
    db.execute(
        MOVE,
        status=status,
        ids=[row.pk for row, _take in placed],
        resources=[take.resource for _row, take in placed],
        starts=[take.starts_at for _row, take in placed],
        ends=[take.ends_at for _row, take in placed],
        froms=[take.taken_from for _row, take in placed],
        untils=[take.taken_until for _row, take in placed],
    )


def lock_resources(numbers: list[int]) -> None:
    """In the order of their numbers, so that nobody waits in circles."""
    rows = Resource.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True, of=("self",))
    list(rows.values_list("pk", flat=True))
