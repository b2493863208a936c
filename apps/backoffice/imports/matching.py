"""Which existing records the rows of a file are about."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.imports import mapping
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Operator


class Readable(Protocol):
    """A row of values that may be about an existing record."""

    values: dict[str, Any]
    pk: int | None
    record: Any

    def refuse(self, key: str, sentence: str) -> None:
        """Note what is wrong with it."""


class Matcher:
    """Finds records by number or by the value of an attribute; `ways` are keys that are tried in turn."""

    def __init__(
        self, screen: Screen, member: Member, ways: Sequence[str], attributes: Sequence[Attribute]
    ) -> None:
        self._screen, self._member, self._attributes = screen, member, attributes
        known = {one.key: one for one in attributes}
        self._ways = [known.get(way) for way in ways if way in known or way == mapping.NUMBER]

    def match(self, rows: Sequence[Readable]) -> None:
        """Give the rows their records: one query for each way, one for each attribute that needs more."""
        for way in self._ways:
            left = [one for one in rows if one.record is None]
            if way is None:
                self._by_number(left)
            else:
                self._by_value(way, left)
        records = [one.record for one in rows if one.record is not None]
        for attribute in self._attributes if records else ():
            attribute.prefetch(records)

    def _rows(self) -> Rows:
        """Records the member may change, with those they refer to."""
        return self._screen.joined(self._screen.rows(self._member, "change"), self._attributes)

    def _by_number(self, rows: Sequence[Readable]) -> None:
        wanted = {one.pk for one in rows if one.pk is not None}
        found = self._rows().in_bulk(wanted) if wanted else {}
        for one in rows:
            if one.pk is None:
                continue
            one.record = found.get(one.pk)
            if one.record is None:
                sentence = _("There is no record number %(number)d that you may change.")
                one.refuse(mapping.NUMBER, sentence % {"number": one.pk})

    def _by_value(self, way: Attribute, rows: Sequence[Readable]) -> None:
        wanted = {one.values[way.key] for one in rows if one.values.get(way.key) not in (None, "")}
        if not wanted:
            return
        spelt = wanted | {value.lower() for value in wanted if isinstance(value, str)}
        found: dict[Any, list[Any]] = {}
        records = list(way.where(self._rows(), Operator.IN, sorted(spelt, key=str)))
        way.prefetch(records)
        for record in records:
            found.setdefault(_token(way.value(record)), []).append(record)
        for one in rows:
            candidates = found.get(_token(one.values.get(way.key)), ())
            if len(candidates) > 1:
                one.refuse(
                    way.key, _("Several records have this already; it does not tell which one is meant.")
                )
            elif candidates:
                (one.record,) = candidates


def _token(value: Any) -> Any:
    return value.strip().casefold() if isinstance(value, str) else value
