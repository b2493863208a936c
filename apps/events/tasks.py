"""Background work of the outbox. Messages of the queue carry it; the table is the only record."""

from apps.events import queries, services
from apps.kernel import clock
from apps.tenancy.tasks import daily, tenant_task, when_due


@tenant_task(on_commit=False)
def dispatch() -> None:
    """Handle what waits in the business; a rest is left to another message."""
    if services.dispatch(at=clock.now()):
        dispatch()


def _waiting() -> list[int]:
    return queries.tenants_with_due(at=clock.now())


@when_due(_waiting)
def dispatch_due() -> None:
    """What was to be tried again, or of which the queue knows nothing."""
    dispatch.here()


@daily
def forget_old() -> None:
    """Delete what was settled long ago."""
    services.forget_old(at=clock.now())
