"""Background work of bookings."""

from apps.bookings import queries, services
from apps.kernel import clock
from apps.tenancy.tasks import when_due


def _over() -> list[int]:
    return queries.tenants_with_over(at=clock.now())


@when_due(_over)
def expire_offers() -> None:
    """End offers of the waitlist that nobody answered, and offer the places to the next."""
    services.expire_offers(at=clock.now())
