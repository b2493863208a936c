"""Formulas of a kind of record: which names they may use, in which order they are computed, and what is stored."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision
from django.db.models import Model

from apps.backoffice.attributes import Attribute, columns_of, formats
from apps.backoffice.errors import CircularFormulas
from apps.backoffice.fields import defined, places, values
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.fields.formulas import Formula, FormulaError, Name, Type, check
from apps.backoffice.types import Kind
from apps.tenancy import context, facts

_TYPES: Final[dict[Kind, Type]] = {
    Kind.NUMBER: Type.NUMBER,
    Kind.MONEY: Type.NUMBER,
    Kind.DATE: Type.DAY,
    Kind.MOMENT: Type.DAY,
    Kind.YES_NO: Type.TRUTH,
    **dict.fromkeys((Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL), Type.TEXT),
    **dict.fromkeys((Kind.CHOICE, Kind.TIME), Type.TEXT),
}
_RESULTS: Final = {
    Type.NUMBER: Kind.NUMBER,
    Type.TEXT: Kind.TEXT,
    Type.DAY: Kind.DATE,
    Type.TRUTH: Kind.YES_NO,
}
LONGEST_TEXT: Final = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """A formula field and what computes it; None where what it uses is gone, so that its last value stays."""

    field: OwnField
    formula: Formula | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The formulas of a kind of record in the order of their dependencies."""

    steps: tuple[Step, ...]
    known: Mapping[str, Attribute]

    def run(self, record: Model, custom: dict[str, Any]) -> None:
        """Compute all formulas of a record into `custom`, from it and from the record's columns. No query."""
        for step in self.steps:
            if step.formula is None:
                continue
            result = to_store(step.field, step.formula.run(_getter(record, custom, self.known)))
            if result is None:
                custom.pop(step.field.field.key, None)
            else:
                custom[step.field.field.key] = result


def names(attributes: Iterable[Attribute]) -> dict[str, Name]:
    """What may stand in braces: columns by their key, the owner's fields with or without "custom."."""
    found: dict[str, Name] = {}
    for one in attributes:
        type_ = _TYPES.get(one.kind)
        if type_ is None or one.sensitive:
            continue
        choices = {str(label): value for value, label in one.choices} if one.kind is Kind.CHOICE else {}
        name = Name(one.key, type_, choices)
        found[one.key] = name
        if one.own:
            found.setdefault(one.key.partition(".")[2], name)
    return found


def attributes_of(on: str) -> list[Attribute]:
    """Columns and own fields of a kind of record."""
    model = places.model_of(on)
    return [*(columns_of(model) if model is not None else ()), *defined.fields_of(on)]


def plan(on: str) -> Plan:
    """The formulas of a kind of record, read once for each binding."""
    memory = context.current().memory
    fields = defined.fields_of(on)
    known: tuple[Any, Plan] | None = memory.get(f"backoffice.plan.{on}")
    if known is None or known[0] is not fields:
        known = memory[f"backoffice.plan.{on}"] = (fields, _plan(on, fields))
    return known[1]


def _plan(on: str, fields: Sequence[OwnField]) -> Plan:
    computed = [one for one in fields if one.computed]
    attributes = attributes_of(on) if computed else []
    usable = names(attributes)
    formulas: dict[str, Formula | None] = {}
    for one in computed:
        try:
            formulas[one.key] = check(one.formula, usable)
        except FormulaError:
            formulas[one.key] = None
    by_key = {one.key: one for one in computed}
    order = in_order({key: formula.uses if formula else frozenset() for key, formula in formulas.items()})
    return Plan(
        tuple(Step(by_key[key], formulas[key]) for key in order), {one.key: one for one in attributes}
    )


def in_order(uses: Mapping[str, frozenset[str]]) -> list[str]:
    """The keys so that each comes after those it uses. Raises CircularFormulas."""
    done: dict[str, None] = {}
    under_way: list[str] = []

    def visit(key: str) -> None:
        if key in done or key not in uses:
            return
        if key in under_way:
            raise CircularFormulas(keys=[*under_way[under_way.index(key) :], key])
        under_way.append(key)
        for other in sorted(uses[key]):
            visit(other)
        under_way.pop()
        done[key] = None

    for key in uses:
        visit(key)
    return list(done)


def result_kind(type_: Type, currency: str) -> Kind:
    """Kind of a formula's values; a number with a currency is an amount of money."""
    return Kind.MONEY if type_ is Type.NUMBER and currency else _RESULTS[type_]


def to_store(field: OwnField, result: Any) -> Any:
    """A formula's result as JSON; None for nothing, and for numbers that are too long."""
    if result is None or result == "":
        return None
    if isinstance(result, Decimal):
        if field.kind is Kind.MONEY:
            decimals = get_currency_precision(field.currency)
            result = result.scaleb(decimals).to_integral_value(rounding=ROUND_HALF_UP)
        return _number(result)
    return result[:LONGEST_TEXT] if isinstance(result, str) else values.dump(field, result)


def _number(result: Decimal) -> int | float | None:
    if abs(result) >= 10**values.DIGITS:
        return None
    # Fewer decimals where there are many digits before them.
    places_ = min(values.DECIMALS, values.DIGITS - max(result.adjusted() + 1, 0))
    number = result.quantize(Decimal(1).scaleb(-places_), rounding=ROUND_HALF_UP)
    return int(number) if number == number.to_integral_value() else float(number)


def _getter(record: Model, custom: Mapping[str, Any], known: Mapping[str, Attribute]) -> Callable[[str], Any]:
    def get(key: str) -> Any:
        attribute = known[key]
        value = (
            values.load(attribute, custom.get(attribute.field.key))
            if isinstance(attribute, OwnField)
            else getattr(record, key)
        )
        return _FROM[_TYPES[attribute.kind]](attribute, value)

    return get


def _as_number(attribute: Attribute, value: Any) -> Decimal | None:
    if value is None or isinstance(value, str):
        return None
    if attribute.kind is Kind.MONEY:
        return formats.minor_to_decimal(int(value), attribute.currency)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


def _as_day(attribute: Attribute, value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(facts.current().time_zone)).date()
    return value if isinstance(value, date) else None


def _as_text(attribute: Attribute, value: Any) -> str | None:
    if value is None:
        return None
    return value.strftime("%H:%M") if hasattr(value, "strftime") else str(value) or None


_FROM: Final[dict[Type, Callable[[Attribute, Any], Any]]] = {
    Type.NUMBER: _as_number,
    Type.TEXT: _as_text,
    Type.DAY: _as_day,
    Type.TRUTH: lambda attribute, value: bool(value),
}
