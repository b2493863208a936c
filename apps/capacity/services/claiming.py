"""Claims on counted places. Each is one statement that counts, holds and tells, so nothing can come between."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

from apps.capacity import versions
from apps.capacity.errors import (
    DepartureClosed,
    NoSuchDeparture,
    NoSuchPool,
    PoolClosed,
    SoldOut,
    TooLate,
    WrongNumber,
)
from apps.capacity.models import Departure, Hold, Pool
from apps.capacity.services import things
from apps.capacity.types import DepartureStatus, Held
from apps.catalog.models.products import MOST_PEOPLE
from apps.kernel.errors import Refusal
from apps.tenancy import db

MINUTES: Final = 15
LONGEST_MINUTES: Final = 60 * 24 * 14

# What the hold is, and what is told of it.
_HELD: Final = ("held", "capacity.seats_held")
_CONFIRMED: Final = ("confirmed", "capacity.hold_confirmed")

# One statement inside: see `schema`. It begins with WITH, since what begins with SELECT is taken for a read, and the
# audit log would not be told who writes.
_HOLD_SEATS: Final[LiteralString] = """
WITH held AS (
  SELECT * FROM capacity_hold_seats(%(departure)s, %(seats)s, %(at)s, %(until)s, %(late)s, %(status)s, %(kind)s)
)
SELECT * FROM held
"""

_HOLD_POOL: Final[LiteralString] = """
WITH counted AS (
  UPDATE capacity_pool l SET booked = l.booked + %(seats)s
  FROM catalog_option o
  WHERE l.id = %(pool)s AND o.id = l.option_id AND l.active AND l.capacity - l.booked >= %(seats)s
  RETURNING l.id, o.product_id, l.option_id, l.capacity - l.booked AS "left"
), held AS (
  INSERT INTO capacity_hold (token, option_id, pool_id, seats, status, hold_until, created_at)
  SELECT gen_random_uuid(), option_id, id, %(seats)s, 'held', %(until)s, %(at)s FROM counted
  RETURNING id, token
), told AS (
  INSERT INTO events_outboxevent (recorded_at, due_at, kind, subject, payload)
  SELECT %(at)s, %(at)s, 'capacity.seats_held', 'pool:' || counted.id, jsonb_build_object(
    'hold', held.id, 'product', counted.product_id, 'option', counted.option_id, 'departure', NULL,
    'pool', counted.id, 'seats', %(seats)s)
  FROM counted, held
)
SELECT held.id, held.token, counted.option_id AS option, counted.product_id AS product, counted.id AS pool,
  counted."left"
FROM counted, held
"""


def hold_seats(
    *,
    departure: int,
    seats: int,
    at: datetime,
    minutes: int = MINUTES,
    late: bool = False,
    confirmed: bool = False,
) -> Held:
    """Take `seats` (≥ 1) of the departure until `at + minutes`: one statement that counts, holds and tells.

    Raises SoldOut with the seats still free, DepartureClosed, TooLate, NoSuchDeparture, WrongNumber; where the product
    wants things for each booking (two tanks a diver), those are taken after it, and NotFree gives the seats back.
    With `late` the product's notice does not count, until the departure is over. With `confirmed` they are taken for
    good at once. Locks the departure's row until the transaction ends; do nothing slow after it.
    """
    check_number(seats)
    until = None if confirmed else hold_until(at, minutes)
    status, kind = _CONFIRMED if confirmed else _HELD
    row = db.fetch_one(
        _HOLD_SEATS,
        departure=departure,
        seats=seats,
        at=at,
        until=until,
        late=late,
        status=status,
        kind=kind,
    )
    if row is None:
        raise why_no_seats(departure=departure, seats=seats, at=at, late=late)
    wants = row.pop("wants")
    held = Held(seats=seats, hold_until=until, confirmed=confirmed, **row)
    versions.changed(held.product)
    return things.take_for(held, people=seats, at=at) if wants else held


def hold_pool(*, pool: int, seats: int, at: datetime, minutes: int = MINUTES) -> Held:
    """Take `seats` (≥ 1) of a pool of passes until `at + minutes`: one statement, as `hold_seats`.

    Raises SoldOut, PoolClosed, NoSuchPool, WrongNumber. Locks the pool's row until the transaction ends.
    """
    check_number(seats)
    until = hold_until(at, minutes)
    row = db.fetch_one(_HOLD_POOL, pool=pool, seats=seats, at=at, until=until)
    if row is None:
        raise _why_no_place(pool=pool)
    held = Held(seats=seats, hold_until=until, **row)
    versions.changed(held.product)
    return held


def lock_counted(*, hold: int | None, departures: Sequence[int] = (), pools: Sequence[int] = ()) -> None:
    """Lock what a claim is to be given up for and taken of, in the order of everybody: for who does both at once."""
    rows: Any = Hold.objects.filter(pk=hold) if hold is not None else Hold.objects.none()
    list(rows.order_by().select_for_update(of=("self",)).values_list("departure", "pool"))
    for model, numbers in ((Departure, departures), (Pool, pools)):
        if numbers:
            counted = model._default_manager.filter(pk__in=numbers).order_by("pk")
            list(counted.select_for_update(of=("self",), no_key=True).values_list("pk"))


def check_number(number: Any) -> None:
    """Raise WrongNumber unless that many can be meant."""
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST_PEOPLE:
        raise WrongNumber


def hold_until(at: datetime, minutes: int) -> datetime:
    """The end of a hold that begins now. Raises WrongNumber for one that is no hold."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise WrongNumber
    return at + timedelta(minutes=minutes)


def why_no_seats(*, departure: int, seats: int, at: datetime, late: bool = False) -> Refusal:
    """Why a claim found no row. What changed between the two statements makes it SoldOut with what is left now."""
    row = Departure.objects.select_related("product").filter(pk=departure).first()
    if row is None:
        return NoSuchDeparture()
    if row.status != DepartureStatus.OPEN:
        return DepartureClosed()
    latest = row.ends_at if late else row.starts_at - timedelta(minutes=row.product.notice)
    if latest <= at:
        return TooLate()
    # Something may have come free meanwhile: never say that as many are left as were asked for.
    return SoldOut(left=min(row.left, seats - 1))


def _why_no_place(*, pool: int) -> Refusal:
    row = Pool.objects.filter(pk=pool).first()
    if row is None:
        return NoSuchPool()
    return SoldOut(left=row.left) if row.active else PoolClosed()
