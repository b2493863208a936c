"""The check of a whole file: every row goes through the same service as when it is imported, and nothing stays."""

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.imports import batches, limits, progress, saving
from apps.backoffice.imports.converting import Converted, Converter
from apps.backoffice.imports.persons import speaking_to
from apps.backoffice.imports.reading import sheet
from apps.backoffice.models import Import, ImportRow
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import Refusal
from apps.tenancy import context

log = logging.getLogger(__name__)
State = Import.State
HIDDEN = "•••"


@dataclass(slots=True)
class Counts:
    """What the rows of a file would do."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    preview: list[dict[str, Any]] = field(default_factory=list)

    def add(self, one: Converted) -> None:
        """Count a row."""
        self.rows += 1
        if one.problems:
            self.wrong += 1
        else:
            setattr(self, one.action, getattr(self, one.action) + 1)


class _NothingStays(Exception):
    """Ends the transaction of a check."""


def check(*, pk: int, at: datetime) -> None:
    """Read the whole file and note what it would do. What goes wrong is told in the import's row."""
    with context.atomic():
        begun = Import.objects.filter(pk=pk, state__in=[State.MAPPED, State.CHECKING])
        if not begun.update(state=State.CHECKING, problem=""):
            return
    run = Import.objects.select_related("by__user", "by__role").get(pk=pk)
    with speaking_to(run.by):
        try:
            _check(run, at)
        except Exception as error:
            log.exception("import %s was not checked", pk)
            fail(run, error, at=at)


def _check(run: Import, at: datetime) -> None:
    screen = batches.screen_of(run)
    member = batches.member_of(run, screen)
    converter, counts = Converter(screen, member, run), Counts()
    secret, shown = batches.secret_columns(run, screen), batches.shown_columns(run, screen)
    with context.atomic():
        run.problem_rows.all().delete()
    with sheet.opened(run) as opened:
        for rows in batches.of(opened.rows(), limits.BATCH):
            found = converter.convert(rows)
            written = try_out(screen, converter, found, by=member, at=at)
            for one in found:
                counts.add(one)
            _preview(counts, [(column in secret, attribute) for column, attribute in shown], found, written)
            with context.atomic():
                ImportRow.objects.bulk_create(
                    batches.problem_row(run, o, secret) for o in found if o.problems
                )
            # How many rows there are is known at the end only.
            progress.tell("import", run.pk, 100 * counts.rows // max(run.rows, counts.rows + limits.BATCH))
    with context.atomic():
        Import.objects.filter(pk=run.pk, state=State.CHECKING).update(
            state=State.CHECKED,
            rows=counts.rows,
            new=counts.new,
            changed=counts.changed,
            unchanged=counts.unchanged,
            wrong=counts.wrong,
            preview=counts.preview,
        )


def try_out(
    screen: Screen, converter: Converter, found: Sequence[Converted], *, by: Any, at: datetime
) -> dict[int, Any]:
    """Write what is right, hear what the service says, and take it back. Answers records by row number."""
    good = [one for one in found if not one.problems and not one.is_unchanged]
    results: list[Any] = []
    highest = 0

    def save_in_vain() -> None:
        nonlocal highest
        highest = saving.highest(screen)
        results.extend(saving.save(screen, [one.incoming() for one in good], by=by, at=at))
        raise _NothingStays

    with contextlib.suppress(_NothingStays), context.atomic():
        save_in_vain()
    for one, result in zip(good, results, strict=True):
        if isinstance(result, Refusal):
            one.problems = converter.problems_of(result)
        else:
            one.found = one.record is None and result.pk <= highest
    return {o.row.number: r for o, r in zip(good, results, strict=True) if not isinstance(r, Refusal)}


def _preview(
    counts: Counts,
    columns: Sequence[tuple[bool, Attribute]],
    found: Sequence[Converted],
    written: dict[int, Any],
) -> None:
    for one in found:
        if len(counts.preview) >= limits.PREVIEWED:
            return
        if one.problems:
            continue
        record = written.get(one.row.number, one.record)
        counts.preview.append(
            {
                "number": one.row.number,
                "action": one.action,
                "cells": [
                    [HIDDEN, ""] if secret else _cell(attribute, one, record) for secret, attribute in columns
                ],
            }
        )


def _cell(attribute: Attribute, one: Converted, record: Any) -> list[str]:
    """The value as it will be, and as it was where that differs."""
    changes = one.record is not None and attribute.key in one.values
    now = attribute.value(record) if attribute.own is False else one.values.get(attribute.key)
    return [attribute.text(now)[:200], attribute.text(one.before.get(attribute.key))[:200] if changes else ""]


def fail(run: Import, error: Exception, *, at: datetime) -> None:
    """Tell in the import's row why it did not go on."""
    said = str(error) if isinstance(error, Refusal) else _("Something went wrong. Try again later.")
    with context.atomic():
        Import.objects.filter(pk=run.pk).update(state=State.FAILED, problem=said[:500], finished_at=at)
