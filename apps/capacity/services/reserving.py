"""Reservations: written with their hold in one statement, the exclusion constraint deciding who was first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString, TypeVar

from django.db import IntegrityError

from apps.capacity.queries.roster import Listed
from apps.capacity.types import ReservationKind
from apps.kernel.errors import Refusal
from apps.tenancy import context, db

T = TypeVar("T")
# How often the next best is tried when somebody else was faster.
TRIES: Final = 6
_EXCLUSION: Final = "23P01"

# Resources are locked in the order of their numbers first: two who insert at once would else wait for each other.
_HOLD_TIME: Final[LiteralString] = """
WITH locked AS MATERIALIZED (
  SELECT id FROM capacity_resource WHERE id = ANY(%(resources)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
), held AS (
  INSERT INTO capacity_hold (token, option_id, seats, status, hold_until, created_at)
  SELECT gen_random_uuid(), %(option)s, 0, 'held', %(until)s, %(at)s FROM (SELECT count(*) FROM locked) c
  RETURNING id, token
), reserved AS (
  INSERT INTO capacity_reservation (resource_id, promised_class_id, kind, status, hold_id, departure_id,
    starts_at, ends_at, taken_from, taken_until, fixed, note, source_uid)
  SELECT given.resource, given.class, %(kind)s, 'held', held.id, NULL, given.starts_at, given.ends_at,
    given.taken_from, given.taken_until, %(fixed)s, '', ''
  FROM held, unnest(%(resources)s::bigint[], %(classes)s::bigint[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
    %(froms)s::timestamptz[], %(untils)s::timestamptz[])
    AS given (resource, class, starts_at, ends_at, taken_from, taken_until)
), told AS (
  INSERT INTO events_outboxevent (recorded_at, due_at, kind, subject, payload)
  SELECT %(at)s, %(at)s, 'capacity.seats_held', 'hold:' || held.id, jsonb_build_object(
    'hold', held.id, 'product', %(product)s::bigint, 'option', %(option)s::bigint, 'departure', NULL,
    'pool', NULL, 'seats', 0)
  FROM held
)
SELECT id, token FROM held
"""

_RESERVE: Final[LiteralString] = """
WITH locked AS MATERIALIZED (
  SELECT id FROM capacity_resource WHERE id = ANY(%(resources)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
), counted AS (SELECT count(*) FROM locked)
INSERT INTO capacity_reservation (resource_id, promised_class_id, kind, status, hold_id, departure_id,
    starts_at, ends_at, taken_from, taken_until, fixed, note, source_uid)
SELECT given.resource, given.class, %(kind)s, %(status)s, %(hold)s, %(departure)s, given.starts_at, given.ends_at,
    given.taken_from, given.taken_until, %(fixed)s, %(note)s, ''
FROM counted, unnest(%(resources)s::bigint[], %(classes)s::bigint[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
    %(froms)s::timestamptz[], %(untils)s::timestamptz[])
    AS given (resource, class, starts_at, ends_at, taken_from, taken_until)
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Take:
    """Time to be taken on a resource, buffers around it; `class_` is what was promised."""

    resource: int
    class_: int | None
    starts_at: datetime
    ends_at: datetime
    taken_from: datetime
    taken_until: datetime


def take_of(one: Listed, starts_at: datetime, ends_at: datetime, *, promised: bool = True) -> Take:
    """With the buffers of its class."""
    return Take(
        one.id,
        one.class_ if promised else None,
        starts_at,
        ends_at,
        starts_at - one.before,
        ends_at + one.after,
    )


def hold(
    takes: Sequence[Take],
    *,
    option: int,
    product: int,
    until: datetime,
    kind: ReservationKind,
    at: datetime,
    fixed: bool = False,
) -> dict[str, Any]:
    """A new hold with its reservations and its fact: one statement. Raises what `is_taken` knows."""
    row = db.fetch_one(
        _HOLD_TIME,
        option=option,
        product=product,
        until=until,
        at=at,
        kind=str(kind),
        fixed=fixed,
        **_arrays(takes),
    )
    if row is None:
        raise RuntimeError("a hold was not written")
    return row


def add(
    takes: Sequence[Take],
    *,
    kind: ReservationKind,
    status: str,
    hold: int | None = None,
    departure: int | None = None,
    fixed: bool = False,
    note: str = "",
) -> list[int]:
    """Reservations of a hold, of a departure or of nobody: one statement. Raises what `is_taken` knows."""
    rows = db.fetch_all(
        _RESERVE,
        kind=str(kind),
        status=str(status),
        hold=hold,
        departure=departure,
        fixed=fixed,
        note=note,
        **_arrays(takes),
    )
    return [row["id"] for row in rows]


def first_free(attempt: Callable[[], T], refusal: type[Refusal]) -> T:
    """What `attempt` answers. It looks at what is free and takes it; when somebody else was faster it is asked again.

    Runs each attempt in a savepoint. Raises the refusal when others were faster six times.
    """
    for left in range(TRIES - 1, -1, -1):
        try:
            with context.atomic():
                return attempt()
        except IntegrityError as error:
            if not is_taken(error):
                raise
            if not left:
                raise refusal from error
    raise AssertionError("unreachable")


def is_taken(error: IntegrityError) -> bool:
    """Whether the exclusion constraint refused, that is somebody else was faster."""
    return getattr(error.__cause__, "sqlstate", "") == _EXCLUSION


def _arrays(takes: Sequence[Take]) -> dict[str, list[Any]]:
    ordered = sorted(takes, key=lambda one: (one.resource, one.taken_from))
    return {
        "resources": [one.resource for one in ordered],
        "classes": [one.class_ for one in ordered],
        "starts": [one.starts_at for one in ordered],
        "ends": [one.ends_at for one in ordered],
        "froms": [one.taken_from for one in ordered],
        "untils": [one.taken_until for one in ordered],
    }
