"""Background work of the front desk. What is left to do stands in tables; messages only carry it."""

from apps.frontdesk import queries, services
from apps.frontdesk.ports import JOBS
from apps.kernel import clock
from apps.tenancy.tasks import tenant_task, when_due


@tenant_task()
def cancel_departure(cancellation: int) -> None:
    """Handle the bookings of a departure that is off."""
    services.continue_cancellation(cancellation=cancellation, at=clock.now())


JOBS.add("cancel departure", cancel_departure)


def _stopped() -> list[int]:
    return queries.tenants_with_open_cancellations(at=clock.now())


@when_due(_stopped)
def go_on_cancelling() -> None:
    """Take up what somebody was stopped at."""
    for cancellation in queries.open_cancellations(at=clock.now()):
        services.continue_cancellation(cancellation=cancellation, at=clock.now())


def _over() -> list[int]:
    return queries.tenants_with_past_bookings(at=clock.now())


@when_due(_over)
def complete_past() -> None:
    """Complete what was over a day ago."""
    services.complete_past(at=clock.now())
