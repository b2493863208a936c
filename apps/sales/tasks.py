"""Background work of sales."""

from apps.kernel import clock
from apps.sales import services
from apps.tenancy.tasks import daily


@daily
def clear_carts() -> None:
    """Mark carts that nobody came back to, and delete those given up long ago."""
    at = clock.now()
    services.abandon_carts(at=at)
    services.delete_abandoned(at=at)
