"""What was given up, and what is old."""

from datetime import datetime, timedelta
from typing import Final

from apps.events.errors import NotDead
from apps.events.models import Decision, Handled, OutboxEvent, State
from apps.events.services.recording import wake
from apps.tenancy import context
from apps.tenancy.context import HasKey

KEPT: Final = timedelta(days=90)
_BATCH: Final = 2_000


def retry(*, event: OutboxEvent, by: HasKey | None, at: datetime) -> OutboxEvent:
    """Try again at once what was given up, with all its attempts. Who has acted on it does not act again.

    Later facts of its subject may have been handled meanwhile. Raises NotDead. Locks the event.
    """
    with context.atomic():
        row = _dead(event)
        _decided(row, Decision.What.RETRY, at=at)
        row.state, row.attempts, row.due_at = State.WAITING, 0, at
        row.save(update_fields=["state", "attempts", "due_at"])
        wake()
    return row


def discard(*, event: OutboxEvent, by: HasKey | None, at: datetime) -> OutboxEvent:
    """Let what was given up rest; its last error stays to be read. Raises NotDead. Locks the event."""
    with context.atomic():
        row = _dead(event)
        _decided(row, Decision.What.DISCARD, at=at)
        row.state, row.settled_at = State.DISCARDED, at
        row.save(update_fields=["state", "settled_at"])
    return row


def _dead(event: OutboxEvent) -> OutboxEvent:
    row = OutboxEvent.objects.select_for_update().get(pk=event.pk)
    if row.state != State.DEAD:
        raise NotDead
    return row


def _decided(row: OutboxEvent, what: Decision.What, *, at: datetime) -> None:
    Decision.objects.create(event=row, what=what, error=row.error, at=at)


def forget_old(*, at: datetime) -> int:
    """Delete what was settled more than 90 days ago; answers how many. What was given up stays until it is settled."""
    old = OutboxEvent.objects.filter(
        state__in=[State.DONE, State.DISCARDED], settled_at__lt=at - KEPT, recorded_at__lt=at - KEPT
    )
    gone = 0
    while found := list(old.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with context.atomic():
            Handled.objects.filter(event__in=found).delete()
            Decision.objects.filter(event__in=found).delete()
            OutboxEvent.objects.filter(pk__in=found).delete()
        gone += len(found)
    return gone
