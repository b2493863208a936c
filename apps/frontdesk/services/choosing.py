"""Whether a choice can be meant: it is sold, its units and dates belong together, its numbers are numbers.

Nothing that comes from outside says a price. One query for any number of choices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from apps.capacity.models import Departure
from apps.catalog.models import Option, Unit
from apps.catalog.models.products import MOST_PEOPLE
from apps.catalog.types import Kind, Per, Status
from apps.frontdesk.errors import (
    ChooseHowMany,
    ChooseWhen,
    InThePast,
    NoSuchOption,
    NotOfThisOption,
    OneEach,
    TooEarly,
    TooMany,
)
from apps.frontdesk.queries.choices import Named, named
from apps.frontdesk.types import Choice

LONGEST_STAY: Final = 366
# What one unit of these is priced for, a person is.
_PEOPLE: Final = frozenset({Per.PERSON})
# One thing of an order takes one room, or one job for one vehicle.
_SINGLE: Final = frozenset({Kind.STAY, Kind.APPOINTMENT})
_THINGS: Final = frozenset({Kind.RENTAL, Kind.PASS})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice with what it means. `seats` is what it takes of a departure or pool."""

    choice: Choice
    option: Option
    units: Mapping[int, Unit]
    quantities: Mapping[int, int]
    seats: int
    people: int
    # None also where there is none of that number.
    departure: Departure | None = None

    @property
    def kind(self) -> str:
        """How its product is sold."""
        kind: str = self.option.product.kind
        return kind


def look_up(choices: Sequence[Choice], *, staff: bool = False) -> list[Chosen]:
    """What the choices mean. Staff may sell what customers do not see yet.

    Raises NoSuchOption, NotOfThisOption, ChooseHowMany, TooMany, OneEach, ChooseWhen.
    """
    departures = {_number(choice.departure) for choice in choices if choice.departure is not None}
    found = named(options={_number(choice.option) for choice in choices}, departures=departures)
    return [_meant(choice, found, staff=staff) for choice in choices]


def check_time(chosen: Chosen, *, starts_at: datetime | None, at: datetime) -> None:
    """Whether it lies neither in the past nor too far ahead. The notice is capacity's to ask.

    Raises InThePast, TooEarly.
    """
    if starts_at is None:
        return
    # A pass may begin at any time of a day.
    day = timedelta(days=1) if chosen.kind == Kind.PASS else timedelta()
    if starts_at + day <= at:
        raise InThePast
    if starts_at > at + timedelta(days=chosen.option.product.horizon):
        raise TooEarly(days=chosen.option.product.horizon)


def _meant(choice: Choice, found: Named, *, staff: bool) -> Chosen:
    option = found.options.get(choice.option)
    if option is None or not option.active:
        raise NoSuchOption
    status = option.product.status
    if status != Status.ACTIVE and not (staff and status == Status.DRAFT):
        raise NoSuchOption
    units = found.units.get(option.pk, {})
    quantities = _quantities(choice.quantities, units)
    if option.product.kind in _SINGLE:
        _check_single(quantities, units)
    seats = sum(units[unit].seats * count for unit, count in quantities.items())
    if seats > MOST_PEOPLE:
        raise TooMany(most=MOST_PEOPLE)
    _check_when(choice, option.product.kind)
    people = choice.people
    # Whoever pays by the person says so by how many of them, and by nothing else: group prices hang on it.
    if people is None or any(units[unit].per in _PEOPLE for unit in quantities):
        people = _people(quantities, units)
    if _number(people) < 1:
        raise ChooseHowMany
    if people > MOST_PEOPLE:
        raise TooMany(most=MOST_PEOPLE)
    departure = found.departures.get(choice.departure or 0)
    return Chosen(choice, option, units, quantities, seats, people, departure)


def _quantities(given: Mapping[int, int], units: Mapping[int, Unit]) -> dict[int, int]:
    found: dict[int, int] = {}
    for unit, count in given.items():
        number, many = _number(unit), _number(count)
        if many < 0:
            raise ChooseHowMany
        if not many:
            continue
        if number not in units:
            raise NotOfThisOption
        most = min(units[number].most or MOST_PEOPLE, MOST_PEOPLE)
        if many > most:
            raise TooMany(most=most)
        found[number] = many
    if not found:
        raise ChooseHowMany
    return found


def _check_single(quantities: Mapping[int, int], units: Mapping[int, Unit]) -> None:
    """Whether it is one room or one job: nights are counted by the days, and a second room or vehicle is another thing
    of the order. People are as many as they are, and so are items beside something else, as towels. Raises OneEach.
    """
    beside = any(units[unit].per != Per.ITEM for unit in quantities)
    vehicles = 0
    for unit, count in quantities.items():
        per = units[unit].per
        if per in _PEOPLE or (per == Per.ITEM and beside):
            continue
        vehicles += count if per == Per.VEHICLE else 0
        if count > 1 or vehicles > 1:
            raise OneEach


def _number(value: Any) -> int:
    """A whole number as it comes from outside; one that no row has for what is none."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**18:
        return -1
    return value


def _people(quantities: Mapping[int, int], units: Mapping[int, Unit]) -> int:
    """Of units that are people, how many; else of whatever is counted; of families, those in them."""
    people = sum(
        max(units[unit].seats, 1) * count for unit, count in quantities.items() if units[unit].per in _PEOPLE
    )
    return people or sum(quantities.values())


def _check_when(choice: Choice, kind: str) -> None:
    if kind == Kind.DEPARTURE and choice.departure is None:
        raise ChooseWhen
    if kind == Kind.PASS and choice.pool is None:
        raise ChooseWhen
    if kind == Kind.APPOINTMENT and choice.starts_at is None:
        raise ChooseWhen
    if kind == Kind.RENTAL and (choice.starts_at is None or choice.ends_at is None):
        raise ChooseWhen
    if kind == Kind.STAY and (choice.arrival is None or not 1 <= _number(choice.nights) <= LONGEST_STAY):
        raise ChooseWhen
    for moment in (choice.starts_at, choice.ends_at):
        if moment is not None and moment.tzinfo is None:
            raise ChooseWhen
