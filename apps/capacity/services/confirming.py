"""Confirming and extending claims. Payment after expiry takes the places again, or says that they are gone."""

from datetime import datetime
from typing import Any, Final, LiteralString

from django.db.models import F

from apps.capacity import events as facts
from apps.capacity import versions
from apps.capacity.errors import DepartureClosed, HoldExpired, HoldGone, NoSuchHold
from apps.capacity.models import Departure, Hold, Pool, Reservation
from apps.capacity.services import retaking
from apps.capacity.services.asked import reopen_asked
from apps.capacity.services.claiming import hold_until
from apps.capacity.types import DepartureStatus, Held, HoldStatus
from apps.events import services as events
from apps.tenancy import context, db

# The departure's key is kept first: who cancels it asks for the whole row, so either waits for the other and sees what
# came of it. Others who confirm or take places on it do not wait.
_CONFIRM: Final[LiteralString] = """
WITH standing AS MATERIALIZED (
  SELECT d.id FROM capacity_hold h JOIN capacity_departure d ON d.id = h.departure_id
  WHERE h.id = %(hold)s AND d.status <> 'cancelled'
  FOR KEY SHARE OF d
), confirmed AS (
  UPDATE capacity_hold h SET status = 'confirmed', hold_until = NULL FROM catalog_option o
  WHERE h.id = %(hold)s AND h.status = 'held' AND o.id = h.option_id
    AND (h.departure_id IS NULL OR h.departure_id = (SELECT id FROM standing))
  RETURNING h.id, h.token, h.option_id, o.product_id, h.departure_id, h.pool_id, h.seats
), reserved AS (
  UPDATE capacity_reservation r SET status = 'confirmed' FROM confirmed
  WHERE r.hold_id = confirmed.id AND r.status = 'held'
), told AS (
  INSERT INTO events_outboxevent (recorded_at, due_at, kind, subject, payload)
  SELECT %(at)s, %(at)s, 'capacity.hold_confirmed',
    COALESCE('departure:' || departure_id, 'pool:' || pool_id, 'hold:' || id),
    jsonb_build_object('hold', id, 'product', product_id, 'option', option_id, 'departure', departure_id,
      'pool', pool_id, 'seats', seats, 'again', false)
  FROM confirmed
)
SELECT confirmed.id, token, confirmed.option_id AS option, product_id AS product, departure_id AS departure,
  pool_id AS pool, seats,
  COALESCE((SELECT array_agg(r.resource_id ORDER BY r.resource_id) FROM capacity_reservation r
    WHERE r.hold_id = confirmed.id AND r.status = 'held'), '{}') AS resources
FROM confirmed
"""


def confirm_hold(*, hold: int, at: datetime) -> Held:
    """Keep for good what was held: one statement. A confirmed one stays as it is.

    What has run out is taken again if it still can be, other resources of the promised class included. Raises
    HoldExpired when it cannot, HoldGone when it was given back, DepartureClosed when it was cancelled, NoSuchHold.
    Keeps its departure from being cancelled, then locks the hold and its reservations; when it is taken again, its
    departure or pool and resources.
    """
    row = db.fetch_one(_CONFIRM, hold=hold, at=at)
    if row is None:
        return _otherwise(hold, at=at)
    events.wake()
    return Held(**row | {"resources": tuple(row["resources"])}, confirmed=True)


def _otherwise(number: int, *, at: datetime) -> Held:
    with context.atomic():
        hold = locked(number)
        if hold.status == HoldStatus.CONFIRMED:
            return held_of(hold)
        if hold.status == HoldStatus.RELEASED:
            raise HoldGone
        if hold.departure is not None and hold.departure.status == DepartureStatus.CANCELLED:
            _reopen(hold, hold.departure, at=at)
        if hold.status == HoldStatus.EXPIRED:
            _take_again(hold, at=at)
        hold.status, hold.hold_until = HoldStatus.CONFIRMED, None
        hold.save(update_fields=["status", "hold_until"])
        Reservation.objects.filter(hold=hold, status=HoldStatus.HELD).update(status=HoldStatus.CONFIRMED)
        events.record(
            facts.HoldConfirmed(**of_hold(hold), again=True),
            at=at,
        )
        versions.changed(hold.option.product_id)
        return held_of(hold)


def _reopen(hold: Hold, departure: Departure, *, at: datetime) -> None:
    """Where it was taken away because this hold ran out, it is there again. Raises DepartureClosed."""
    if hold.status != HoldStatus.EXPIRED or not reopen_asked(departure=departure.pk, at=at):
        raise DepartureClosed


def _take_again(hold: Hold, *, at: datetime) -> None:
    """Raises HoldExpired. The product's notice does not count: it was kept when the hold was made."""
    taken = 1
    if hold.departure_id is not None:
        rows = Departure.objects.filter(pk=hold.departure_id, status=DepartureStatus.OPEN, ends_at__gt=at)
        taken = rows.filter(booked__lte=F("capacity") - hold.seats).update(booked=F("booked") + hold.seats)
    elif hold.pool_id is not None:
        pools = Pool.objects.filter(pk=hold.pool_id, booked__lte=F("capacity") - hold.seats)
        taken = pools.update(booked=F("booked") + hold.seats)
    if not taken:
        raise HoldExpired
    retaking.take_again(hold, at=at)


def extend_hold(*, hold: int, at: datetime, minutes: int) -> Held:
    """Hold until `at + minutes` if that is later than now. A confirmed one stays as it is.

    Raises HoldExpired, HoldGone, NoSuchHold, WrongNumber. Locks the hold.
    """
    until = hold_until(at, minutes)
    with context.atomic():
        row = locked(hold)
        if row.status == HoldStatus.RELEASED:
            raise HoldGone
        if row.status == HoldStatus.EXPIRED:
            raise HoldExpired
        if row.status == HoldStatus.HELD and (row.hold_until is None or row.hold_until < until):
            row.hold_until = until
            row.save(update_fields=["hold_until"])
        return held_of(row)


def locked(number: int) -> Hold:
    """A hold, locked until the transaction ends. Raises NoSuchHold."""
    rows = Hold.objects.select_related("option", "departure", "pool").select_for_update(of=("self",))
    row: Hold | None = rows.filter(pk=number).first()
    if row is None:
        raise NoSuchHold
    return row


def of_hold(hold: Hold) -> dict[str, Any]:
    """What facts tell of a hold."""
    return {
        "hold": hold.pk,
        "product": hold.option.product_id,
        "option": hold.option_id,
        "departure": hold.departure_id,
        "pool": hold.pool_id,
        "seats": hold.seats,
    }


def held_of(hold: Hold) -> Held:
    """A hold as it is now. One query."""
    rows = list(hold.reservations.filter(status=hold.status).order_by("starts_at", "resource"))
    counted = hold.departure or hold.pool
    spans = [(row.starts_at, row.ends_at) for row in rows]
    if hold.departure is not None:
        spans = [(hold.departure.starts_at, hold.departure.ends_at)]
    return Held(
        id=hold.pk,
        token=hold.token,
        option=hold.option_id,
        product=hold.option.product_id,
        departure=hold.departure_id,
        pool=hold.pool_id,
        seats=hold.seats,
        hold_until=hold.hold_until,
        starts_at=min((begins for begins, _ends in spans), default=None),
        ends_at=max((ends for _begins, ends in spans), default=None),
        resources=tuple(sorted({row.resource_id for row in rows})),
        left=None if counted is None else counted.left,
        confirmed=hold.status == HoldStatus.CONFIRMED,
    )
