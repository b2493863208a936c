"""Writes of record types. Every change is a version; a type that goes into the trash keeps its records."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from apps.accounts.models import Member, Role
from apps.backoffice.errors import HasRecords, InTrash, Invalid, StateInUse, TooLateToUndo
from apps.backoffice.models import Record, RecordType
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.models.records import KEY
from apps.backoffice.ports import JOBS
from apps.backoffice.queries import record_types as queries
from apps.backoffice.services import rights
from apps.backoffice.services.definitions.versions import changing, lock
from apps.backoffice.types import Cause, State, TypeFacts
from apps.backoffice.types.states import COLOURS
from apps.tenancy import context

KIND: Final = "record_type"
MOST_STATES: Final = 40
LONGEST_LABEL: Final = 60


def create_record_type(
    *, facts: TypeFacts, key: str = "", by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> RecordType:
    """A new type, whose key never changes; without one it is made from the name. Raises Invalid, NotAllowed."""
    rights.require(by, "backoffice.add_recordtype")
    with context.atomic():
        lock()
        type_ = RecordType(key=key or _free_key(facts.name))
        with changing(KIND, type_.key, by=by, at=at, cause=cause):
            _write(type_, facts)
    return type_


def change_record_type(
    *, type_: RecordType, facts: TypeFacts, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> RecordType:
    """Replace all that the type says of itself. A job brings the titles of records up to a new pattern.

    Raises Invalid, InTrash, StateInUse, NotAllowed. Locks the type's row until the transaction ends.
    """
    rights.require(by, "backoffice.change_recordtype")
    with changing(KIND, type_.key, by=by, at=at, cause=cause):
        row = _locked(type_)
        if row.trashed_at is not None:
            raise InTrash(name=row.name)
        _keep_states_in_use(row, facts)
        pattern = row.title_pattern
        _write(row, facts)
        if row.title_pattern and row.title_pattern != pattern:
            JOBS.get("retitle")(row.key)
    return row


def trash_record_type(
    *, type_: RecordType, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> None:
    """Put the type away with its records: nobody sees them until it is put back. Raises NotAllowed."""
    rights.require(by, "backoffice.delete_recordtype")
    with changing(KIND, type_.key, by=by, at=at, cause=cause):
        row = _locked(type_)
        row.trashed_at = row.trashed_at or at
        row.save(update_fields=["trashed_at"])


def restore_record_type(
    *, type_: RecordType, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> RecordType:
    """Put the type back with its records. Raises TooLateToUndo, NotAllowed."""
    rights.require(by, "backoffice.change_recordtype")
    with changing(KIND, type_.key, by=by, at=at, cause=cause):
        row = _locked(type_)
        if row.trashed_at is not None and at > row.trashed_at + UNDO_FOR:
            raise TooLateToUndo
        row.trashed_at = None
        row.save(update_fields=["trashed_at"])
    return row


def delete_record_type(
    *, type_: RecordType, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> None:
    """Remove a type that has no records, for good. Raises HasRecords, NotAllowed."""
    rights.require(by, "backoffice.delete_recordtype")
    with changing(KIND, type_.key, by=by, at=at, cause=cause):
        row = _locked(type_)
        count = Record.objects.filter(type=row).count()
        if count:
            raise HasRecords(name=row.name, count=count)
        row.delete()


def _locked(type_: RecordType) -> RecordType:
    return RecordType.objects.select_for_update().get(pk=type_.pk)


def _write(type_: RecordType, facts: TypeFacts) -> None:
    """Check and save. Raises Invalid."""
    facts = _completed(facts)
    problems = _problems(facts, known=type_.visible_to)
    for name in (
        "name",
        "name_plural",
        "icon",
        "description",
        "group",
        "position",
        "title_pattern",
        "initial",
    ):
        setattr(type_, name, getattr(facts, name))
    type_.states = [state.as_data() for state in facts.states]
    type_.visible_to = list(facts.visible_to)
    try:
        # The plural is the name where none is given, and need not be missed as well.
        type_.full_clean(exclude=["tenant", *(() if facts.name else ("name_plural",))])
    except ValidationError as error:
        for key, sentences in error.message_dict.items():
            problems.setdefault("" if key == "__all__" else key, []).extend(sentences)
    if problems:
        raise Invalid(by_key=problems)
    type_.save()


def _completed(facts: TypeFacts) -> TypeFacts:
    first = facts.states[0].key if facts.states else ""
    name = facts.name.strip()
    return replace(
        facts,
        name=name,
        name_plural=facts.name_plural.strip() or name,
        group=facts.group.strip(),
        title_pattern=facts.title_pattern.strip(),
        initial=(facts.initial or first) if facts.states else "",
    )


def _problems(facts: TypeFacts, *, known: Iterable[str]) -> dict[str, list[str]]:
    """What the columns' own checks do not see, by path."""
    found: dict[str, list[str]] = {}
    keys = [state.key for state in facts.states]
    for index, state in enumerate(facts.states):
        for name, sentence in _wrong_in_state(state, keys):
            found.setdefault(f"states.{index}.{name}", []).append(sentence)
        if state.key in keys[:index]:
            found.setdefault(f"states.{index}.key", []).append(_("Another state has this key already."))
    if len(keys) > MOST_STATES:
        found["states"] = [_("At most %(most)d states are possible.") % {"most": MOST_STATES}]
    if keys and facts.initial not in keys:
        found["initial"] = [_("Choose one of the states.")]
    roles = {*known, *Role.objects.values_list("key", flat=True)} if facts.visible_to else set()
    for key in facts.visible_to:
        if key not in roles:
            found.setdefault("visible_to", []).append(_("There is no role “%(key)s” here.") % {"key": key})
    return found


def _wrong_in_state(state: State, keys: list[str]) -> Iterable[tuple[str, str]]:
    if not re.match(KEY, state.key):
        yield "key", _("Use small letters, digits and underscores, a letter first, at most 40.")
    if not state.label.strip() or len(state.label) > LONGEST_LABEL:
        yield "label", _("Write a name of at most %(most)d characters.") % {"most": LONGEST_LABEL}
    if state.colour not in COLOURS:
        yield "colour", _("Choose one of: %(known)s.") % {"known": ", ".join(COLOURS)}
    unknown = [key for key in state.to or () if key not in keys]
    if unknown:
        yield "to", _("There is no state “%(key)s”.") % {"key": unknown[0]}


def _keep_states_in_use(type_: RecordType, facts: TypeFacts) -> None:
    """Records in a state that goes are refused; those that had none begin. Without states theirs is only hidden."""
    if not facts.states:
        return
    facts = _completed(facts)
    had = {state.key: state.label for state in type_.stages()}
    stays = {state.key for state in facts.states}
    counts = queries.count_by_state(type_)
    for key, count in counts.items():
        if key in had and key not in stays:
            raise StateInUse(state=had[key], count=count)
    if counts.keys() - stays:
        Record.objects.filter(type=type_).exclude(state__in=stays).update(state=facts.initial)


def _free_key(name: str) -> str:
    base = slugify(name).replace("-", "_").strip("_")[:32]
    base = base if re.match(KEY, base) else f"type_{base}".strip("_")
    taken = set(RecordType.objects.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (base, *numbered) if key not in taken)
