"""Work on all records of the owner's types."""

from apps.backoffice.screens import registry
from apps.backoffice.screens.records import APP, RecordScreen
from apps.backoffice.services import purging
from apps.kernel import clock
from apps.tenancy.tasks import daily, tenant_task


@tenant_task()
def retitle(key: str) -> None:
    """Write the titles of all records of the type anew, some at a time. Nothing happens to a type that is gone."""
    screen = registry.find(APP, key)
    if not isinstance(screen, RecordScreen):
        return
    last: int | None = 0
    while last is not None:
        last = screen.retitle(after=last)


@daily
def purge_record_types() -> None:
    """Remove for good what was put into the trash longer ago than it can be put back."""
    purging.purge_record_types(at=clock.now())
