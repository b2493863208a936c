"""Records of any screen, made from what its attributes say."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.forms.record import editable
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind
from apps.capacity.models import ResourceClass, Skill
from apps.catalog import services as catalog
from apps.catalog.models import Option
from apps.messaging.models import MessageText
from apps.messaging.occasions import OCCASIONS
from tests.conftest import NOW


def make(screen: Screen, count: int, *, by: Member | None) -> list[Any]:
    """That many new records, through the screen's own service."""
    return [
        screen.create(record=screen.new(), values=values(screen, number), by=by, at=NOW)
        for number in range(1, count + 1)
    ]


def values(screen: Screen, number: int) -> dict[str, Any]:
    """Something for every attribute that people fill in."""
    special = SPECIAL.get(screen.key, lambda number: {})(number)
    found = {one.key: value_of(one, number) for one in editable(screen, new=True) if one.key not in special}
    found |= special
    return {key: value for key, value in found.items() if value is not None}


def value_of(attribute: Attribute, number: int) -> Any:
    """A value of the attribute's kind, different for each number; None where it may stay empty."""
    if attribute.choices:
        value = attribute.choices[number % len(attribute.choices)][0]
        return [value] if attribute.kind is Kind.CHOICES else value
    if attribute.kind is Kind.REFERENCE and isinstance(attribute, ModelColumn):
        return attribute.related().first() or (_target(attribute) if attribute.required else None)
    return VALUES[attribute.kind](attribute, number) if attribute.kind in VALUES else None


def _target(attribute: ModelColumn) -> Any:
    screen = registry.find(*attribute.target.split("."))
    return make(screen, 1, by=None)[0] if screen else None


def _text(attribute: Attribute, number: int) -> str:
    longest = getattr(getattr(attribute, "field", None), "max_length", None) or 40
    known = {"time_zone": "Europe/Athens", "country": "GR", "currency": "EUR", "language": "en", "vin": ""}
    return known.get(attribute.key, f"Ünïcode {attribute.key} {number}"[-longest:])


def _number(attribute: Attribute, number: int) -> int:
    validators = getattr(getattr(attribute, "field", None), "validators", ())
    limits: list[int] = [one.limit_value for one in validators if isinstance(one, MaxValueValidator)]
    return min([2000 + number % 20, *limits])


LISTS: dict[str, Any] = {
    "languages": ["en"],
    "weekdays": [0, 5],
    "asks": ["names"],
    "dates": [date(2026, 12, 24)],
    "times": [time(9), time(14)],
    "excluded": [date(2026, 12, 25)],
}

VALUES = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: lambda attribute, number: f"Line one\nline {number}",
    Kind.NUMBER: _number,
    Kind.MONEY: lambda attribute, number: 100 * number,
    Kind.DATE: lambda attribute, number: date(2026, 1, 1 + number % 28),
    Kind.MOMENT: lambda attribute, number: datetime(2026, 1, 1 + number % 28, 9, tzinfo=UTC),
    Kind.TIME: lambda attribute, number: time(9, number % 60),
    Kind.YES_NO: lambda attribute, number: bool(number % 2),
    Kind.CHOICES: lambda attribute, number: LISTS.get(attribute.key, [f"tag{number % 3}"]),
    Kind.EMAIL: lambda attribute, number: f"person{number}@people.example",
    Kind.PHONE: lambda attribute, number: f"+501600{number:04d}",
    Kind.URL: lambda attribute, number: f"https://people.example/{number}",
}


def _sold(kind: str, number: int) -> Option:
    sold = catalog.create_product(
        values={"name": f"Sold {kind} {number}", "kind": kind, "duration": 60, "capacity": 9}, by=None, at=NOW
    )
    return catalog.create_option(values={"product": sold, "name": f"Option {number}"}, by=None, at=NOW)


def _departure(number: int) -> dict[str, Any]:
    starts_at = datetime(2026, 12, 1 + number % 28, 9, tzinfo=UTC)
    return {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "option": _sold("departure", number),
    }


def _requirement(number: int) -> dict[str, Any]:
    option = _sold("appointment", number)
    return {
        "product": option.product,
        "option": option,
        "skill": Skill.objects.get_or_create(name=f"Skill of requirement {number}")[0],
    }


# Where values must fit together, or be different for each record.
def _message(_number: int) -> dict[str, Any]:
    """Each message once in each language: one that there is no text for yet."""
    taken = set(MessageText.objects.values_list("key", "language"))
    languages = [code for code, _name in settings.LANGUAGES]
    key, language = next(pair for pair in product(OCCASIONS, languages) if pair not in taken)
    return {"key": key, "language": language}


SPECIAL: dict[str, Callable[[int], dict[str, Any]]] = {
    "capacity.departure": _departure,
    "capacity.pattern": lambda number: {
        "option": _sold("departure", number),
        "days_ahead": 5,
        "valid_until": None,
        "yearly": False,
    },
    "capacity.pool": lambda number: {"option": _sold("pass", number)},
    "capacity.requirement": _requirement,
    "messaging.messagetext": _message,
    "capacity.resourceclass": lambda number: {"name": f"Class {number}, {ResourceClass.objects.count()}"},
    "catalog.promotionalcode": lambda number: {"code": f"CODE{number}", "amount": None, "valid_from": None},
    "catalog.grouprate": lambda number: {"people": 1 + number},
    "catalog.earlybird": lambda number: {"days": number},
    **dict.fromkeys(("catalog.taxclass", "catalog.cancellationpolicy"), lambda number: {"standard": False}),
}
