"""What customers say about a booking: checked once, kept as JSON with the item, written into columns when booked.

Keys: "participants" (a list of given_name, family_name, age, diet, unit), "requests", "diet", "address", "latitude",
"longitude", "plate", "vehicle.make", "vehicle.model", "vehicle.colour", "vehicle.year", or "vehicle" (the number of one
of the customer's) instead of those, and "custom.<key>" for the owner's own fields, of the
booking or in the row of a participant.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self

from django.utils.translation import gettext as _

from apps.backoffice.errors import Invalid
from apps.bookings.models.bookings import LONGEST_NOTE
from apps.bookings.services import questions
from apps.bookings.services.questions import Errors, Questions
from apps.catalog.models import Unit
from apps.catalog.types import Ask
from apps.customers.services import vehicles

OLDEST: Final = 120
# More names than that are asked for later.
MOST_NAMED: Final = 30
OWN: Final = "custom."
_TEXTS: Final[Mapping[str, int]] = {
    "requests": LONGEST_NOTE,
    "diet": LONGEST_NOTE,
    "address": 300,
    # As people write it; `vehicles.plate` says how long it is without what stands between.
    "plate": 40,
}
CAR: Final = "vehicle."
_CAR: Final = (*vehicles.TEXTS, "year")
_NAMES: Final[Mapping[str, int]] = {"given_name": 80, "family_name": 80, "diet": 300}
# Control characters but tab and line ends, and halves of letters.
_UNSTORABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DEGREES: Final[Mapping[str, int]] = {"latitude": 90, "longitude": 180}
_KNOWN: Final = frozenset({*_TEXTS, *_DEGREES, "participants", "vehicle", *(f"{CAR}{key}" for key in _CAR)})


@dataclass(frozen=True, slots=True)
class Details:
    """Answers in their stored form."""

    texts: Mapping[str, str] = field(default_factory=dict)
    participants: Sequence[Mapping[str, Any]] = ()
    # By the key of the owner's field, without its prefix; those of participants stand under "custom" in their rows.
    own: Mapping[str, Any] = field(default_factory=dict)
    vehicle: int | None = None
    # What is said of a vehicle that has no number yet, besides its plate, which stands in `texts`.
    car: Mapping[str, Any] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """As `json` wrote them."""
        return cls(
            texts={key: str(stored[key]) for key in _TEXTS if stored.get(key)},
            participants=[_row(one) for one in stored.get("participants") or ()],
            own=_own(stored),
            vehicle=stored.get("vehicle"),
            car={key: stored[f"{CAR}{key}"] for key in _CAR if stored.get(f"{CAR}{key}")},
            place={key: stored[key] for key in _DEGREES if stored.get(key)},
        )

    def json(self) -> dict[str, Any]:
        """For the item of an order."""
        people = [_plain(one) for one in self.participants]
        found: dict[str, Any] = {**self.texts, **_flat(self.own), **self.place}
        if people:
            found["participants"] = people
        if self.vehicle:
            found["vehicle"] = self.vehicle
        return found | {f"{CAR}{key}": value for key, value in self.car.items()}

    def columns(self) -> dict[str, Any]:
        """For a booking, its own fields not among them."""
        found: dict[str, Any] = {**self.texts, "vehicle_id": self.vehicle}
        found |= {key: Decimal(value) for key, value in self.place.items()}
        return found


def clean(
    answers: Mapping[str, Any],
    *,
    people: int,
    quantities: Mapping[int, int],
    units: Mapping[int, Unit],
    asks: Sequence[str] = (),
    complete: bool = False,
    staff: bool = False,
    draft: bool = False,
) -> Details:
    """The answers in their stored form; with `complete`, what the product asks for must be there.

    Staff may leave for later what the product asks for, but not what the owner's own fields require, unless the field
    says so; for a `draft` nothing is required. Raises Invalid with sentences by key, "participants.0.age" for those of
    a participant. Keys that are not known are refused. Reads the owner's fields where the product asks for some, once
    for as long as the business is bound.
    """
    wrong: Errors = {}
    asked = questions.questions(asks)
    required = (complete or staff) and not draft
    texts = {key: _text(answers.get(key), key, most, wrong) for key, most in _TEXTS.items()}
    texts["plate"] = _read("plate", texts["plate"], vehicles.plate, wrong) or ""
    car = _car(answers, wrong)
    rows = _participants(answers.get("participants") or (), people, wrong)
    _check_units(rows, quantities, units, wrong)
    if complete and not staff and not draft:
        _require(asks, texts, rows, people, wrong)
        if Ask.VEHICLE in asks and not (answers.get("vehicle") or texts["plate"] or car):
            wrong.setdefault(f"{CAR}make", [_("Say which vehicle: its make and model, or its plate.")])
    own = questions.check(asked.booking, answers, complete=required, staff=staff)
    wrong |= own.errors
    _answer_each(asked, rows, answers.get("participants"), people, wrong, complete=required, staff=staff)
    for key in answers:
        if key not in _KNOWN and not key.startswith(OWN):
            wrong.setdefault(key, []).append(_("There is no such question."))
    place = _place(answers, wrong)
    vehicle = answers.get("vehicle")
    if vehicle is not None and (isinstance(vehicle, bool) or not isinstance(vehicle, int)):
        wrong.setdefault("vehicle", []).append(_("There is no such vehicle here."))
    if wrong:
        raise Invalid(by_key=wrong)
    return Details(
        texts={key: value for key, value in texts.items() if value},
        participants=rows,
        own=own.values,
        vehicle=vehicle or None,
        car=car,
        place=place,
    )


def still_asked(stored: Mapping[str, Any], asks: Sequence[str]) -> dict[str, Any]:
    """What an item holds, without answers to what the owner no longer asks."""
    asked = questions.questions(asks)
    found = questions.still_asked(asked.booking, stored)
    if found.get("participants"):
        found["participants"] = [
            questions.still_asked(asked.participant, row) for row in found["participants"]
        ]
    return found


def plate(value: Any, *, asked: bool) -> str:
    """A plate in its stored form. Raises Invalid under "plate", without one too where the product asks for it."""
    wrong: Errors = {}
    found = _read("plate", _text(value, "plate", _TEXTS["plate"], wrong), vehicles.plate, wrong) or ""
    if asked and not found and not wrong:
        wrong["plate"] = [_("This field is required.")]
    if wrong:
        raise Invalid(by_key=wrong)
    return found


def text(value: Any, most: int) -> str:
    """One text in its stored form. Raises ValueError with a sentence."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(_("This is no text."))  # noqa: TRY004  one kind of refusal for who asks
    found = unicodedata.normalize("NFC", _UNSTORABLE.sub("", value)).strip()
    if len(found) > most:
        raise ValueError(
            _("At most %(most)d characters, these are %(count)d.") % {"most": most, "count": len(found)}
        )
    return found


