"""Which records say what somebody looks for. Every word must stand in a record's text, in whatever order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, TypeVar

import phonenumbers
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

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
_ZERO: Final = re.compile(r"\(0\)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that matches. `begins` says that its text, and so its title, begins with what was asked."""

    kind: str
    record_id: int
    begins: bool


def terms(text: str) -> list[str]:
    """The words of a query as the database's functions take them; what looks like a phone is also looked for as digits.

    Words are folded. At most eight of them count, of the first 200 characters.
    """
    words = list(dict.fromkeys(fold(text[:LONGEST_QUERY]).split()))[:MOST_TERMS]
    found = []
    for like_a_phone, group in groupby(words, key=lambda word: _OF_A_PHONE.fullmatch(word) is not None):
        run = list(group)
        digits = _digits("".join(run)) if like_a_phone else ""
        found += [word if digits in ("", word) else f"{word}{OR}{digits}" for word in run]
    return found


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

    One query at once, and one for each path of `through`, which leads to records of which some may say it. Few matches
    are then read by their keys; where there are more than MOST, or every fifth record matches, each row is asked in
    turn, which with a limit ends soon because so many match. `lookups` are asked without the index besides.
    """
    asked = terms(text)
    if not asked:
        return rows
    found = all_ids(kind, asked)
    condition = Q(says(kind, asked) if found is None else is_one_of(found))
    if lookups:
        condition |= contains(lookups, text)
    for path in through:
        condition |= _reaching(rows.model, path, asked)
    return rows.filter(condition)


def _reaching(model: type[models.Model], path: str, asked: Sequence[str]) -> Q:
    """Condition: the record that the path leads to says it. Where so many do that their keys are not read, none is."""
    first, *rest = path.split("__")
    field: Any = model._meta.get_field(first)
    target: Any = field.related_model
    for step in rest:
        target = target._meta.get_field(step).related_model
    found = all_ids(target._meta.label_lower, asked)
    if not found:
        return Q(pk__in=[])
    reached = Q(**{f"{path}__in": found})
    if field.one_to_many:
        return Q(pk__in=model._default_manager.filter(reached).values("pk"))
    return reached


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


def says(kind: str, asked: Sequence[str]) -> Any:
    """Condition: the record's entry matches all terms. A look-up per row."""
    words = Value(list(asked), output_field=ArrayField(models.TextField()))
    return Func(
        Value(kind, output_field=models.TextField()),
        F("pk"),
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


def _any(conditions: Iterator[Q]) -> Q:
    either = Q()
    for condition in conditions:
        either |= condition
    return either
