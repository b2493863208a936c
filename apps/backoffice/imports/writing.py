"""The import itself: batch after batch, each with a note of what it wrote in the same transaction.

A worker that dies leaves whole batches behind; whoever goes on begins after the last one.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from apps.accounts.models import Member
from apps.backoffice.imports import batches, checking, digests, limits, progress, saving
from apps.backoffice.imports.converting import Converted, Converter
from apps.backoffice.imports.persons import speaking_to
from apps.backoffice.imports.reading import sheet
from apps.backoffice.imports.reading.sheet import Row
from apps.backoffice.imports.values import packed
from apps.backoffice.models import Import, ImportBatch, ImportRow
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import Refusal
from apps.tenancy import context

log = logging.getLogger(__name__)
State = Import.State


class _SomebodyElse(Exception):
    """Another worker goes on with it, or it is at another step."""


def write(*, pk: int, at: datetime) -> None:
    """Import what is left of the file, then the rows that were put right. Goes on where the last worker ended."""
    run = Import.objects.select_related("by__user", "by__role").filter(pk=pk, state=State.IMPORTING).first()
    if run is None:
        return
    with speaking_to(run.by):
        try:
            _Writer(run, at).write()
        except _SomebodyElse:
            return
        except Exception as error:
            log.exception("import %s ended early", pk)
            checking.fail(run, error, at=at)


class _Writer:
    def __init__(self, run: Import, at: datetime) -> None:
        self.run, self.at = run, at
        self.screen: Screen = batches.screen_of(run)
        self.member: Member = batches.member_of(run, self.screen)
        self.converter = Converter(self.screen, self.member, run)
        self.secret = batches.secret_columns(run, self.screen)
        self.columns: list[str] = run.options.get("digest") or digests.columns(self.screen.model)
        self.number = run.batches.count()
        self.done = 0

    def write(self) -> None:
        for rows in batches.of(self._left_of_file(), limits.BATCH):
            with context.atomic():
                self._begin()
                found = self._save(rows)
                wrong = [batches.problem_row(self.run, o, self.secret) for o in found if o.problems]
                ImportRow.objects.bulk_create(wrong)
                self._note(found, last=rows[-1].number)
            self._tell(len(rows))
        while self._put_right():
            pass
        self._finish()

    def _left_of_file(self) -> Iterator[Row]:
        last = self.run.batches.aggregate(last=Max("last"))["last"] or 0
        with sheet.opened(self.run) as opened:
            wrong = set(self.run.problem_rows.values_list("number", flat=True))
            for row in opened.rows():
                if row.number <= last:
                    self.done += 1
                elif row.number not in wrong:
                    yield row

    def _put_right(self) -> bool:
        """Import some of the rows that a person has put right; False when there are none."""
        with context.atomic():
            self._begin()
            kept = list(self.run.problem_rows.filter(fixed=True)[: limits.BATCH])
            if not kept:
                return False
            found = self._save([Row(one.number, batches.cells_of(one)) for one in kept])
            wrong = {o.row.number: o for o in found if o.problems}
            for one in kept:
                if one.number in wrong:
                    one.problems, one.fixed = [p.packed() for p in wrong[one.number].problems], False
            ImportRow.objects.bulk_update([o for o in kept if o.number in wrong], ["problems", "fixed"])
            ImportRow.objects.filter(pk__in=[o.pk for o in kept if o.number not in wrong]).delete()
            self._note(found, last=self.run.batches.aggregate(last=Max("last"))["last"] or 0)
        self._tell(len(kept))
        return True

    def _begin(self) -> None:
        """Hold the import until the batch is written, so that no batch is written twice."""
        held = Import.objects.select_for_update(of=("self",)).get(pk=self.run.pk)
        if held.state != State.IMPORTING or held.batches.count() != self.number:
            raise _SomebodyElse

    def _save(self, rows: Sequence[Row]) -> list[Converted]:
        found = self.converter.convert(rows)
        good = [one for one in found if not one.problems and not one.is_unchanged]
        highest = saving.highest(self.screen)
        results = saving.save(self.screen, [one.incoming() for one in good], by=self.member, at=self.at)
        for one, result in zip(good, results, strict=True):
            if isinstance(result, Refusal):
                one.problems = self.converter.problems_of(result)
            else:
                one.pk = result.pk
                one.found = one.record is None and result.pk <= highest
        return found

    def _note(self, found: Sequence[Converted], *, last: int) -> None:
        written = [one for one in found if not one.problems and not one.is_unchanged]
        # A service may answer the same record for several rows.
        created = list(dict.fromkeys(o.pk for o in written if o.record is None and not o.found and o.pk))
        changed = {int(o.pk): o for o in written if o.pk and o.pk not in created}
        before = [
            None if one.found else {key: packed(one.before.get(key)) for key in one.values}
            for one in changed.values()
        ]
        numbers = [*created, *changed]
        known = digests.of(self.screen.model, numbers, self.columns)  # type: ignore[arg-type]
        ImportBatch.objects.create(
            run=self.run,
            number=self.number,
            last=last,
            created=created,
            changed=numbers[len(created) :],
            unchanged=sum(1 for one in found if one.is_unchanged and not one.problems),
            digests=[known[number] for number in numbers],
            before=json.dumps(before) if before else "",
        )
        self.number += 1

    def _tell(self, rows: int) -> None:
        self.done += rows
        progress.tell("import", self.run.pk, 99 * self.done // max(self.run.rows, 1))

    def _finish(self) -> None:
        counted: dict[str, Any] = summed(self.run)
        with context.atomic():
            Import.objects.filter(pk=self.run.pk, state=State.IMPORTING).update(
                state=State.DONE, finished_at=self.at, problem="", **counted
            )


def summed(run: Import) -> dict[str, int]:
    """What has been written so far, and how many rows are still wrong."""
    found = {"new": 0, "changed": 0, "unchanged": 0}
    for batch in run.batches.all():
        found["new"] += len(batch.created)
        found["changed"] += len(batch.changed)
        found["unchanged"] += batch.unchanged
    return {**found, "wrong": run.problem_rows.count()}
