"""A whole import taken back: what it created is deleted, what it changed gets its values again.

Records that somebody has changed since, or that others refer to, are left alone and listed.
"""

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.imports import batches, checking, digests, limits, progress, saving
from apps.backoffice.imports.persons import speaking_to
from apps.backoffice.imports.values import unpacked
from apps.backoffice.models import Import, ImportBatch
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Incoming
from apps.kernel.errors import Refusal
from apps.tenancy import context

log = logging.getLogger(__name__)
State = Import.State
Left = list[list[Any]]


def undo(*, pk: int, by: int | None, at: datetime) -> None:
    """Take back batch after batch, the last one first. Goes on where the last worker ended."""
    run = Import.objects.select_related("by__user").filter(pk=pk, state=State.UNDOING).first()
    if run is None:
        return
    member = Member.objects.select_related("user", "role").filter(pk=by or 0).first()
    with speaking_to(member):
        try:
            _undo(run, member, at)
        except Exception as error:
            log.exception("import %s was not undone", pk)
            checking.fail(run, error, at=at)


def _undo(run: Import, member: Member | None, at: datetime) -> None:
    screen = batches.screen_of(run)
    names: list[str] = run.options.get("digest") or digests.columns(screen.model)
    numbers = list(run.batches.filter(undone=False).order_by("-number").values_list("pk", flat=True))
    for done, pk in enumerate(numbers):
        with context.atomic():
            batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=pk)
            if not batch.undone:
                batch.left = _Undo(screen, batch, names, member, at).run()
                batch.undone = True
                batch.save(update_fields=["left", "undone"])
        progress.tell("import", run.pk, 100 * (done + 1) // len(numbers))
    with context.atomic():
        Import.objects.filter(pk=run.pk, state=State.UNDOING).update(state=State.UNDONE, finished_at=at)


class _Undo:
    def __init__(
        self, screen: Screen, batch: ImportBatch, names: Sequence[str], by: Member | None, at: datetime
    ) -> None:
        self.screen, self.batch, self.by, self.at = screen, batch, by, at
        self.numbers = [*batch.created, *batch.changed]
        self.came_to = dict(zip(self.numbers, batch.digests, strict=True))
        self.is_now = digests.of(screen.model, self.numbers, names)  # type: ignore[arg-type]
        self.records: dict[int, Any] = screen.base().in_bulk(self.numbers)
        self.left: Left = []

    def run(self) -> Left:
        self._restore()
        for pk in self.batch.created:
            if pk in self.records and self._is_untouched(pk):
                self._delete(self.records[pk])
        return self.left

    def _is_untouched(self, pk: int) -> bool:
        if self.is_now.get(pk) == self.came_to[pk]:
            return True
        self._leave(pk, _("It has been changed since."))
        return False

    def _delete(self, record: Any) -> None:
        pk = record.pk
        try:
            with context.atomic():
                self.screen.delete(record=record, by=self.by, at=self.at)
        except Refusal as refusal:
            self._leave(pk, str(refusal))

    def _restore(self) -> None:
        before: list[dict[str, Any] | None] = json.loads(self.batch.before) if self.batch.before else []
        known = {one.key: one for one in self.screen.attributes()}
        rows = []
        for pk, values in zip(self.batch.changed, before, strict=True):
            if pk in self.records and values is None:
                self._leave(pk, _("It was here before and was found while importing; see its history."))
            elif pk in self.records and values is not None and self._is_untouched(pk):
                was = {k: unpacked(known[k], v, _record) for k, v in values.items() if k in known}
                rows.append(Incoming(pk, was, pk))
        for part in batches.of(rows, limits.BATCH):
            for row, result in zip(part, saving.save(self.screen, part, by=self.by, at=self.at), strict=True):
                if isinstance(result, Refusal):
                    self._leave(row.number, str(result))

    def _leave(self, pk: int, why: str) -> None:
        self.left.append([pk, self.screen.title(self.records[pk])[:200], why])


def _record(target: str, pk: int) -> Any:
    app, _dot, name = target.partition(".")
    screen = registry.find(app, name)
    rows = screen.base() if screen is not None else apps.get_model(app, name)._default_manager.all()
    return rows.filter(pk=pk).first()


def left_alone(run: Import) -> Left:
    """Everything that undoing left as it was, with the reasons."""
    return [one for batch in run.batches.exclude(left=[]) for one in batch.left]
