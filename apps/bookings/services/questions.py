"""What the owner asks of those who book: own public fields that a product's `asks` name.

A field stands on bookings, on participants or on customers, and is asked once for the booking, for each person, or of
who orders. Forms are built of the same questions (`bookings.forms`) as the answers are checked by (`check`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.fields import values as own_values
from apps.backoffice.fields.attribute import PREFIX, OwnField
from apps.backoffice.fields.defined import fields_of, is_own
from apps.backoffice.services import custom_values
from apps.backoffice.types import Kind
from apps.catalog.types import Ask

BOOKING: Final = "bookings.booking"
PARTICIPANT: Final = "bookings.participant"
CUSTOMER: Final = "customers.customer"
# What can be answered without files and without looking up records.
ANSWERABLE: Final = frozenset(set(Kind) - {Kind.FILE, Kind.IMAGE, Kind.REFERENCE, Kind.FORMULA})
# Of the kinds whose values are text, those that are one text.
_TEXTS: Final = own_values.TEXTS - {Kind.CHOICES}
Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Questions:
    """The owner's questions of one product or several, by what they are about."""

    booking: Sequence[OwnField] = ()
    participant: Sequence[OwnField] = ()
    customer: Sequence[OwnField] = ()


@dataclass(slots=True)
class Answered:
    """Answers in their stored form, by the field's key without its prefix; `errors` by the whole key."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)


def questions(asks: Iterable[str]) -> Questions:
    """What these keys ask. A key of the owner's may stand on several kinds of record; a word of ours is ours.

    The owner's fields are read once for as long as the business is bound.
    """
    wanted = {one for one in asks if one not in Ask.values}
    if not wanted:
        return Questions()
    keys = {one if is_own(one) else f"{PREFIX}{one}" for one in wanted}
    return Questions(*(_asked(on, keys) for on in (BOOKING, PARTICIPANT, CUSTOMER)))


def check(
    asked: Sequence[OwnField],
    given: Mapping[str, Any],
    *,
    complete: bool,
    staff: bool = False,
    known: Collection[str] = (),
) -> Answered:
    """The answers under keys such as "custom.boots", as the back office would store them. No query.

    With `complete`, what is required must be there; staff may leave for later what the field says may wait. `known` are
    keys, without the prefix, of what is known already. Keys that nobody asks are refused.
    """
    found = Answered()
    by_key = {own.key: own for own in asked}
    for key, value in given.items():
        if not is_own(key):
            continue
        own = by_key.get(key)
        if own is None:
            found.errors[key] = [_("There is no such question.")]
            continue
        try:
            answer = stored(own, value)
        except ValueError as error:
            found.errors[key] = [str(error)]
            continue
        if answer is not None:
            found.values[own.field.key] = answer
    if complete:
        for own in asked:
            missing = own.field.key not in found.values and own.field.key not in known
            asked_for = is_required(own, staff=staff) and _is_shown(own, found.values)
            if missing and asked_for and own.key not in found.errors:
                found.errors[own.key] = [_("This field is required.")]
    return found


def is_required(own: OwnField, *, staff: bool) -> bool:
    """Whether it must be answered before something is booked."""
    return own.required and not (staff and own.later)


def still_asked(asked: Sequence[OwnField], before: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered before, without answers to what the owner no longer asks."""
    keys = {own.key for own in asked}
    return {key: value for key, value in before.items() if not is_own(key) or key in keys}


def stored(own: OwnField, value: Any) -> Any:
    """An answer as a record holds it.

    Raises ValueError with a sentence, also for what no form sends: a list for a number, an object for a text.
    """
    if own.kind in _TEXTS and not isinstance(value, str | None):
        raise ValueError(_("This is no text."))
    if isinstance(value, Mapping):
        raise ValueError(_("This cannot be an answer."))  # noqa: TRY004  one kind of refusal for who asks
    return own_values.dump(own, value)


def fill(record: Any, answers: Mapping[str, Any]) -> None:
    """Put answers into a record that is about to be saved, with the owner's defaults and formulas. No query.

    What the owner requires and nobody was asked may be missing.
    """
    on = record._meta.label_lower
    if not answers and not fields_of(on):
        return
    standing = {**(record.custom or {}), **answers}
    prepared = custom_values.prepare(record, {}, standing=standing, new=record.pk is None)
    custom_values.compute(record, prepared)


def said(asked: Sequence[OwnField], values: Mapping[str, Any]) -> str:
    """Stored answers in words: "Boots: 42; Last dive: 1 Nov 2026"."""
    parts = [
        f"{own.label}: {own.text(own.stored(values[own.field.key]))}"
        for own in asked
        if own.field.key in values
    ]
    return "; ".join(parts)


def _asked(on: str, keys: Collection[str]) -> list[OwnField]:
    return [own for own in fields_of(on) if own.key in keys and _is_answerable(own)]


def _is_answerable(own: OwnField) -> bool:
    return own.public and not own.sensitive and own.kind in ANSWERABLE and own.editable


def _is_shown(own: OwnField, values: Mapping[str, Any]) -> bool:
    """What is hidden by another answer is not required; what hangs on anything else is not either."""
    if own.shown_when is None:
        return True
    key, wanted = own.shown_when
    return is_own(key) and bool(custom_values.told(values.get(key.removeprefix(PREFIX))) & set(wanted))
