"""The filters of a list: a field for each condition that the screen offers, filled with what is asked now."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Among
from apps.backoffice.lists import values as texts
from apps.backoffice.lists.query import Filter, ListQuery
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind, Operator

LABELS: Final = {
    Operator.IS: "%s",
    Operator.IN: "%s",
    Operator.HAS: _("%s contains"),
    Operator.FROM: _("%s from"),
    Operator.TO: _("%s to"),
}
INPUTS: Final = {
    Kind.DATE: "date",
    Kind.MOMENT: "date",
    Kind.TIME: "time",
    Kind.NUMBER: "text",
    Kind.MONEY: "text",
}
OFFERED: Final = frozenset(
    {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.DATE, Kind.MOMENT, Kind.NUMBER, Kind.MONEY, Kind.REFERENCE}
)
MOST_OPTIONS: Final = 100


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `options` make it a choice of several."""

    name: str
    label: str
    type: str
    value: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in force, and the address without it."""

    label: str
    without: str


def _inputs(kind: Kind) -> tuple[Operator, ...]:
    """For which operators a kind has inputs."""
    if kind is Kind.YES_NO:
        return (Operator.IS,)
    if kind in (Kind.REFERENCE, Kind.CHOICE, Kind.CHOICES):
        return (Operator.IN,)
    return (Operator.HAS, Operator.FROM, Operator.TO)


class FilterForm:
    """Fields and chips of a list."""

    def __init__(
        self, screen: Screen, query: ListQuery, attributes: Sequence[Attribute], member: Member
    ) -> None:
        self.query, self.member = query, member
        self._known = {one.key: one for one in attributes}
        self._asked = {(c.key, c.operator): c for c in query.filters}
        keys = screen.filters
        if keys is None:
            keys = tuple(one.key for one in attributes if one.kind in OFFERED)
        self._keys = [key for key in keys if key in self._known and self._known[key].operators()]

    def fields(self) -> Iterator[Field]:
        """In the order of the screen; references cost a query each."""
        for key in self._keys:
            attribute = self._known[key]
            if attribute.kind is Kind.YES_NO:
                yield self._choice(attribute, Operator.IS, [("true", _("Yes")), ("false", _("No"))])
            elif attribute.kind is Kind.REFERENCE:
                yield self._choice(
                    attribute, Operator.IN, attribute.options(most=MOST_OPTIONS, among=self._seen(attribute))
                )
            elif attribute.kind in (Kind.CHOICE, Kind.CHOICES):
                yield self._choice(
                    attribute, Operator.IN, [(v, str(label)) for v, label in attribute.choices]
                )
            else:
                for operator in (Operator.HAS, Operator.FROM, Operator.TO):
                    if operator in attribute.operators():
                        yield self._input(attribute, operator)

    def _seen(self, attribute: Attribute) -> Among:
        return lambda rows: permitted.nameable(rows, attribute.target, self.member)

    def unseen(self) -> Iterator[tuple[str, str]]:
        """Conditions in force that have no input here, as names and values of hidden ones."""
        for one in self.query.filters:
            if one.key in self._keys and one.operator in _inputs(self._known[one.key].kind):
                continue
            written = texts.join(one.texts) if one.operator is Operator.IN else "".join(one.texts[:1])
            yield f"f.{one.key}.{one.operator}", written or "1"

    def _choice(self, attribute: Attribute, operator: Operator, options: Sequence[tuple[str, str]]) -> Field:
        asked = self._asked.get((attribute.key, operator))
        chosen = set(asked.texts) if asked else set()
        return Field(
            name=f"f.{attribute.key}.{operator}",
            label=str(attribute.label),
            type="select",
            value="",
            options=[(value, label, value in chosen) for value, label in options],
        )

    def _input(self, attribute: Attribute, operator: Operator) -> Field:
        asked = self._asked.get((attribute.key, operator))
        return Field(
            name=f"f.{attribute.key}.{operator}",
            label=str(LABELS[operator]) % attribute.label,
            type=INPUTS.get(attribute.kind, "text"),
            value=asked.texts[0] if asked and asked.texts else "",
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
        label = str(LABELS.get(condition.operator, "%s")) % attribute.label
        return f"{label}: {values}"

    def _value(self, attribute: Attribute, raw: str) -> str:
        try:
            parsed: Any = attribute.parse(raw)
        except ValueError:
            return raw
        if attribute.kind is Kind.REFERENCE:
            return attribute.named(raw, among=self._seen(attribute))
        return attribute.text(
            [parsed] if attribute.kind is Kind.CHOICES and not isinstance(parsed, list) else parsed
        )
