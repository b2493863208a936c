"""Background work of the takeout."""

from apps.kernel import clock
from apps.tenancy.takeout import archives
from apps.tenancy.tasks import tenant_task


@tenant_task()
def make_archive(pk: int) -> None:
    """Make the archive of this row."""
    archives.make(pk=pk, at=clock.now())
