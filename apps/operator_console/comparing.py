"""What the pack said before, what it says now, and what the business has: who changed what. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Values = dict[str, Any]
_NOTHING: Final = object()


class Change(StrEnum):
    """What installing does to an item."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    KEEP = "keep"  # the business changed or removed it, and the pack has nothing new
    CONFLICT = "conflict"  # both changed it


@dataclass(frozen=True, slots=True)
class Before:
    """What is remembered of an item: what the pack gave, and what the business had right after."""

    given: Values
    made: Values


@dataclass(frozen=True, slots=True)
class Outcome:
    """`write` are members that the pack may set, `offered` those it may not since the business has its own."""

    change: Change
    write: Values = field(default_factory=dict)
    offered: Values = field(default_factory=dict)
    kept: tuple[str, ...] = ()


def compare(new: Values, now: Values | None, before: Before | None, default: Values | None = None) -> Outcome:
    """Decide member by member.

    What the business has as the pack (or, before any pack, provisioning) left it may be changed; what it has
    otherwise stays, and where the pack says something new about it, that is offered.
    """
    if now is None:
        if before is None:
            return Outcome(Change.ADD, write=dict(new))
        if before.given == new:
            return Outcome(Change.KEEP, kept=tuple(new))
        return Outcome(Change.CONFLICT, offered=dict(new))
    left = {**(default or {}), **(before.made if before is not None else {})}
    given = before.given if before is not None else {}
    write, offered, kept = {}, {}, []
    for name, wanted in new.items():
        has = now.get(name, _NOTHING)
        if has == wanted:
            continue
        if given.get(name, _NOTHING) == wanted:
            if has != left.get(name, _NOTHING):
                kept.append(name)
            # Otherwise it is what the service made of the pack's value.
        elif has == left.get(name, _NOTHING):
            write[name] = wanted
        else:
            offered[name] = wanted
    change = Change.CONFLICT if offered else Change.CHANGE if write else Change.KEEP if kept else Change.SAME
    return Outcome(change, write, offered, tuple(kept))


def remembered(new: Values, now: Values, before: Before | None, outcome: Outcome) -> Values:
    """What to remember as made when the business has `now` after the write: what it changed itself stays told apart."""
    left = before.made if before is not None else {}
    own = {*outcome.offered, *outcome.kept}
    made = {}
    for name, value in now.items():
        if name not in own:
            made[name] = value
        elif name in left:
            made[name] = left[name]
    return made
