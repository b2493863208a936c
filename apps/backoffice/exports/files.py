"""Workbooks that are made in the background and kept for a day, for the member who asked for them."""

import contextlib
import logging
import tempfile
from datetime import datetime, timedelta
from typing import IO, Final

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.exports import cells, choosing, workbooks
from apps.backoffice.exports.choosing import Wanted
from apps.backoffice.imports import progress
from apps.backoffice.imports.persons import speaking_to
from apps.backoffice.models import Export
from apps.backoffice.ports import JOBS
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import NotAllowed, NotFound, Refusal
from apps.tenancy import context

log = logging.getLogger(__name__)
State = Export.State
KEPT: Final = timedelta(hours=24)
# A member's own; the oldest makes room.
MOST: Final = 10


def ask(*, screen: Screen, wanted: Wanted, by: Member, at: datetime) -> Export:
    """Have a workbook made."""
    expire(at=at)
    for old in Export.objects.filter(by=by)[MOST - 1 :]:
        _remove(old)
    with context.atomic():
        made = Export.objects.create(
            screen=screen.key,
            columns=[one.key for one in wanted.attributes],
            query=wanted.query,
            chosen=list(wanted.chosen),
            by=by,
            at=at,
            expires_at=at + KEPT,
        )
        JOBS.get("workbook")(made.pk)
    progress.tell("export", made.pk, 0)
    return made


def make(*, pk: int, at: datetime) -> None:
    """Write the workbook, unless somebody has begun already. What goes wrong is told in its row."""
    with context.atomic():
        if not Export.objects.filter(pk=pk, state=State.WAITING).update(state=State.RUNNING):
            return
    export = Export.objects.select_related("by__user", "by__role").get(pk=pk)
    with speaking_to(export.by):
        try:
            _make(export)
        except Exception as error:
            log.exception("export %s was not made", pk)
            said = str(error) if isinstance(error, Refusal) else _("Something went wrong. Try again later.")
            with context.atomic():
                Export.objects.filter(pk=pk).update(state=State.FAILED, problem=said[:300])


def _make(export: Export) -> None:
    app, _dot, name = export.screen.partition(".")
    screen = registry.find(app, name)
    if screen is None or not export.by.active or not choosing.may_export(screen, export.by):
        raise NotAllowed
    attributes = choosing.chosen(screen, export.by, export.columns)
    wanted = Wanted(attributes, export.query, tuple(export.chosen))
    found = choosing.rows(screen, export.by, wanted)
    whole = max(found.order_by().count(), 1)
    with tempfile.TemporaryFile() as file:
        rows = workbooks.write(
            file,
            found=found,
            attributes=attributes,
            headings=cells.headings(attributes),
            title=str(screen.label_plural),
            tell=lambda done: progress.tell("export", export.pk, 99 * done // whole),
        )
        size = file.tell()
        file.seek(0)
        _keep(export, file, rows=rows, size=size)


def _keep(export: Export, file: IO[bytes], *, rows: int, size: int) -> None:
    export.file.save("export.xlsx", File(file), save=False)
    with context.atomic():
        kept = Export.objects.filter(pk=export.pk).update(
            file=export.file.name, rows=rows, size=size, state=State.DONE
        )
    if not kept:  # it has made room for another meanwhile
        _remove_file(export)


def of_member(screen: Screen, member: Member, *, at: datetime) -> list[Export]:
    """The member's own workbooks of the screen, the latest first. Those that are over go by the way."""
    expire(at=at)
    return list(Export.objects.filter(by=member, screen=screen.key))


def is_lost(export: Export) -> bool:
    """Whether nobody works on it any more."""
    waiting = export.state in (State.WAITING, State.RUNNING)
    return waiting and progress.percent("export", export.pk) is None


def open_file(screen: Screen, member: Member, pk: int, *, at: datetime) -> tuple[Export, IO[bytes]]:
    """A finished workbook of the member's own. Raises NotFound."""
    found = Export.objects.filter(
        pk=pk, by=member, screen=screen.key, state=State.DONE, expires_at__gt=at
    ).first()
    if found is None:
        raise NotFound
    try:
        return found, default_storage.open(str(found.file.name))
    except FileNotFoundError as error:
        raise NotFound from error


def expire(*, at: datetime) -> None:
    """Remove workbooks of the bound business whose time is over."""
    for export in Export.objects.filter(expires_at__lte=at):
        _remove(export)


def _remove(export: Export) -> None:
    with context.atomic():
        export.delete()
    _remove_file(export)


def _remove_file(export: Export) -> None:
    if export.file.name:
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(export.file.name)
