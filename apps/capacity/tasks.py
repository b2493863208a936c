"""Background work of capacity."""

from apps.capacity import queries, services
from apps.kernel import clock
from apps.tenancy.tasks import daily, when_due


def _expired() -> list[int]:
    return queries.tenants_with_expired(at=clock.now())


@when_due(_expired)
def expire_holds() -> None:
    """Give back what was held and has run out."""
    services.expire_holds(at=clock.now())


@daily
def generate_departures() -> None:
    """Make the departures of patterns as far ahead as they say."""
    services.generate(at=clock.now())


@daily
def purge_asked_departures() -> None:
    """Remove departures that somebody asked for a month ago and nobody has booked."""
    services.purge_asked(at=clock.now())


@daily
def complete_departures() -> None:
    """Say of departures that are over that they have taken place."""
    services.complete_past(at=clock.now())