def participant(given: Any, key: str, wrong: Errors) -> dict[str, Any]:
    """One row in its stored form; problems go to `wrong` under the key."""
    if not isinstance(given, Mapping):
        wrong.setdefault(key, []).append(_("This is no participant."))
        return {}
    row: dict[str, Any] = {
        name: _text(given.get(name), f"{key}.{name}", most, wrong, name=name) for name, most in _NAMES.items()
    }
    age = _whole(given.get("age"), f"{key}.age", wrong)
    if age is not None and not 0 <= age <= OLDEST:
        wrong.setdefault(f"{key}.age", []).append(_("An age is between 0 and 120."))
        age = None
    row["age"] = age
    row["unit_id"] = _whole(given.get("unit"), f"{key}.unit", wrong)
    return row


def _row(stored: Mapping[str, Any]) -> dict[str, Any]:
    row = {key: stored.get(key) or "" for key in _NAMES}
    own = _own(stored)
    more = {"custom": own} if own else {}
    return {**row, "age": stored.get("age"), "unit_id": stored.get("unit"), **more}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A participant as an item holds it; the inverse of `_row`."""
    found = {("unit" if key == "unit_id" else key): value for key, value in row.items() if key != "custom"}
    return {**found, **_flat(row.get("custom") or {})}


def _own(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix(OWN): value for key, value in stored.items() if key.startswith(OWN)}


def _flat(own: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{OWN}{key}": value for key, value in own.items()}


def _answer_each(
    asked: Questions,
    rows: list[dict[str, Any]],
    given: Any,
    people: int,
    wrong: Errors,
    *,
    complete: bool,
    staff: bool,
) -> None:
    """Put each participant's own answers into their row; who is required to answer has a row."""
    said = given if isinstance(given, Sequence) and not isinstance(given, str) and rows else ()
    asked_of = max(len(rows), min(people, MOST_NAMED) if complete and asked.participant else 0)
    for place in range(asked_of):
        answers = said[place] if place < len(said) and isinstance(said[place], Mapping) else {}
        own = questions.check(asked.participant, answers, complete=complete, staff=staff)
        for key, sentences in own.errors.items():
            wrong.setdefault(f"participants.{place}.{key}", []).extend(sentences)
        if own.values:
            rows[place]["custom"] = own.values


