"""Background work of messages. The queue carries it; the table is the only record."""

from apps.kernel import clock
from apps.messaging import queries, services
from apps.tenancy.tasks import tenant_task, when_due


@tenant_task(on_commit=False)
def deliver() -> None:
    """Send what waits in the business; a rest is left to another message of the queue."""
    if services.deliver(at=clock.now()):
        deliver()


def _waiting() -> list[int]:
    return queries.tenants_with_due(at=clock.now())


@when_due(_waiting)
def deliver_due() -> None:
    """What was to be tried again, or of which the queue knows nothing."""
    deliver.here()
