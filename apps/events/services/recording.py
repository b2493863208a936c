"""Writing facts, and waking who handles them once they are committed."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import connections

from apps.events.ports import JOBS
from apps.events.types import FACTS, Event
from apps.tenancy import context, db, waking
from apps.tenancy.errors import NoTenant

INSERT: Final = """
INSERT INTO events_outboxevent (kind, subject, payload, recorded_at, due_at)
SELECT kind, subject, payload, %(at)s, %(at)s
FROM unnest(%(kinds)s::text[], %(subjects)s::text[], %(payloads)s::jsonb[]) WITH ORDINALITY
  AS given (kind, subject, payload, place)
ORDER BY place
"""
WORK: Final = "events"


def record(event: Event, *, at: datetime) -> None:
    """Write a fact in the caller's transaction: one statement. It is handled soon after the commit.

    Raises NoTenant without a business, RuntimeError outside a transaction. Hold the lock of what the fact is about.
    """
    record_many([event], at=at)


def record_many(events: Sequence[Event], *, at: datetime) -> None:
    """Write several facts as `record` does, still with one statement."""
    if not events:
        return
    bound = context.current()
    if bound.tenant is None:
        raise NoTenant
    if not connections[bound.alias].in_atomic_block:
        raise RuntimeError("a fact is recorded in the transaction of the change that it tells of")
    for event in events:
        FACTS.get(event.KIND)  # a fact that nobody could read must not be written
    db.execute(
        INSERT,
        at=at,
        kinds=[event.KIND for event in events],
        subjects=[event.subject for event in events],
        payloads=[json.dumps(event.payload()) for event in events],
    )
    wake()


def wake() -> None:
    """Have what waits handled once the transaction is committed, asked for once per transaction.

    For SQL that writes to the outbox by itself. Raises NoTenant.
    """
    waking.wake(WORK, JOBS.get("dispatch"))
