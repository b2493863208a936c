"""Background work of customers."""

from apps.customers import services
from apps.kernel import clock
from apps.tenancy.tasks import daily


@daily
def forget_old_merges() -> None:
    """Let go of what undoing needs of merges that can no longer be undone."""
    services.forget_old_merges(at=clock.now())
