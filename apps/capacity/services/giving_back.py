"""Giving claims back: by whoever made them, and by time.

Locks, in the whole app, in this order: the hold; departures and pools by their numbers; resources by their numbers;
reservations. Who takes several claims in one transaction takes departures before resources.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, LiteralString

from django.db.models import QuerySet

from apps.capacity import events as facts
from apps.capacity import versions
from apps.capacity.errors import NoSuchHold
from apps.capacity.models import Hold, Reservation
from apps.capacity.services import asked
from apps.capacity.types import LIVE, HoldStatus
from apps.events import services as events
from apps.tenancy import context, db

_BATCH: Final = 200

_RELEASE: Final[LiteralString] = """
WITH released AS (
  UPDATE capacity_hold h SET status = 'released', hold_until = NULL FROM catalog_option o
  WHERE h.id = %(hold)s AND h.status IN ('held', 'confirmed') AND o.id = h.option_id
  RETURNING h.id, h.option_id, o.product_id, h.departure_id, h.pool_id, h.seats
), departed AS (
  UPDATE capacity_departure d SET booked = d.booked - less.seats, status = $after
  FROM released less WHERE d.id = less.departure_id
), pooled AS (
  UPDATE capacity_pool p SET booked = p.booked - released.seats FROM released WHERE p.id = released.pool_id
), freed AS (
  UPDATE capacity_reservation r SET status = 'released' FROM released
  WHERE r.hold_id = released.id AND r.status IN ('held', 'confirmed')
), told AS (
  INSERT INTO events_outboxevent (recorded_at, due_at, kind, subject, payload)
  SELECT %(at)s, %(at)s, 'capacity.hold_released',
    COALESCE('departure:' || departure_id, 'pool:' || pool_id, 'hold:' || id),
    jsonb_build_object('hold', id, 'product', product_id, 'option', option_id, 'departure', departure_id,
      'pool', pool_id, 'seats', seats)
  FROM released
)
SELECT product_id FROM released
""".replace("$after", asked.AFTER)


def release_hold(*, hold: int, at: datetime) -> bool:
    """Give back what is held or confirmed: one statement. False when it was given back or had expired before.

    Raises NoSuchHold. Locks the hold, its departure or pool, and its reservations.
    """
    row = db.fetch_one(_RELEASE, hold=hold, gone=[hold], at=at)
    if row is None:
        if not Hold.objects.filter(pk=hold).exists():
            raise NoSuchHold
        return False
    versions.changed(row["product_id"])
    events.wake()
    return True


def lapse_hold(*, hold: int, at: datetime) -> bool:
    """Let a claim run out at once: others may have its places, and `confirm_hold` takes them again if they are free.

    False when it was not held. Locks the hold, its departure or pool, and its reservations.
    """
    with context.atomic():
        rows = Hold.objects.select_related("option").select_for_update(of=("self",))
        row = rows.filter(pk=hold, status=HoldStatus.HELD).first()
        if row is None:
            return False
        give_back([row], status=HoldStatus.EXPIRED, at=at)
    return True


def expire_holds(*, at: datetime) -> int:
    """Give back all that ran out, in batches that pass by what somebody is confirming; answers how many."""
    gone = 0
    while done := _expire_some(at=at):
        gone += done
        if done < _BATCH:
            break
    return gone


def _expire_some(*, at: datetime) -> int:
    with context.atomic():
        due: QuerySet[Hold] = Hold.objects.filter(status=HoldStatus.HELD, hold_until__lte=at)
        holds = list(
            due.order_by("pk")
            .select_related("option")
            .only("departure_id", "pool_id", "seats", "option_id", "option__product_id")
            .select_for_update(of=("self",), skip_locked=True)[:_BATCH]
        )
        if holds:
            give_back(holds, status=HoldStatus.EXPIRED, at=at)
    return len(holds)


_DEPARTURES: Final[LiteralString] = """
WITH given AS (
  SELECT * FROM unnest(%(ids)s::bigint[], %(seats)s::int[]) AS given (id, seats)
), locked AS MATERIALIZED (
  SELECT d.id FROM capacity_departure d WHERE d.id = ANY(%(ids)s) ORDER BY d.id FOR NO KEY UPDATE
)
UPDATE capacity_departure d SET booked = d.booked - less.seats, status = $after
FROM given less, locked WHERE d.id = less.id AND d.id = locked.id
""".replace("$after", asked.AFTER)
_POOLS: Final[LiteralString] = """
WITH given AS (
  SELECT * FROM unnest(%(ids)s::bigint[], %(seats)s::int[]) AS given (id, seats)
), locked AS MATERIALIZED (
  SELECT p.id FROM capacity_pool p WHERE p.id = ANY(%(ids)s) ORDER BY p.id FOR NO KEY UPDATE
)
UPDATE capacity_pool p SET booked = p.booked - given.seats FROM given, locked
WHERE p.id = given.id AND p.id = locked.id
"""


def give_back(holds: Sequence[Any], *, status: HoldStatus, at: datetime) -> None:
    """Give back live holds that the transaction has locked. Locks their counters and reservations."""
    numbers = [one.pk for one in holds]
    Hold.objects.filter(pk__in=numbers).update(status=status)
    for statement, column in ((_DEPARTURES, "departure_id"), (_POOLS, "pool_id")):
        seats: dict[int, int] = {}
        for one in holds:
            number = getattr(one, column)
            if number is not None:
                seats[number] = seats.get(number, 0) + one.seats
        if seats:
            db.execute(statement, ids=list(seats), seats=list(seats.values()), gone=numbers)
    Reservation.objects.filter(hold__in=numbers, status__in=LIVE).update(status=status)
    tell = facts.HoldExpired if status == HoldStatus.EXPIRED else facts.HoldReleased
    events.record_many(
        [
            tell(
                hold=one.pk,
                product=one.option.product_id,
                option=one.option_id,
                departure=one.departure_id,
                pool=one.pool_id,
                seats=one.seats,
            )
            for one in holds
        ],
        at=at,
    )
    versions.changed(*(one.option.product_id for one in holds))
