"""Wrong rows put right on the page, and checked again by themselves."""

import json
from collections.abc import Mapping
from datetime import datetime

from apps.backoffice.errors import ImportBusy
from apps.backoffice.imports import batches, checking
from apps.backoffice.imports.converting import Converter
from apps.backoffice.imports.persons import speaking_to
from apps.backoffice.imports.reading.sheet import Row
from apps.backoffice.models import Import, ImportRow
from apps.tenancy import context

# Texts by column, by the number of the row.
Cells = Mapping[int, Mapping[int, str]]
State = Import.State


def correct(*, pk: int, cells: Cells, at: datetime) -> tuple[int, int]:
    """Change these cells and check their rows again; answers how many are right now, and how many still wrong.

    Nothing is imported by it. Raises ImportBusy unless the file is checked or imported.
    """
    with context.atomic():
        run = Import.objects.select_for_update(of=("self",)).select_related("by__user", "by__role").get(pk=pk)
        if run.state not in (State.CHECKED, State.DONE):
            raise ImportBusy
        screen = batches.screen_of(run)
        member = batches.member_of(run, screen)
        kept = list(run.problem_rows.filter(number__in=cells))
        for one in kept:
            one.cells = json.dumps(_changed(batches.cells_of(one), cells[one.number]), ensure_ascii=False)
        converter = Converter(screen, member, run)
        with speaking_to(member):
            found = converter.convert([Row(one.number, batches.cells_of(one)) for one in kept])
            checking.try_out(screen, converter, found, by=member, at=at)
        secret = batches.secret_columns(run, screen)
        for one, result in zip(kept, found, strict=True):
            again = batches.problem_row(run, result, secret)
            one.problems, one.text, one.fixed = again.problems, again.text, not result.problems
        ImportRow.objects.bulk_update(kept, ["cells", "problems", "text", "fixed"])
        right = sum(one.fixed for one in kept)
        return right, len(kept) - right


def _changed(cells: list[str], new: Mapping[int, str]) -> list[str]:
    longest = max((column for column, text in new.items() if text), default=-1)
    cells = cells + [""] * (longest + 1 - len(cells))
    return [new.get(column, cell) for column, cell in enumerate(cells)]
