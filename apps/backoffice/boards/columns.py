"""The columns of a board with their cards: three queries, whatever stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Model, QuerySet

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.calendars.entries import TONES, attribute_of
from apps.backoffice.screens.declaration import Board, Screen
from apps.backoffice.screens.permitted import changeable, page_of

MOST_CARDS: Final = 50
MOST_PAGES: Final = 1000


@dataclass(frozen=True, slots=True)
class Card:
    """A record: its title, and what the board shows of it."""

    pk: int
    title: str
    url: str
    facts: Sequence[tuple[str, str]]
    movable: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A state with its cards. `count` is how many there are, of which `more` are not shown."""

    value: str
    label: str
    tone: int
    count: int
    cards: Sequence[Card]
    more: int


def columns(
    screen: Screen,
    board: Board,
    member: Member,
    *,
    only: str = "",
    page: int = 1,
    mine: bool = False,
    most: int = MOST_CARDS,
) -> list[Column]:
    """Every state with its first `most` records; or `only` one with the cards of a page of it."""
    state = attribute_of(screen, board.state)
    rows = screen.rows(member)
    if mine and hasattr(rows, "assigned_to"):
        rows = rows.assigned_to(member)
    known = [(value, str(label)) for value, label in state.choices]
    wanted = [value for value, _label in known if not only or value == only]
    counts = dict(rows.order_by().values_list(board.state).annotate(n=Count("pk")))
    skipped = (page - 1) * most if only else 0
    cards = _cards(
        screen, board, member, _records(screen, board, rows, wanted, slice(skipped, skipped + most))
    )
    return [
        Column(
            value=value,
            label=label,
            tone=number % TONES,
            count=counts.get(value, 0),
            cards=cards.get(value, []),
            more=max(0, counts.get(value, 0) - skipped - len(cards.get(value, []))),
        )
        for number, (value, label) in enumerate(known)
        if value in wanted
    ]


def _records(
    screen: Screen, board: Board, rows: "QuerySet[Any]", states: Sequence[str], part: slice
) -> list[Any]:
    """The records to show, in the order of their columns."""
    pieces = [
        rows.filter(**{board.state: value})
        .order_by(*_order(screen, board, value))
        .values_list("pk", flat=True)[part]
        for value in states
    ]
    if not pieces:
        return []
    keys = list(pieces[0].union(*pieces[1:], all=True)) if len(pieces) > 1 else list(pieces[0])
    shown = [one for key in board.shows if (one := screen.attribute(key)) is not None]
    found = screen.joined(rows, shown).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _order(screen: Screen, board: Board, state: str) -> tuple[str, ...]:
    return ("-pk",) if state in board.newest_first else (*screen.ordering, "pk")


def _cards(screen: Screen, board: Board, member: Member, records: Sequence[Any]) -> dict[str, list[Card]]:
    movable = changeable(screen, member, records)
    shown = [one for key in board.shows if (one := screen.attribute(key)) is not None]
    for attribute in shown:
        attribute.prefetch(records)
    found: dict[str, list[Card]] = {}
    for record in records:
        card = Card(
            pk=record.pk,
            title=screen.title(record),
            url=page_of(screen, record.pk),
            facts=_facts(shown, record),
            movable=record.pk in movable,
        )
        found.setdefault(str(getattr(record, board.state)), []).append(card)
    return found


def _facts(shown: Sequence[Attribute], record: Model) -> list[tuple[str, str]]:
    texts = ((str(one.label), one.text(one.value(record))) for one in shown)
    return [(label, text) for label, text in texts if text]