def _text(value: Any, key: str, most: int, wrong: Errors, *, name: str = "") -> str:
    try:
        found = text(value, most)
    except ValueError as error:
        wrong.setdefault(key, []).append(str(error))
        return ""
    # A name is one line.
    return " ".join(found.split()) if name else found


def _whole(value: Any, key: str, wrong: Errors) -> int | None:
    if value in (None, ""):
        return None
    try:
        found = int(str(value))
    except ValueError:
        wrong.setdefault(key, []).append(_("Give a whole number."))
        return None
    return found if abs(found) < 10**18 else -1


def _participants(given: Any, people: int, wrong: Errors) -> list[dict[str, Any]]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        wrong.setdefault("participants", []).append(_("This is no list of participants."))
        return []
    if len(given) > people:
        wrong.setdefault("participants", []).append(
            _("%(count)d people are named, but %(people)d are booked.")
            % {"count": len(given), "people": people}
        )
        return []
    return [participant(one, f"participants.{place}", wrong) for place, one in enumerate(given)]


def _check_units(
    rows: Sequence[dict[str, Any]], quantities: Mapping[int, int], units: Mapping[int, Unit], wrong: Errors
) -> None:
    """A participant's unit is one of those booked, not more often than booked, and of their age."""
    left = dict(quantities)
    for place, row in enumerate(rows):
        number = row.get("unit_id")
        if number is None:
            continue
        key = f"participants.{place}.unit"
        unit = units.get(number)
        if unit is None or number not in quantities:
            wrong.setdefault(key, []).append(_("This is not one of the prices that were chosen."))
            continue
        left[number] -= 1
        if left[number] < 0:
            wrong.setdefault(key, []).append(
                _("More people are named as “%(unit)s” than were booked.") % {"unit": unit.name}
            )
        _check_age(row.get("age"), unit, f"participants.{place}.age", wrong)


def _check_age(age: int | None, unit: Unit, key: str, wrong: Errors) -> None:
    if age is None:
        return
    if unit.age_min is not None and age < unit.age_min:
        said = _("“%(unit)s” is for ages from %(age)d.") % {"unit": unit.name, "age": unit.age_min}
        wrong.setdefault(key, []).append(said)
    if unit.age_max is not None and age > unit.age_max:
        said = _("“%(unit)s” is for ages up to %(age)d.") % {"unit": unit.name, "age": unit.age_max}
        wrong.setdefault(key, []).append(said)


def _require(
    asks: Sequence[str],
    texts: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    people: int,
    wrong: Errors,
) -> None:
    """What the product asks for and cannot do without: names, ages, address, plate. Requests and diet may be empty."""
    for key in (Ask.ADDRESS, Ask.PLATE):
        if key in asks and not texts[key] and key not in wrong:
            wrong[str(key)] = [_("This field is required.")]
    for place in range(min(people, MOST_NAMED)):
        row: Mapping[str, Any] = rows[place] if place < len(rows) else {}
        if Ask.NAMES in asks and not row.get("given_name") and not row.get("family_name"):
            wrong.setdefault(f"participants.{place}.given_name", [_("Give the name of everybody who comes.")])
        if Ask.AGES in asks and row.get("age") is None:
            wrong.setdefault(f"participants.{place}.age", [_("Give the age of everybody who comes.")])


def _car(answers: Mapping[str, Any], wrong: Errors) -> dict[str, Any]:
    """Make, model, colour and year of a vehicle, what of them was said."""
    found: dict[str, Any] = {}
    for key, most in vehicles.TEXTS.items():
        found[key] = _text(answers.get(f"{CAR}{key}"), f"{CAR}{key}", most, wrong, name=key)
    found["year"] = _read(f"{CAR}year", answers.get(f"{CAR}year"), vehicles.year, wrong)
    return {key: value for key, value in found.items() if value}


def _read(key: str, value: Any, read: Callable[[Any], Any], wrong: Errors) -> Any:
    """What `read` makes of it; None with its sentence noted where it is nothing of the kind."""
    try:
        return read(value)
    except ValueError as error:
        wrong.setdefault(key, []).append(str(error))
        return None


def _place(answers: Mapping[str, Any], wrong: Errors) -> dict[str, str]:
    found = {}
    for key, most in _DEGREES.items():
        value = answers.get(key)
        if value in (None, ""):
            continue
        number = _decimal(value)
        if number is None or not abs(number) <= most:
            wrong.setdefault(key, []).append(_("This is no place on earth."))
            continue
        found[key] = str(round(number, 6))
    return found


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
