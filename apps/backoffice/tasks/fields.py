"""Work on all values of a field."""

from apps.backoffice.services import fields
from apps.kernel import clock
from apps.tenancy.tasks import daily, tenant_task


@tenant_task()
def run_change(pk: int) -> None:
    """Do what the FieldChange of this number asks for."""
    fields.run_change(pk=pk, at=clock.now())


@daily
def purge_fields() -> None:
    """Remove for good what was deleted longer ago than it can be undone."""
    fields.purge_fields(at=clock.now())
