"""The steps of an import that people ask for. The long ones are noted here and done by tasks."""

import contextlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import IO, Any, Final

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.errors import (
    FileTooLarge,
    ImportBusy,
    NothingToImport,
    SecretColumns,
    Unreadable,
    WrongMapping,
)
from apps.backoffice.imports import batches, digests, limits, mapping, progress
from apps.backoffice.imports.reading import encodings, sheet, texts, workbooks
from apps.backoffice.models import Import
from apps.backoffice.ports import JOBS
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import NotFound
from apps.tenancy import context

State = Import.State
# Files hold people's data; what was imported stays undoable without them.
KEPT: Final = timedelta(days=90)
# What may still be read and mapped another way, as long as nothing is written.
_OPEN: Final = (State.UPLOADED, State.CHECKED, State.FAILED)
_READING: Final = ("encoding", "delimiter", "sheet")
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


def listed(screen: Screen, member: Member) -> "QuerySet[Import]":
    """Imports of the screen, the latest first; those of others only for who may see all records."""
    rows = Import.objects.filter(screen=screen.key).select_related("by__user")
    return rows if sees_all(screen, member) else rows.filter(by=member)


def sees_all(screen: Screen, member: Member) -> bool:
    """Whether no record of the screen is kept from the member."""
    return patterns.may(member.patterns, screen.code("view")) == "all"


def find(screen: Screen, member: Member, pk: int) -> Import:
    """One of them. Raises NotFound."""
    found = listed(screen, member).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def upload(*, screen: Screen, file: "File[bytes]", by: Member, at: datetime) -> Import:
    """Keep a file and propose how to read it. Raises FileTooLarge, TooManyColumns, Unreadable; then nothing is kept."""
    forget_files(at=at)
    size = file.size or 0
    if size > limits.BYTES:
        raise FileTooLarge(limit=limits.MEGABYTES)
    name = (file.name or _("File")).rsplit("/", 1)[-1][-200:]
    run = Import(screen=screen.key, name=name, size=size, by=by, at=at)
    _recognise(run, file)
    opened = sheet.Sheet(file, run)
    run.headings = opened.headings()
    run.mapping = mapping.proposed(screen, run.headings)
    run.options = {"day_first": True, "clear": False, "match": _usual_match(screen, run)}
    batches.remember_secrets(run, screen)
    file.seek(0)
    with context.atomic():
        run.file.save(f"{run.format}-file.{run.format}", file, save=False)
        try:
            run.save()
        except BaseException:
            run.file.delete(save=False)
            raise
    return run


def _recognise(run: Import, file: IO[bytes]) -> None:
    file.seek(0)
    first = file.read(8)
    if first.startswith(_OLD_EXCEL):
        raise Unreadable(why=_("It is an old or protected Excel file. Save it as .xlsx or .csv."))
    if first.startswith(_ZIP):
        run.format = Import.Format.XLSX
        run.sheet = workbooks.sheets(file)[0][:100]
        return
    run.format = Import.Format.CSV
    run.encoding = encodings.detect(file)
    run.delimiter = texts.delimiter_of(file, run.encoding)


def _usual_match(screen: Screen, run: Import) -> list[str]:
    """By the record's own number where the file has it, else as the last time, else as the screen says."""
    if mapping.NUMBER in run.mapping.values():
        return [mapping.NUMBER]
    last = Import.objects.filter(screen=screen.key).exclude(state=State.UPLOADED).order_by("-at").first()
    wished = list(last.options.get("match", ())) if last is not None else list(screen.import_by)
    return [key for key in wished if key in run.mapping.values()]


def reread(
    *, run: Import, screen: Screen, encoding: str, delimiter: str, sheet_name: str, by: Member
) -> None:
    """Read the headings again, as the person says. Raises ImportBusy, TooManyColumns, Unreadable, SecretColumns."""
    _require(run, *_OPEN)
    if batches.secret_columns(run, screen) and not batches.sees_secrets(run, by):
        raise SecretColumns  # read another way, their cells would stand in other columns
    run.encoding = encoding if encoding in encodings.KNOWN else run.encoding
    run.delimiter = delimiter if delimiter in texts.DELIMITERS else run.delimiter
    with sheet.opened(run) as opened:
        if sheet_name in opened.names():
            run.sheet = sheet_name[:100]
        run.headings = opened.headings()
    run.mapping = mapping.proposed(screen, run.headings)
    batches.remember_secrets(run, screen)
    with context.atomic():
        _hold_open(run)
        run.state, run.problem = State.UPLOADED, ""
        run.save(update_fields=[*_READING, "headings", "mapping", "options", "state", "problem"])


