"""What happens to pages by itself."""

from apps.kernel import clock
from apps.tenancy.tasks import when_due
from cms.publishing import due


@when_due(due.tenants)
def publish_what_is_due() -> None:
    """Scheduled pages go live, expired ones go."""
    due.publish(at=clock.now())
