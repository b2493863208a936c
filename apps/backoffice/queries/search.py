"""Which records say what somebody looks for. Every word must stand in a record's text, in whatever order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, TypeVar

import phonenumbers
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from apps.backoffice.folding import fold
from apps.tenancy import db

M = TypeVar("M", bound=models.Model)

MOST: Final = 10_000
LONGEST_QUERY: Final = 200
MOST_TERMS: Final = 8
# Between the spellings of a term, any of which may match.
OR: Final = "\x1f"
SHORTEST_PHONE: Final = 5
SHORTEST_DIALLED: Final = 7
# An extension's digits are as long as a number gets.
LONGEST_PHONE: Final = 24

_OF_A_PHONE: Final = re.compile(r"[+(]?[0-9][0-9().+/-]*|\([0-9]+\)[0-9().+/-]*")
_OF_A_PLATE: Final = re.compile(r"[a-z0-9]{1,4}(?:[ .-][a-z0-9]{1,4}){1,3}")
LONGEST_PLATE: Final = 10
_ZERO: Final = re.compile(r"\(0\)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that matches. `begins` says that its text, and so its title, begins with what was asked."""

    kind: str
    record_id: int
    begins: bool


def terms(text: str) -> list[str]:
    """The words of a query as the database's functions take them; what looks like a phone is also looked for as digits.

    So is what looks like a licence plate, as plates are stored: without what stands between. Words are folded. At most
    eight of them count, of the first 200 characters.
    """
    words = list(dict.fromkeys(fold(text[:LONGEST_QUERY]).split()))[:MOST_TERMS]
    found = []
    if plate := _plate(" ".join(words)):
        return [f"{word}{OR}{plate}" for word in words]
    for like_a_phone, group in groupby(words, key=lambda word: _OF_A_PHONE.fullmatch(word) is not None):
        run = list(group)
        digits = _digits("".join(run)) if like_a_phone else ""
        found += [word if digits in ("", word) else f"{word}{OR}{digits}" for word in run]
    return found


def _plate(said: str) -> str:
    """ "ab 12-cde" as "ab12cde": short pieces with letters and digits among them; "" for what is no plate."""
    if not _OF_A_PLATE.fullmatch(said):
        return ""
    bare = re.sub(r"[^a-z0-9]", "", said)
    both = re.search(r"[a-z]", bare) and re.search(r"[0-9]", bare)
    return bare if both and len(bare) <= LONGEST_PLATE else ""


def _digits(said: str) -> str:
    """The digits of a number that do not depend on from where it is dialled; "" for what is no phone."""
    bare = re.sub(r"[^0-9]", "", _ZERO.sub("", said))
    if not SHORTEST_PHONE <= len(bare) <= LONGEST_PHONE:
        return ""
    if len(bare) < SHORTEST_DIALLED:
        return bare
    if said.startswith("+") or bare.startswith("00"):
        try:
            return str(phonenumbers.parse(f"+{bare.lstrip('0')}").national_number)
        except phonenumbers.NumberParseException:
            return bare.lstrip("0")
    return bare.lstrip("0") or bare


def hits(kinds: Sequence[str], text: str, *, most: int) -> list[Hit]:
    """The best `most` records of each kind: those that begin with the text first, then the newest. One query."""
    asked = terms(text)
    if not asked or not kinds:
        return []
    rows = db.fetch_all(
        "SELECT kind, record_id, begins FROM backoffice_search(%(kinds)s::text[], %(terms)s::text[], %(most)s)",
        kinds=list(kinds),
        terms=asked,
        most=most,
    )
    return [Hit(**row) for row in rows]


def ids(kind: str, text: str, *, most: int = MOST) -> list[int]:
    """Keys of the best `most` records of a kind, best first. None for a text without a word."""
    return [hit.record_id for hit in hits([kind], text, most=most)]


def all_ids(kind: str, asked: Sequence[str], *, most: int = MOST) -> list[int] | None:
    """Keys of all records of a kind that match the terms, in no order; None when they are many. One query."""
    row = db.fetch_one(
        "SELECT backoffice_all(%(kind)s, %(terms)s::text[], %(most)s) AS ids",
        kind=kind,
        terms=list(asked),
        most=most,
    )
    found: list[int] | None = row["ids"] if row else []
    return found


def matching(
    rows: "models.QuerySet[M]",
    kind: str,
    text: str,
    *,
    lookups: Sequence[str] = (),
    through: Sequence[str] = (),
) -> "models.QuerySet[M]":
    """Those of `rows`, records of the kind, that say the text, in the order they had; all of them without a word.

    Each path of `through` leads to records that say it for them: every word must stand in the record or in one of
    those, so a customer's name and a product's may be asked together.

    One query at once, and one for each path, two where it leads to many. Few matches are then read by their keys; where
    there are more than MOST, or every fifth record matches, each row is asked in turn, which with a limit ends soon
    because so many match. `lookups` are asked without the index besides.
    """
    asked = terms(text)
    if not asked:
        return rows
    if through and len(asked) > 1:
        condition = _together(rows.model, kind, through, asked)
    else:
        found = all_ids(kind, asked)
        condition = Q(says(kind, asked) if found is None else is_one_of(found))
        if through and found == []:
            # An empty list of keys among others has the planner look for it by whatever index it likes.
            condition = Q(pk__in=[])
        for path in through:
            condition |= _reaching(rows.model, path, asked)
    if lookups:
        condition |= contains(lookups, text)
    return rows.filter(condition)


def _reaching(model: type[models.Model], path: str, asked: Sequence[str]) -> Q:
    """Condition: the record that the path leads to says it. Where so many do that their keys are not read, none is;
    nor is anything where many lead on from the record.
    """
    if "__" in path and _first(model, path).one_to_many:
        return Q(pk__in=[])
    source = _Source(model, path, [all_ids(_led_to(model, path)._meta.label_lower, asked)])
    return source.by_keys(0) or Q(pk__in=[])


