"""Every change to a definition leaves a version: who, when, and all of it before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice import request_cache
from apps.backoffice.errors import ChangedSince
from apps.backoffice.models import DefinitionVersion
from apps.backoffice.services.definitions.registry import DEFINITIONS, Data, Definition
from apps.backoffice.services.definitions.words import word_of
from apps.backoffice.types import Cause
from apps.tenancy import context, db

# Definitions change rarely, so one lock for all of a business's keeps keys, numbers and files consistent.
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('backoffice.definitions', %(tenant)s))::text"
_LOCKED: Final = "backoffice.definitions.locked"


def lock() -> None:
    """Wait for whoever changes definitions of the business, and keep others waiting until the transaction ends."""
    bound = context.current()
    if bound.whole and bound.memory.get(_LOCKED) is bound:
        return  # this transaction has it, and nothing inside can have let go of it
    db.fetch_one(LOCK, tenant=bound.tenant)
    bound.memory[_LOCKED] = bound


@contextmanager
def changing(
    kind: str, key: str, *, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> Iterator[None]:
    """A transaction around a change to one definition, which leaves a version when something is different after it.

    Locks all definitions of the business.
    """
    definition = DEFINITIONS.get(kind)
    try:
        with context.atomic():
            lock()
            before = definition.read(key)
            yield
            record(kind=kind, key=key, before=before, after=definition.read(key), by=by, at=at, cause=cause)
    finally:
        request_cache.forget()


def record(
    *,
    kind: str,
    key: str,
    before: Data | None,
    after: Data | None,
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
) -> DefinitionVersion | None:
    """Keep a change as a version; None and nothing kept when nothing differs. Call it with the lock taken."""
    if before == after:
        return None
    actions = DefinitionVersion.Action
    return DefinitionVersion.objects.create(
        kind=kind,
        key=key,
        number=_newest(kind, key) + 1,
        author=by,
        at=at,
        action=actions.CREATED if before is None else actions.REMOVED if after is None else actions.CHANGED,
        cause=cause.value,
        before=before,
        after=after,
        request=context.current().request,
    )


def roll_back(*, version: DefinitionVersion, by: Member | None, at: datetime) -> DefinitionVersion | None:
    """Undo one change and leave later ones to other parts of the definition alone. Itself a version; None when the
    definition is that way already.

    Raises ChangedSince when a later change touched the same, and what the definition's own service refuses.
    """
    definition = DEFINITIONS.get(version.kind)
    try:
        with context.atomic():
            lock()
            current = definition.read(version.key)
            wanted = _without(version, current, definition)
            if wanted == current:
                return None
            newest = _newest(version.kind, version.key)
            definition.put(key=version.key, data=wanted, by=by, at=at, cause=Cause.ROLLBACK)
            made = DefinitionVersion.objects.filter(
                kind=version.kind, key=version.key, number=newest + 1
            ).first()
    finally:
        request_cache.forget()
    return made


def _newest(kind: str, key: str) -> int:
    found = DefinitionVersion.objects.filter(kind=kind, key=key).aggregate(most=Max("number"))
    return found["most"] or 0


def _without(version: DefinitionVersion, current: Data | None, definition: Definition) -> Data | None:
    """The definition as it would be had the change not been made."""
    before, after = version.before, version.after
    if before is None or after is None or current is None:
        if current not in (after, before):
            raise ChangedSince(what=_said(definition, current, after))
        return before
    touched = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    again = [name for name in touched if current.get(name) not in (after.get(name), before.get(name))]
    if again:
        raise ChangedSince(what=", ".join(word_of(definition, name) for name in again))
    wanted = {name: value for name, value in current.items() if name not in touched or name in before}
    return {**wanted, **{name: before[name] for name in touched if name in before}}


def _said(definition: Definition, current: Data | None, after: Data | None) -> str:
    if current is None:
        return _("removed")
    if after is None:
        return _("made again")
    return ", ".join(
        word_of(definition, name) for name in {**current, **after} if current.get(name) != after.get(name)
    )
