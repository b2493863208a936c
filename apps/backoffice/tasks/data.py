"""Imports and exports that somebody waits for."""

from apps.backoffice.exports import files
from apps.backoffice.imports import checking, runs, undoing, writing
from apps.kernel import clock
from apps.tenancy.tasks import daily, tenant_task


@tenant_task()
def check_import(pk: int) -> None:
    """Check a file whose columns are decided."""
    checking.check(pk=pk, at=clock.now())


@tenant_task()
def write_import(pk: int) -> None:
    """Import a checked file, or go on with it."""
    writing.write(pk=pk, at=clock.now())


@tenant_task()
def undo_import(pk: int, by: int | None) -> None:
    """Take a whole import back, or go on with that."""
    undoing.undo(pk=pk, by=by, at=clock.now())


@tenant_task()
def make_export(pk: int) -> None:
    """Write a workbook that somebody waits for."""
    files.make(pk=pk, at=clock.now())


@daily
def forget_files() -> None:
    """Remove the business's workbooks and imported files whose time is over."""
    at = clock.now()
    files.expire(at=at)
    runs.forget_files(at=at)
