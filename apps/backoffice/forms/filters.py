"""The filters of a list: a field for each condition that the screen offers, filled with what is asked now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Among
from apps.backoffice.attributes.subsets import ONLY
from apps.backoffice.lists import values as texts
from apps.backoffice.lists.query import WHETHER, Filter, ListQuery
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind, Operator

LABELS: Final = {
    Operator.IS: gettext_lazy("%s is exactly"),
    Operator.IN: "%s",
    Operator.HAS: gettext_lazy("%s contains"),
    Operator.FROM: gettext_lazy("%s from"),
    Operator.TO: gettext_lazy("%s to"),
}
INPUTS: Final = {
    Kind.DATE: "date",
    Kind.MOMENT: "date",
    Kind.TIME: "time",
    Kind.NUMBER: "text",
    Kind.MONEY: "text",
    Kind.PHONE: "tel",
}
OFFERED: Final = frozenset(
    {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.DATE, Kind.MOMENT, Kind.NUMBER, Kind.MONEY, Kind.REFERENCE}
)
LISTED: Final = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.REFERENCE})
MOST_OPTIONS: Final = 100


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `options` make it a choice, of `several` at once where that is so."""

    name: str
    label: str
    type: str
    value: str
    options: list[tuple[str, str, bool]]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, and the address without it."""

    label: str
    without: str


def _inputs(attribute: Attribute) -> tuple[Operator, ...]:
    """For which of its operators an attribute has inputs of its own."""
    operators = attribute.operators()
    ranged = tuple(one for one in (Operator.HAS, Operator.FROM, Operator.TO) if one in operators)
    if ranged:
        return ranged
    return tuple(one for one in (Operator.IN, Operator.IS) if one in operators)


def _keys(screen: Screen, attributes: Sequence[Attribute]) -> list[str]:
    """Parts of the list, what the screen offers, then all of the owner's fields."""
    offered = screen.filters
    if offered is None:
        offered = tuple(one.key for one in attributes if one.kind in OFFERED and not one.own)
    own = (one.key for one in attributes if one.own)
    return list(dict.fromkeys([ONLY, *offered, *own]))


class FilterForm:
    """Fields and chips of a list."""

    def __init__(
        self, screen: Screen, query: ListQuery, attributes: Sequence[Attribute], member: Member
    ) -> None:
        self.query, self.member = query, member
        self._known = {one.key: one for one in attributes}
        self._asked = {(c.key, c.operator): c for c in query.filters}
        known = [self._known[key] for key in _keys(screen, attributes) if key in self._known]
        self._shown = [(one, operator) for one in known for operator in _inputs(one)]
        self._emptied = [one for one in attributes if Operator.EMPTY in one.operators()]

    def fields(self) -> Iterator[Field]:
        """In the order of the screen; references cost a query each."""
        for attribute, operator in self._shown:
            if attribute.sensitive:
                yield self._input(attribute, operator)
            elif attribute.kind is Kind.YES_NO:
                yield self._choice(attribute, operator, [("true", _("Yes")), ("false", _("No"))])
            elif attribute.kind is Kind.REFERENCE:
                found = attribute.options(most=MOST_OPTIONS, among=self._seen(attribute))
                yield self._choice(attribute, operator, found)
            elif attribute.kind in LISTED and attribute.choices:
                yield self._choice(attribute, operator, [(v, str(label)) for v, label in attribute.choices])
            else:
                yield self._input(attribute, operator)

    def more(self) -> Iterator[Field]:
        """Whether an attribute has a value at all: one choice each, for all that can be asked so."""
        for one in self._emptied:
            asked = [op for op in texts.WITHOUT_VALUE if (one.key, op) in self._asked]
            options = [(Operator.FILLED, _("filled")), (Operator.EMPTY, _("empty"))]
            yield Field(
                name=f"f.{one.key}.{WHETHER}",
                label=str(one.label),
                type="select",
                value="",
                options=[(str(value), label, value in asked[:1]) for value, label in options],
            )

    def asks_more(self) -> bool:
        """Whether any of `more` is in force."""
        return any(one.operator in texts.WITHOUT_VALUE for one in self.query.filters)

    def _seen(self, attribute: Attribute) -> Among:
        return lambda rows: permitted.nameable(rows, attribute.target, self.member)

    def unseen(self) -> Iterator[tuple[str, str]]:
        """Conditions in force that have no input here, as names and values of hidden ones."""
        shown = {(attribute.key, operator) for attribute, operator in self._shown}
        for one in self.query.filters:
            if (one.key, one.operator) in shown or one.operator in texts.WITHOUT_VALUE:
                continue
            written = texts.join(one.texts) if one.operator is Operator.IN else "".join(one.texts[:1])
            yield f"f.{one.key}.{one.operator}", written

    def _choice(self, attribute: Attribute, operator: Operator, options: Sequence[tuple[str, str]]) -> Field:
        asked = self._asked.get((attribute.key, operator))
        chosen = asked.texts if asked else ()
        offered = {value for value, _label in options}
        # What is asked stays asked, also where there are too many to offer them all.
        rest = [(value, self._value(attribute, value)) for value in chosen if value not in offered]
        several = operator is Operator.IN
        # Several values come one by one: a comma that belongs to one is marked as the codec wants it.
        return Field(
            name=f"f.{attribute.key}.{operator}",
            label=str(attribute.label),
            type="select",
            value="",
            options=[
                (texts.join([value]) if several else value, label, value in chosen)
                for value, label in [*options, *rest]
            ],
            several=several,
        )

    def _input(self, attribute: Attribute, operator: Operator) -> Field:
        asked = self._asked.get((attribute.key, operator))
        written = (
            "" if asked is None else texts.join(asked.texts) if operator is Operator.IN else asked.texts[0]
        )
        return Field(
            name=f"f.{attribute.key}.{operator}",
            label=str(LABELS[operator]) % attribute.label,
            type=INPUTS.get(attribute.kind, "text"),
            value=written,
            options=[],
        )

    def chips(self) -> list[Chip]:
        """What is in force, each with a way out of it."""
        return [Chip(self._words(one), self.query.without(one).write()) for one in self.query.filters]

    def _words(self, condition: Filter) -> str:
        attribute = self._known[condition.key]
        if condition.operator is Operator.EMPTY:
            return _("%(label)s is empty") % {"label": attribute.label}
        if condition.operator is Operator.FILLED:
            return _("%(label)s is filled") % {"label": attribute.label}
        values = ", ".join(self._value(attribute, value) for value in condition.texts)
        plain = attribute.kind is Kind.YES_NO or attribute.key == ONLY
        worded = "%s" if plain else str(LABELS.get(condition.operator, "%s"))
        label = worded % attribute.label
        return f"{label}: {values}"

    def _value(self, attribute: Attribute, raw: str) -> str:
        if attribute.sensitive:
            return raw
        try:
            parsed: Any = attribute.parse(raw)
        except ValueError:
            return raw
        if attribute.kind is Kind.REFERENCE:
            return attribute.named(raw, among=self._seen(attribute))
        return attribute.text(
            [parsed] if attribute.kind is Kind.CHOICES and not isinstance(parsed, list) else parsed
        )
