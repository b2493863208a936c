"""Imports and exports, measured inside the product's own Django: call after `django.setup()`."""

import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import tablib
from django.core.files.base import File
from import_export import resources

from apps.accounts import services as accounts
from apps.accounts.models import Member
from apps.backoffice.exports import cells, choosing, files, streams
from apps.backoffice.exports.choosing import Wanted
from apps.backoffice.imports import checking, runs, writing
from apps.backoffice.models import Import
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.kernel import clock
from apps.tenancy import context
from tests.bench import sheet

WHO = "import@bench.example"


def import_rows(*, rows: int, tenant: int) -> dict[str, float]:
    """Upload, check with preview, import; seconds of wall time with the database, and the peak of memory."""
    screen, path = _screen(), _file(rows)
    with context.use_tenant(tenant, actor=1, request="bench"), path.open("rb") as file:
        member = _member(tenant)
        started = time.perf_counter()
        at = clock.now()
        run = runs.upload(screen=screen, file=File(file, name="guests.csv"), by=member, at=at)
        chosen = {int(column): key for column, key in run.mapping.items()}
        runs.decide(run=run, screen=screen, chosen=chosen, options=run.options, by=member)
        checking.check(pk=run.pk, at=at)
        checked = time.perf_counter()
        runs.start(run=run, screen=screen)
        writing.write(pk=run.pk, at=at)
        done = time.perf_counter()
        run.refresh_from_db()
        assert (run.state, run.new) == (Import.State.DONE, rows), (run.state, run.new, run.problem)
    path.unlink()
    return {"seconds": done - started, "check": checked - started, "peak_mb": _peak()}


class Theirs(resources.ModelResource):
    """import-export as it comes, but for the step that would make it write nothing here."""

    class Meta:
        model = registry.find(*sheet.SCREEN).model  # type: ignore[union-attr]

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """The app role may not set sequences, and must not."""


def import_as_import_export(*, rows: int, tenant: int) -> dict[str, float]:
    """The same file through import-export's default: a dry run for the preview, then the import."""
    path = _file(rows)
    with context.use_tenant(tenant, actor=1, request="bench"):
        started = time.perf_counter()
        text = path.read_text(encoding="utf-8")
        for dry in (True, False):
            dataset = tablib.Dataset().load(text, format="csv")
            result = Theirs().import_data(dataset, dry_run=dry, raise_errors=False, use_transactions=True)
            assert not result.has_errors() and result.totals["new"] == rows, result.totals
        seconds = time.perf_counter() - started
    path.unlink()
    return {"seconds": seconds, "peak_mb": _peak()}


def export_rows(*, format: str, tenant: int) -> dict[str, float]:  # noqa: A002  as the form calls it
    """Everything of the screen as a stream: seconds until the first piece with records, in all, and memory."""
    screen = _screen()
    with context.use_tenant(tenant, actor=1, request="bench"):
        member = _member(tenant)
        started = time.perf_counter()
        wanted = Wanted(choosing.chosen(screen, member, []))
        found = choosing.rows(screen, member, wanted)
        pieces = (
            streams.csv_of(found, wanted.attributes, cells.headings(wanted.attributes))
            if format == "csv"
            else streams.json_of(found, wanted.attributes)
        )
        next(pieces)
        size = len(next(pieces))
        first = time.perf_counter() - started
        size += sum(map(len, pieces))
    return {"first": first, "seconds": time.perf_counter() - started, "letters": size, "peak_mb": _peak()}


def export_workbook(*, tenant: int) -> dict[str, float]:
    """The same as a workbook."""
    screen = _screen()
    with context.use_tenant(tenant, actor=1, request="bench"):
        member, at = _member(tenant), clock.now()
        started = time.perf_counter()
        made = files.ask(screen=screen, wanted=Wanted(choosing.chosen(screen, member, [])), by=member, at=at)
        files.make(pk=made.pk, at=at)
        made.refresh_from_db()
        assert made.state == made.State.DONE, made.problem
    return {"seconds": time.perf_counter() - started, "rows": made.rows, "peak_mb": _peak()}


def _screen() -> Screen:
    found = registry.find(*sheet.SCREEN)
    assert found is not None
    return found


def _member(tenant: int) -> Member:
    found = Member.objects.select_related("user", "role").filter(user__email=WHO).first()
    if found is None:
        with context.use_platform(tenant):
            accounts.add_member(email=WHO, role="owner", at=clock.now())
        return _member(tenant)
    return found


def _file(rows: int) -> Path:
    path = Path(tempfile.gettempdir()) / f"quayside-bench-{rows}.csv"
    sheet.write(path, rows)
    return path


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


JOBS = {job.__name__: job for job in (import_rows, import_as_import_export, export_rows, export_workbook)}
