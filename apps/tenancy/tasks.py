"""Background tasks that know whose they are.

The binding of whoever enqueues travels with the task: tenant, person, request and role.
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db import transaction
from huey import crontab
from huey.api import Result
from huey.contrib.djhuey import HUEY, db_periodic_task, db_task

from apps.kernel.registry import Registry
from apps.tenancy import context
from apps.tenancy.errors import NoTenant
from apps.tenancy.models import Tenant


class TenantTask(Protocol):
    """Calling it enqueues; `here` runs it at once in the current binding."""

    here: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...


def tenant_task(*, on_commit: bool = True, **options: Any) -> Callable[[Callable[..., Any]], TenantTask]:
    """Declare a task. It is enqueued when the transaction commits unless `on_commit=False`.

    Enqueueing with neither a business nor the platform bound raises NoTenant. Huey delivers at most once, so
    what must not be lost stands in a table and the task only carries it.
    """

    def declare(function: Callable[..., Any]) -> TenantTask:
        @functools.wraps(function)
        def run(*args: Any, _bound: dict[str, Any], **kwargs: Any) -> Any:
            with context.use(**_bound):
                return function(*args, **kwargs)

        task = db_task(**options)(run)

        @functools.wraps(function)
        def enqueue(*args: Any, **kwargs: Any) -> Any:
            bound = context.current()
            if bound.tenant is None and bound.alias != "platform":
                raise NoTenant
            carried = {
                "tenant": bound.tenant,
                "actor": bound.actor,
                "request": bound.request,
                "alias": bound.alias,
            }
            if not on_commit:
                return task(*args, _bound=carried, **kwargs)
            message = task.s(*args, _bound=carried, **kwargs)
            # On the connection the binding writes to: Huey's own on_commit_task knows only the default.
            transaction.on_commit(functools.partial(HUEY.enqueue, message), using=bound.alias)
            return Result(HUEY, message)

        enqueue.here = function  # type: ignore[attr-defined]
        return enqueue  # type: ignore[return-value]

    return declare


# What is done once a day for each business, such as emptying trash that can no longer be undone. A worker that
# restarts within the minute begins it twice, so each of them may run again and again.
DAILY: Final[Registry[TenantTask]] = Registry("daily task")


def daily(function: Callable[[], Any]) -> TenantTask:
    """Declare a task that every business runs once a day, at night by UTC."""
    return DAILY.add(f"{function.__module__}.{function.__qualname__}", tenant_task()(function))


@db_periodic_task(crontab(hour="3", minute="17"))
def every_day() -> None:
    """Enqueue the daily tasks of all businesses, each as a message of its own."""
    with context.use_signin():
        tenants = list(Tenant.objects.order_by("pk").values_list("pk", flat=True))
    for tenant in tenants:
        with context.use_tenant(tenant):
            for task in DAILY:
                task()


@dataclass(frozen=True, slots=True)
class WhenDue:
    """A task for those businesses alone where something is due; `tenants` finds them, as the platform role."""

    tenants: Callable[[], Iterable[int]]
    task: TenantTask


# Looked at every minute, so `tenants` is one query that an index answers. A business is told again until it is done.
DUE: Final[Registry[WhenDue]] = Registry("task when due")


def when_due(tenants: Callable[[], Iterable[int]]) -> Callable[[Callable[[], Any]], TenantTask]:
    """Declare a task that a business runs within a minute of something being due."""

    def declare(function: Callable[[], Any]) -> TenantTask:
        task = tenant_task()(function)
        DUE.add(f"{function.__module__}.{function.__qualname__}", WhenDue(tenants, task))
        return task

    return declare


@db_periodic_task(crontab())
def every_minute() -> None:
    """Enqueue what is due, each business's as a message of its own."""
    for due in DUE:
        with context.use_platform():
            tenants = list(due.tenants())
        for tenant in tenants:
            with context.use_tenant(tenant):
                due.task()
