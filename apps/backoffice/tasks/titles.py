"""Titles of records of the owner's types, after their pattern changed."""

from apps.backoffice.screens import registry
from apps.backoffice.screens.records import APP, RecordScreen
from apps.tenancy.tasks import tenant_task


@tenant_task()
def retitle(key: str) -> None:
    """Write the titles of all records of the type anew, some at a time. Nothing happens to a type that is gone."""
    screen = registry.find(APP, key)
    if not isinstance(screen, RecordScreen):
        return
    last: int | None = 0
    while last is not None:
        last = screen.retitle(after=last)
