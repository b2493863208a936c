"""Asking for work that stands in a table: after the commit, once per transaction, and never in the way of the commit.

Without Valkey nobody is asked, and the task that looks every minute (`tasks.when_due`) finds the work.
"""

import logging
from collections.abc import Callable
from typing import Final

import redis
from django.db import connections, transaction

from apps.tenancy import context, valkey
from apps.tenancy.errors import NoTenant

log = logging.getLogger(__name__)

# A message that was lost with a worker keeps nobody from asking again for longer.
_ASKED_SECONDS: Final = 5


def wake(work: str, task: Callable[[], object]) -> None:
    """Have `task`, which enqueues at once, called for the bound business once the transaction is committed.

    `work` names what waits; while somebody has asked for it and nobody has `heard`, nobody asks again. Raises NoTenant.
    """
    bound = context.current()
    if bound.tenant is None:
        raise NoTenant
    ask = _Ask(work, bound.tenant, task)
    if not any(ask in planned for planned in connections[bound.alias].run_on_commit):
        transaction.on_commit(ask, using=bound.alias)


def heard(work: str) -> None:
    """Let the next commit of the bound business ask again; said before looking at what waits. Raises NoTenant."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    try:
        valkey.client(valkey.PATIENT_SECONDS).delete(_key(work, tenant))
    except (redis.RedisError, OSError):
        log.info("waking.valkey_away", extra={"tenant": tenant, "work": work})


class _Ask:
    """Equal to every other question for the same work of the same business."""

    def __init__(self, work: str, tenant: int, task: Callable[[], object]) -> None:
        self.work, self.tenant, self.task = work, tenant, task

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Ask) and (other.work, other.tenant) == (self.work, self.tenant)

    def __hash__(self) -> int:
        return hash((self.work, self.tenant))

    def __call__(self) -> None:
        if not valkey.BREAKER.allows():
            return
        try:
            if valkey.client().set(_key(self.work, self.tenant), "1", nx=True, ex=_ASKED_SECONDS):
                # Nobody in particular acts: what follows from a commit is the house's doing.
                with context.use(tenant=self.tenant):
                    self.task()
        except (redis.RedisError, OSError):
            valkey.BREAKER.failed()
            log.warning("waking.valkey_away", extra={"tenant": self.tenant, "work": self.work})
        else:
            valkey.BREAKER.succeeded()


def _key(work: str, tenant: int) -> str:
    return f"t{tenant}:asked:{work}"