def decide(
    *, run: Import, screen: Screen, chosen: Mapping[int, str], options: Mapping[str, Any], by: Member
) -> None:
    """Set which column is what and have the file checked. Raises ImportBusy, WrongMapping, SecretColumns."""
    _require(run, *_OPEN)
    known = {one.key for one in mapping.importable(screen)} | {mapping.NUMBER}
    keys = [key for key in chosen.values() if key]
    if not set(keys) - {mapping.NUMBER}:
        raise WrongMapping(why=_("Choose at least one column that is imported."))
    if len(keys) != len(set(keys)) or not set(keys) <= known:
        raise WrongMapping(why=_("Each field can be filled from one column only."))
    match = list(options.get("match", ()))
    if not set(match) <= set(keys):
        raise WrongMapping(why=_("Existing records can only be told by a column that is imported."))
    with context.atomic():
        held = _hold_open(run)
        # Read another way meanwhile, its columns are others than were decided on.
        if held.headings != run.headings:
            raise ImportBusy
        run.mapping = {str(column): key for column, key in sorted(chosen.items()) if key}
        secret = batches.secret_columns(held, screen)
        moved = any(run.mapping.get(str(one)) != held.mapping.get(str(one)) for one in secret)
        if moved and not batches.sees_secrets(held, by):
            raise SecretColumns
        run.options = {**options, "match": match}
        batches.remember_secrets(run, screen, secret)
        run.state, run.problem, run.preview = State.MAPPED, "", []
        run.save(update_fields=["mapping", "options", "state", "problem", "preview"])
        JOBS.get("check")(run.pk)
    progress.tell("import", run.pk, 0)


def start(*, run: Import, screen: Screen) -> None:
    """Have what is right imported. Raises NothingToImport, ImportBusy."""
    with context.atomic():
        held = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
        _require(held, State.CHECKED, State.DONE)
        fixed = held.problem_rows.filter(fixed=True).count()
        if held.state == State.CHECKED and held.rows - held.wrong + fixed == 0:
            raise NothingToImport
        if held.state == State.DONE and not fixed:
            raise NothingToImport
        held.options.setdefault("digest", digests.columns(screen.model))
        held.state = State.IMPORTING
        held.save(update_fields=["state", "options"])
        JOBS.get("write")(run.pk)
    progress.tell("import", run.pk, 0)


def go_on(*, run: Import, by: Member) -> None:
    """Go on with the step that lost its worker or failed. Raises ImportBusy."""
    with context.atomic():
        held = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if held.state == State.FAILED and held.batches.exists():
            undone = held.batches.filter(undone=True).exists()
            held.state = State.UNDOING if undone else State.IMPORTING
            held.save(update_fields=["state"])
        if held.state not in Import.BUSY or progress.percent("import", run.pk) is not None:
            raise ImportBusy
        if held.state == State.UNDOING:
            JOBS.get("undo")(run.pk, by.pk)
        else:
            JOBS.get("write" if held.state == State.IMPORTING else "check")(run.pk)
    progress.tell("import", run.pk, 0)


def begin_undo(*, run: Import, by: Member) -> None:
    """Have the whole import taken back. Raises ImportBusy."""
    with context.atomic():
        held = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
        _require(held, State.DONE, State.FAILED)
        if not held.batches.exists():
            raise ImportBusy
        held.state = State.UNDOING
        held.save(update_fields=["state"])
        JOBS.get("undo")(run.pk, by.pk)
    progress.tell("import", run.pk, 0)


def remove(*, run: Import) -> None:
    """Forget an import that has written nothing, with its file. Raises ImportBusy."""
    with context.atomic():
        _hold_open(run).delete()
    remove_file(run)


def forget_files(*, at: datetime) -> None:
    """Remove files of the bound business's imports that are older than they need be."""
    for run in Import.objects.filter(at__lte=at - KEPT).exclude(file=""):
        with context.atomic():
            Import.objects.filter(pk=run.pk).update(file="")
        remove_file(run)


def remove_file(run: Import) -> None:
    """Delete its file from the storage."""
    if run.file.name:
        with contextlib.suppress(FileNotFoundError):
            default_storage.delete(run.file.name)


def _hold_open(run: Import) -> Import:
    """Its row, locked. Raises ImportBusy for an import that has written, or is being worked on by now."""
    held = Import.objects.select_for_update(of=("self",)).get(pk=run.pk)
    _require(held, *_OPEN)
    if held.batches.exists():
        raise ImportBusy
    return held


def _require(run: Import, *states: str) -> None:
    if run.state not in states:
        raise ImportBusy
