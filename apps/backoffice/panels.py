"""Panels of the Today page. Each answers one question: the number first, then the trend, then the list behind it.

Apps add theirs in `ready()` or `admin.py`. A panel asks a constant number of queries, whatever the business holds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.types import Placed
from apps.kernel.registry import Registry

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """One of the things behind the number."""

    title: Text
    detail: Text = ""
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """How the number moved, in words: "2 more than yesterday". `up` and `down` are told by a sign, too."""

    text: Text
    direction: int = 0  # 1 more, 0 the same, -1 less


@dataclass(frozen=True, slots=True)
class Answer:
    """What a panel says now. `number` is written for people; "" when there is none to say."""

    number: str = ""
    about: Text = ""
    trend: Trend | None = None
    lines: Sequence[Line] = ()
    url: str = ""  # the whole list


@dataclass(frozen=True, slots=True)
class Panel:
    """A question that the Today page answers for members who may do `needs`; "" answers it to every member.

    `empty` says what to do when there is nothing yet. `icon` is a Material Symbol.
    """

    key: str
    title: Text
    needs: str
    query: Callable[[Member, datetime], Answer]
    icon: str = "insights"
    empty: Text = ""
    position: int = 100
    width: str = "normal"  # or "wide", "full"
    # "own" besides, where the query looks at the member's own rows only.
    enough: tuple[patterns.Answer, ...] = ("all",)

    def open_to(self, lists: patterns.Lists) -> bool:
        """Whether whoever has these permissions may read the answer."""
        return not self.needs or patterns.may(lists, self.needs) in self.enough


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with what it says."""

    panel: Panel
    width: str
    answer: Answer


PANELS: Final[Registry[Panel]] = Registry("panel")


def add(panel: Panel) -> Panel:
    """Offer a panel."""
    return PANELS.add(panel.key, panel)


def arrangement(
    lists: patterns.Lists, offered: Sequence[Panel], places: Sequence[Placed]
) -> list[tuple[Panel, Placed]]:
    """All panels that whoever has these permissions may read, hidden ones too: as the owner placed them, then the rest.

    Without any placed they stand as apps propose.
    """
    open_ = {one.key: one for one in offered if one.open_to(lists)}
    placed = [(open_[one.panel], one) for one in places if one.panel in open_]
    named = {one.panel for one in places}
    rest = sorted((one for one in open_.values() if one.key not in named), key=lambda one: one.position)
    return [*placed, *((one, Placed(one.key, width=one.width)) for one in rest)]


def shown(member: Member, *, at: datetime, places: Sequence[Placed] = ()) -> list[Shown]:
    """The panels of the member's page with what they say now."""
    return [
        Shown(panel, place.width, panel.query(member, at))
        for panel, place in arrangement(member.patterns, list(PANELS), places)
        if not place.hidden
    ]
