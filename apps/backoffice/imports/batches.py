"""What several steps of an import share: its screen, its rows in batches, and where its problems are kept."""

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.imports.converting import Converted
from apps.backoffice.models import Import, ImportRow
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import NotAllowed, NotFound

T = TypeVar("T")
# Among an import's options: the columns whose texts only whoever brought the file sees.
HIDDEN: Final = "hidden_columns"


def screen_of(run: Import) -> Screen:
    """The screen the import fills. Raises NotFound when the business has it no more."""
    app, _dot, name = run.screen.partition(".")
    found = registry.find(app, name)
    if found is None:
        raise NotFound
    return found


def member_of(run: Import, screen: Screen) -> Member:
    """Whoever imports, if they still may. Raises NotAllowed."""
    member: Member | None = run.by
    if member is None or not member.active or not may_import(screen, member):
        raise NotAllowed
    return member


def may_import(screen: Screen, member: Member) -> bool:
    """An import adds records and changes them."""
    return screen.importable and screen.may(member, "add") and screen.may(member, "change")


def may_act(run: Import, screen: Screen, member: Member, *actions: str) -> bool:
    """Whether the member may take the import a step on: it is their own, or they may do all that it does to any record.

    An import writes with the rights of who brought the file, so others must have no narrower ones.
    """
    if run.by_id == member.pk:
        return True
    return all(patterns.may(member.patterns, screen.code(action)) == "all" for action in actions)


def of(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in lists of at most `size`."""
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def problem_row(run: Import, one: Converted, secret: frozenset[int]) -> ImportRow:
    """A wrong row as it is kept, unsaved. `secret` are columns whose cells are never searched."""
    shown = [cell for column, cell in enumerate(one.row.cells) if column not in secret and cell]
    said = [problem.sentence for problem in one.problems if problem.column not in secret]
    return ImportRow(
        run=run,
        number=one.row.number,
        cells=json.dumps(one.row.cells, ensure_ascii=False),
        problems=[problem.packed() for problem in one.problems],
        text=" ".join([*shown, *said]).casefold()[:4000],
    )


def cells_of(row: ImportRow) -> list[str]:
    """The texts of a kept row."""
    found: list[str] = json.loads(row.cells)
    return found


def secret_columns(run: Import, screen: Screen) -> frozenset[int]:
    """Columns that go into attributes whose values appear nowhere, or did until they were left out."""
    hidden = {one.key for one in screen.attributes() if one.sensitive}
    now = (int(column) for column, key in run.mapping.items() if key in hidden)
    return frozenset(now) | frozenset(run.options.get(HIDDEN, ()))


def remember_secrets(run: Import, screen: Screen, before: Iterable[int] = ()) -> None:
    """Keep which columns are secret; of those that were before, the ones that go nowhere now stay so. Saves nothing."""
    run.options = {key: value for key, value in run.options.items() if key != HIDDEN}
    left_out = {column for column in before if str(column) not in run.mapping}
    run.options[HIDDEN] = sorted(secret_columns(run, screen) | left_out)


def sees_secrets(run: Import, member: Member) -> bool:
    """Only whoever brought the file sees what stands in its secret columns, and decides what they are."""
    return run.by_id == member.pk


def shown_columns(run: Import, screen: Screen) -> list[tuple[int, Any]]:
    """(column, attribute) of what is imported, in the order of the file."""
    known = {one.key: one for one in screen.attributes()}
    pairs: Sequence[tuple[str, str]] = sorted(run.mapping.items(), key=lambda pair: int(pair[0]))
    return [(int(column), known[key]) for column, key in pairs if key in known]
