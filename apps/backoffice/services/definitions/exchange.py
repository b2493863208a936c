"""All definitions of a business as one file, and such a file read in: looked at first, then applied as a whole."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice import request_cache
from apps.backoffice.errors import Invalid
from apps.backoffice.services import rights
from apps.backoffice.services.definitions import files
from apps.backoffice.services.definitions.registry import DEFINITIONS, Data, Definition
from apps.backoffice.services.definitions.versions import lock
from apps.backoffice.services.definitions.words import Difference, differences
from apps.backoffice.types import Cause
from apps.kernel.errors import Refusal
from apps.tenancy import context

EXPORT: Final = "backoffice.export_definitions"
IMPORT: Final = "backoffice.import_definitions"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file: where, as "record_type.boat_log.states.0.key", and the sentence."""

    path: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Item:
    """One definition of a file: `change` is "added", "changed" or "unchanged"."""

    kind: str
    key: str
    title: str
    change: str
    differences: tuple[Difference, ...] = ()


@dataclass(slots=True)
class Preview:
    """What reading a file in would do, or did."""

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def count(self, change: str) -> int:
        """How many definitions are "added", "changed" or "unchanged"."""
        return sum(item.change == change for item in self.items)


def export(*, by: Member | None) -> str:
    """All definitions as the text of one file. Raises NotAllowed."""
    rights.require(by, EXPORT)
    with context.atomic():
        lock()
        return files.write({kind: one.every() for kind, one in DEFINITIONS.items()})


def check(raw: bytes | str, *, by: Member | None, at: datetime) -> Preview:
    """What `import_file` would do, found by doing it and taking it back. Changes nothing.

    Raises BadFile when the file cannot be read at all, NotAllowed.
    """
    rights.require(by, IMPORT)
    found = files.read(raw)
    try:
        with context.atomic():
            preview = _put_all(found, by=by, at=at)
            transaction.set_rollback(True, using=context.current().alias)
    finally:
        request_cache.forget()
    return preview


def import_file(raw: bytes | str, *, by: Member | None, at: datetime) -> Preview:
    """Add and change what the file says, all of it or nothing. What it does not name stays as it is.

    Raises BadFile, NotAllowed, and Invalid with sentences by path. Locks all definitions of the business.
    """
    rights.require(by, IMPORT)
    found = files.read(raw)
    try:
        with context.atomic():
            preview = _put_all(found, by=by, at=at)
            if preview.problems:
                by_path: dict[str, list[str]] = {}
                for problem in preview.problems:
                    by_path.setdefault(problem.path, []).append(problem.sentence)
                raise Invalid(by_key=by_path)
    finally:
        request_cache.forget()
    return preview


def _put_all(found: dict[str, Any], *, by: Member | None, at: datetime) -> Preview:
    lock()
    preview = Preview()
    known = dict(DEFINITIONS.items())
    for kind, group in found.items():
        if kind not in known:
            preview.problems.append(Problem(kind[:60], _("This kind of definition is not known here.")))
        elif not isinstance(group, dict):
            preview.problems.append(Problem(kind, _("An object is wanted here.")))
    for kind, definition in known.items():
        named = found.get(kind)
        given = list(named.items()) if isinstance(named, dict) else []
        for key, data in sorted(given, key=lambda one: definition.order(*one)):
            problems = _put(definition, key, data, preview, by=by, at=at)
            preview.problems += [Problem(_path(kind, key, path), text) for path, text in problems]
    return preview


def _put(
    definition: Definition, key: str, data: Any, preview: Preview, *, by: Member | None, at: datetime
) -> list[tuple[str, str]]:
    """Put one definition; answers what is wrong with it, by path within it."""
    if not isinstance(data, dict):
        return [("", _("An object is wanted here."))]
    before = definition.read(key)
    try:
        with context.atomic():
            definition.put(key=key, data=data, by=by, at=at, cause=Cause.IMPORT)
    except Invalid as invalid:
        return [(path, str(text)) for path, texts in invalid.by_key.items() for text in texts]
    except Refusal as refusal:
        return [("", str(refusal))]
    preview.items.append(_item(definition, key, before, definition.read(key) or {}))
    return []


def _item(definition: Definition, key: str, before: Data | None, after: Data) -> Item:
    change = "added" if before is None else "unchanged" if before == after else "changed"
    found = () if change == "unchanged" else tuple(differences(definition, before, after))
    return Item(definition.kind, key, definition.title(key, after), change, found)


def _path(*parts: str) -> str:
    return ".".join(part[:100] for part in parts if part)
