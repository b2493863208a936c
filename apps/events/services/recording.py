"""Writing facts, and waking who handles them once they are committed."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import redis
from django.db import connections, transaction

from apps.events.ports import JOBS
from apps.events.types import FACTS, Event
from apps.tenancy import context, db, valkey
from apps.tenancy.errors import NoTenant

log = logging.getLogger(__name__)

INSERT: Final = """
INSERT INTO events_outboxevent (kind, subject, payload, recorded_at, due_at)
SELECT kind, subject, payload, %(at)s, %(at)s
FROM unnest(%(kinds)s::text[], %(subjects)s::text[], %(payloads)s::jsonb[]) WITH ORDINALITY
  AS given (kind, subject, payload, place)
ORDER BY place
"""
# A message that was lost with a worker keeps nobody from asking again for longer.
_ASKED_SECONDS: Final = 5


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
    bound = context.current()
    if bound.tenant is None:
        raise NoTenant
    ask = _Ask(bound.tenant)
    if not any(ask in planned for planned in connections[bound.alias].run_on_commit):
        transaction.on_commit(ask, using=bound.alias)


def heard(tenant: int) -> None:
    """Let the next commit ask again; called before the dispatcher looks at what waits."""
    try:
        valkey.client(valkey.PATIENT_SECONDS).delete(_key(tenant))
    except valkey.FAILURES:
        log.info("events.valkey_away", extra={"tenant": tenant})


class _Ask:
    """Enqueues the dispatcher. What is committed is committed: without Valkey the task of the minute finds it."""

    def __init__(self, tenant: int) -> None:
        self.tenant = tenant

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ask) and other.tenant == self.tenant

    def __hash__(self) -> int:
        return hash(self.tenant)

    def __call__(self) -> None:
        if not valkey.BREAKER.allows():
            return
        try:
            # Who asked while a dispatcher was asked for and has not begun is answered by that one.
            if valkey.client().set(_key(self.tenant), "1", nx=True, ex=_ASKED_SECONDS):
                # Nobody in particular acts: what follows from a fact is the house's doing.
                with context.use(tenant=self.tenant):
                    JOBS.get("dispatch")()
        except (redis.RedisError, OSError):
            valkey.BREAKER.failed()
            log.warning("events.valkey_away", extra={"tenant": self.tenant})
        else:
            valkey.BREAKER.succeeded()


def _key(tenant: int) -> str:
    return f"t{tenant}:events:asked"
