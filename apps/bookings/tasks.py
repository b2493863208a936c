"""Background work of bookings."""

from typing import Final

from apps.bookings import queries, services
from apps.kernel import clock
from apps.tenancy.tasks import when_due

# A net below what tells of free places, so it need not be there at once.
_EVERY: Final = 10


def _fitting() -> list[int]:
    at = clock.now()
    return [] if at.minute % _EVERY else queries.tenants_with_fitting(at=at)


@when_due(_fitting)
def offer_fitting() -> None:
    """Offer free places that somebody waits for, where nobody was told that they are free."""
    services.offer_fitting(at=clock.now())


def _over() -> list[int]:
    return queries.tenants_with_over(at=clock.now())


@when_due(_over)
def expire_offers() -> None:
    """End offers of the waitlist that nobody answered, and offer the places to the next."""
    services.expire_offers(at=clock.now())