def _together(model: type[models.Model], kind: str, through: Sequence[str], asked: Sequence[str]) -> Q:
    """Condition: each term is said by the record or by one that a path leads to.

    A term bounds the rows by the keys of what says it; of those alone it is asked whether the others are said by so
    many that their keys are not read, or further away. Where no term bounds them, rows are asked for what stands in
    themselves.
    """
    mine = _ids_of_each(kind, asked)
    sources = [
        _Source(model, path, _ids_of_each(_led_to(model, path)._meta.label_lower, asked)) for path in through
    ]
    closed, opened = [], []
    for place, term in enumerate(asked):
        own = mine[place]
        keys = [Q(is_one_of(own))] if own else []
        keys += [key for one in sources if (key := one.by_keys(place)) is not None]
        closed.append(_any(keys) if keys else None)
        asking = [Q(says(kind, [term]))] if own is None else []
        opened.append(
            [*asking, *(each for one in sources if (each := one.by_asking(place, term)) is not None)]
        )
    if not any(opened):
        return Q(pk__in=[]) if None in closed else _all(closed)
    full = [
        _any([*([one] if one is not None else []), *more]) for one, more in zip(closed, opened, strict=True)
    ]
    if not all(full):
        return Q(pk__in=[])
    bounded = [
        _all([one, *(other for there, other in enumerate(full) if there != place)])
        for place, one in enumerate(closed)
        if one is not None
    ]
    if bounded:
        return _any(bounded)
    return Q(says(kind, asked)) if all(own is None for own in mine) else Q(pk__in=[])


class _Source:
    """Records that a path leads to, with the keys of those that say each of the terms; None where they are many."""

    def __init__(self, model: type[models.Model], path: str, found: Sequence[list[int] | None]) -> None:
        self.rest = path.partition("__")[2]
        self.field = _first(model, path)
        self.path, self.found = path, found
        self.on = _led_to(model, path)._meta.label_lower
        self._mine: dict[int, int] | None = None

    def by_keys(self, place: int) -> Q | None:
        """The path leads to one of the keys; None for none, for many, and where no index leads back from them."""
        keys = self.found[place]
        if not keys or (self.field.one_to_many and self.rest):
            return None
        if not self.field.one_to_many:
            return Q(**{f"{self.path}__in": keys})
        return Q(is_one_of([mine for key in keys if (mine := self._owners().get(key)) is not None]))

    def by_asking(self, place: int, term: str) -> Q | None:
        """The same asked of each row in turn, for what `by_keys` does not answer."""
        keys = self.found[place]
        if not self.field.one_to_many:
            return Q(says(self.on, [term], self.path)) if keys is None else None
        if keys is not None and (not keys or not self.rest):
            return None
        end = self.rest or "pk"
        said = Q(says(self.on, [term], end)) if keys is None else Q(**{f"{end}__in": keys})
        rows = self.field.related_model._default_manager.filter(
            said, **{self.field.field.name: OuterRef("pk")}
        )
        return Q(Exists(rows))

    def _owners(self) -> dict[int, int]:
        """Whose the records that many lead from are: read once for all terms, so that an index finds their owners."""
        if self._mine is None:
            wanted = {key for keys in self.found if keys for key in keys}
            rows = self.field.related_model._default_manager.filter(pk__in=wanted).order_by()
            self._mine = dict(rows.values_list("pk", self.field.field.name))
        return self._mine


def _first(model: type[models.Model], path: str) -> Any:
    return model._meta.get_field(path.partition("__")[0])


def _led_to(model: type[models.Model], path: str) -> Any:
    """The model at the end of a path."""
    target: Any = model
    for step in path.split("__"):
        target = target._meta.get_field(step).related_model
    return target


def _ids_of_each(kind: str, asked: Sequence[str]) -> list[list[int] | None]:
    """What `all_ids` answers for each of the terms alone: one query for all of them."""
    rows = db.fetch_all(
        "SELECT backoffice_all(%(kind)s, ARRAY[term], %(most)s) AS ids"
        " FROM unnest(%(terms)s::text[]) WITH ORDINALITY AS asked (term, place) ORDER BY place",
        kind=kind,
        terms=list(asked),
        most=MOST,
    )
    return [row["ids"] for row in rows]


def is_one_of(keys: Sequence[int]) -> Any:
    """Condition: the primary key is one of these; one parameter, however many there are."""
    wanted = Value(list(keys), output_field=ArrayField(models.BigIntegerField()))
    return Func(
        F("pk"),
        wanted,
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=models.BooleanField(),
    )


def says(kind: str, asked: Sequence[str], path: str = "pk") -> Any:
    """Condition: the entry of the record, or of the one that `path` leads to, matches all terms. A look-up per row."""
    words = Value(list(asked), output_field=ArrayField(models.TextField()))
    return Func(
        Value(kind, output_field=models.TextField()),
        F(path),
        words,
        function="backoffice_found",
        output_field=models.BooleanField(),
    )


def contains(lookups: Sequence[str], text: str) -> Q:
    """Condition: every word stands in one of the columns. Reads all rows, so for tables that stay small."""
    condition = Q()
    # No text of the database holds a NUL, and the server refuses to be asked for one.
    for word in dict.fromkeys(text.replace("\0", "")[:LONGEST_QUERY].split()):
        condition &= _any(Q(**{f"{lookup}__icontains": word}) for lookup in lookups)
    return condition


def _all(conditions: Iterable[Q | None]) -> Q:
    every = Q()
    for condition in conditions:
        if condition is not None:
            every &= condition
    return every


def _any(conditions: Iterable[Q]) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either
