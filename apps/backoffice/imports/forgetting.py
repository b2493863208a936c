"""What imports hold of a person who asked to be forgotten: previews, rows that were wrong, values before, files."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from apps.backoffice.imports import runs
from apps.backoffice.models import Import, ImportBatch, ImportRow
from apps.tenancy import context

_MARK: Final = "•••"
# Fewer digits, or letters, say nothing of anybody; one name alone is that of many people, boats and days.
_DIGITS, _LETTERS, _NAMES = 7, 3, 2
# The end of a number is the same however its beginning is written.
_LAST_DIGITS: Final = 9
_OVER: Final = (Import.State.DONE, Import.State.FAILED, Import.State.UNDONE)


@dataclass(frozen=True, slots=True)
class Known:
    """By what a person is found: the numbers of their records of one screen, and words of theirs.

    Addresses and numbers are theirs wherever they stand; a name is so on their own screen alone, and whole.
    """

    screen: str
    numbers: Collection[int]
    names: Collection[str] = ()
    emails: Collection[str] = ()
    phones: Collection[str] = ()

    def pattern(self) -> str:
        """A regular expression for all of them, for what is theirs anyway; in small letters, "" for nothing.

        PostgreSQL reads it as well.
        """
        names = [re.escape(one.casefold()) for one in self.names if len(one) >= _LETTERS]
        return _any_of([*self._reached(), *names])

    def reached(self) -> str:
        """The same for where they are reached."""
        return _any_of(self._reached())

    def _reached(self) -> list[str]:
        found = [re.escape(one.casefold()) for one in self.emails if one]
        for phone in self.phones:
            digits = re.sub(r"[^0-9]", "", phone)[-_LAST_DIGITS:]
            if len(digits) >= _DIGITS:
                found.append("[^0-9]*".join(digits))
        return found

    def named(self) -> str:
        """The same for their names of several words, which may stand in cells of their own."""
        names = [one.casefold().split() for one in self.names]
        return _any_of(
            ["[^[:alnum:]]+".join(map(re.escape, words)) for words in names if len(words) >= _NAMES]
        )

    def rows(self) -> Q:
        """Rows that were wrong and show their words."""
        reached, named = self.reached(), self.named()
        found = Q(text__regex=reached) if reached else Q(pk__in=())
        return found | Q(run__screen=self.screen, text__regex=named) if named else found


def _any_of(found: Sequence[str]) -> str:
    return rf"(^|[^[:alnum:]])({'|'.join(found)})([^[:alnum:]]|$)" if found else ""


def mentions(known: Known) -> list[Import]:
    """Imports that wrote their record or show their words, in the order they came."""
    found = {row.pk for row in _written(known)}
    found |= set(ImportRow.objects.filter(known.rows()).values_list("run", flat=True))
    found |= {run.pk for run, _places in _shown(known)}
    return list(Import.objects.filter(pk__in=found).order_by("pk"))


def forget(known: Known) -> list[int]:
    """Take the person out of all imports: rows of previews are emptied, wrong rows deleted, values before dropped, and
    files of imports that are over removed. Answers the imports' numbers. Locks those.

    An import that is not over keeps its file, which is what somebody is about to bring in.
    """
    with context.atomic():
        touched = mentions(known)
        numbers = [run.pk for run in touched]
        held = list(Import.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk"))
        ImportRow.objects.filter(known.rows()).delete()
        for run, places in _shown(known):
            for place in places:
                run.preview[place]["cells"] = [[_MARK, ""] for _cell in run.preview[place]["cells"]]
            run.save(update_fields=["preview"])
        for batch in _written(known, locked=True):
            _drop(batch, known.numbers)
        for run in held:
            if run.file and run.state in _OVER:
                Import.objects.filter(pk=run.pk).update(file="")
                transaction.on_commit(partial(runs.remove_file, run), using=context.current().alias)
    return numbers


def _written(known: Known, *, locked: bool = False) -> "Sequence[Any]":
    """Batches that wrote one of their records; locked, or the imports of those."""
    of = Q(created__overlap=list(known.numbers)) | Q(changed__overlap=list(known.numbers))
    rows = ImportBatch.objects.filter(of, run__screen=known.screen)
    if locked:
        return list(rows.select_for_update(of=("self",)).order_by("pk"))
    return list(Import.objects.filter(pk__in=rows.values("run")))


def _shown(known: Known) -> Iterator[tuple[Import, list[int]]]:
    """Imports whose preview has their words, with the places of the rows."""
    reached, named = (
        re.compile(pattern.replace("[:alnum:]", r"\w")) if pattern else None
        for pattern in (known.reached(), known.named())
    )
    kept = Import.objects.exclude(preview=[]).only("pk", "tenant", "screen", "preview")
    for run in kept.order_by("pk").iterator():
        wanted = [one for one in (reached, named if run.screen == known.screen else None) if one is not None]
        texts = (" | ".join(str(text) for cell in row["cells"] for text in cell) for row in run.preview)
        places = [
            place for place, text in enumerate(texts) if any(one.search(text.casefold()) for one in wanted)
        ]
        if places:
            yield run, places


def _drop(batch: ImportBatch, numbers: Collection[int]) -> None:
    """What they were before the import, and what they are called among what undoing left alone."""
    if batch.before:
        before = json.loads(batch.before)
        kept = [None if pk in numbers else one for pk, one in zip(batch.changed, before, strict=True)]
        batch.before = json.dumps(kept, ensure_ascii=False)
    batch.left = [[pk, _("Forgotten") if pk in numbers else name, why] for pk, name, why in batch.left]
    batch.save(update_fields=["before", "left"])
