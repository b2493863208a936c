"""Handling what waits: in the order of numbers, each handler in a transaction of its own with the mark that it ran.

Several dispatchers of a business may run at once. Whoever handles a fact holds its row until the transaction ends, and
the others pass it by; a fact whose subject has an earlier one waiting is passed by as well.
"""

import logging
from datetime import datetime, timedelta
from typing import Final

from apps.events.models import OutboxEvent, State
from apps.events.ports import Handler, handled_kinds, handlers_of
from apps.events.services.recording import WORK
from apps.events.types import FACTS, Event, read
from apps.kernel.errors import Refusal
from apps.tenancy import context, db, waking
from apps.tenancy.errors import NoTenant

log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 8
_FIRST_WAIT: Final = timedelta(seconds=10)
_PAGE: Final = 100
# What one message of the queue does at most, so that a flood in one business leaves the worker to the others.
_MOST_AT_ONCE: Final = 500

_NOBODY_ACTS: Final = """
UPDATE events_outboxevent SET state = 'done', settled_at = %(at)s
WHERE id IN (
  SELECT id FROM events_outboxevent
  WHERE state = 'waiting' AND due_at <= %(at)s AND kind = ANY(%(kinds)s)
  ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED
)
"""
_MARK: Final = """
INSERT INTO events_handled (event_id, handler, at) VALUES (%(event)s, %(handler)s, %(at)s) ON CONFLICT DO NOTHING
"""


def dispatch(*, at: datetime) -> bool:
    """Handle what waits in the bound business; answers whether there may be more.

    No exception of a handler comes out: its fact is tried again, later and later, and given up after eight times.
    Raises NoTenant.
    """
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    waking.heard(WORK)
    _settle_unhandled(at=at)
    left = _MOST_AT_ONCE
    while left > 0:
        seen, settled = _pass(tenant, most=left, at=at)
        # Once more after any work: another dispatcher may have passed by what stood behind it.
        if not settled:
            return False
        left -= seen
    return True


def _pass(tenant: int, *, most: int, at: datetime) -> tuple[int, int]:
    """Handle each of those that wait now, at most so many; answers how many were seen, and how many are settled."""
    last = seen = settled = 0
    waiting: set[str] = set()
    while seen < most:
        found = list(OutboxEvent.objects.due(at=at).filter(pk__gt=last).order_by("pk")[:_PAGE])
        for event in found:
            if event.subject in waiting:
                continue
            # A binding of its own: nothing that one handler looked up is old news to the next.
            with context.use(tenant=tenant, request=f"event:{event.pk}"):
                done = _handle(event, at=at)
            settled += done
            if not done and event.subject:
                waiting.add(event.subject)
        seen += len(found)
        if len(found) < _PAGE:
            break
        last = found[-1].pk
    return seen, settled


def _settle_unhandled(*, at: datetime) -> None:
    """Facts that are known and on which nobody acts are done."""
    acted = set(handled_kinds())
    kinds = [kind for kind, _fact in FACTS.items() if kind not in acted]
    if kinds and OutboxEvent.objects.due(at=at).filter(kind__in=kinds).exists():
        while db.execute(_NOBODY_ACTS, at=at, kinds=kinds) == 1000:  # noqa: PLR2004  the LIMIT above
            pass


def _handle(event: OutboxEvent, *, at: datetime) -> bool:
    """Have everybody act who has not; answers whether the fact is settled, False too when it is not its turn."""
    try:
        told = read(event.kind, event.payload)
    except (KeyError, TypeError) as error:
        # Perhaps a newer release wrote it; this one must neither lose nor misread it.
        return _failed(event.pk, _named("events.read", error), at=at)
    handlers = handlers_of(event.kind)
    failed: list[str] = []
    for handler in handlers:
        last = handler is handlers[-1] and not failed
        try:
            if not _act(handler, told, pk=event.pk, last=last, at=at):
                return False
        except Exception as error:
            log.exception("events.handler_failed", extra={"event": event.pk, "handler": handler.key})
            failed.append(_named(handler.key, error))
    return _failed(event.pk, "; ".join(failed), at=at) if failed else True


def _act(handler: Handler, told: Event, *, pk: int, last: bool, at: datetime) -> bool:
    with context.atomic():
        event = _claim(pk, at=at)
        if event is None:
            return False
        if db.execute(_MARK, event=pk, handler=handler.key, at=at):
            handler.run(told, at=at)
        if last:
            OutboxEvent.objects.filter(pk=pk).update(state=State.DONE, settled_at=at)
    return True


def _claim(pk: int, *, at: datetime) -> OutboxEvent | None:
    """The fact, locked until the transaction ends; None when it is somebody else's, settled, or not its turn."""
    # By its key alone: with the state in the condition the planner may walk through all that wait.
    rows = OutboxEvent.objects.with_behind().filter(pk=pk).order_by()
    event = next(iter(rows.select_for_update(skip_locked=True, of=("self",))), None)
    if event is None or event.state != State.WAITING or event.due_at > at:
        return None
    return None if event.subject and event.behind else event  # type: ignore[attr-defined]


def _failed(pk: int, error: str, *, at: datetime) -> bool:
    """Count the attempt; answers whether the fact is given up, which ends the wait of those behind it."""
    with context.atomic():
        event = _claim(pk, at=at)
        if event is None:
            return False
        event.attempts += 1
        event.error = error[:300]
        event.due_at = at + wait_after(event.attempts)
        if event.attempts >= MOST_ATTEMPTS:
            event.state = State.DEAD
            log.error("events.given_up", extra={"event": pk, "kind": event.kind})
        event.save(update_fields=["attempts", "error", "due_at", "state"])
    return event.state == State.DEAD


def wait_after(attempts: int) -> timedelta:
    """10 s after the first failure, three times as long after each further one: three hours in all."""
    factor: int = 3 ** (attempts - 1)
    return _FIRST_WAIT * factor


def _named(key: str, error: Exception) -> str:
    said = error.code if isinstance(error, Refusal) else type(error).__name__
    return f"{key}: {said}"
