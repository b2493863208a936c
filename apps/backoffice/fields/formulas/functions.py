"""What operators and functions do. Every one takes and gives None for empty, and none raises."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any, Final

from apps.backoffice.fields.formulas.types import Type

# No traps: what is no number comes out as one that is not finite, and that is empty.
ARITHMETIC: Final = Context(prec=28, rounding=ROUND_HALF_UP, traps=[])
LONGEST_TEXT: Final = 10_000
_MOST_PLACES: Final = 9

Function = Callable[..., Any]


def finite(number: Decimal) -> Decimal | None:
    """The number, or nothing where there is none."""
    return number if number.is_finite() else None


def words(value: Any) -> str:
    """A value within a text: dates in ISO form, numbers without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        number = value.normalize(ARITHMETIC)
        return format(number or Decimal(0), "f")[:LONGEST_TEXT]
    return value.isoformat() if isinstance(value, date) else str(value)


def add(one: Any, other: Any) -> Any:
    """Numbers, or days to a date."""
    if isinstance(one, date):
        return later(one, other)
    return later(other, one) if isinstance(other, date) else finite(ARITHMETIC.add(one, other))


def subtract(one: Any, other: Any) -> Any:
    """Numbers, days from a date, or the days between two dates."""
    if isinstance(one, date) and isinstance(other, date):
        return Decimal((one - other).days)
    if isinstance(one, date):
        return later(one, -other)
    return finite(ARITHMETIC.subtract(one, other))


def multiply(one: Decimal, other: Decimal) -> Decimal | None:
    """The product."""
    return finite(ARITHMETIC.multiply(one, other))


def divide(one: Decimal, other: Decimal) -> Decimal | None:
    """The quotient, empty for a division by zero."""
    return finite(ARITHMETIC.divide(one, other)) if other else None


def later(day: date, days: Decimal) -> date | None:
    """So many whole days later, empty outside of the calendar."""
    if abs(days) > 4_000_000:  # noqa: PLR2004  more than there are
        return None
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None


def make_date(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    """The date, empty where there is none."""
    if max(abs(year), abs(month), abs(day)) > 9999:  # noqa: PLR2004  the last year there is
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def rounded(number: Decimal, places: Decimal = Decimal(0), *, how: str = ROUND_HALF_UP) -> Decimal | None:
    """To so many decimals, at most nine either way; a half goes up."""
    wanted = max(-_MOST_PLACES, min(_MOST_PLACES, int(max(Decimal(-99), min(Decimal(99), places)))))
    with localcontext(Context(prec=60, traps=[])):
        exact = number.scaleb(wanted).to_integral_value(rounding=how).scaleb(-wanted)
    return finite(exact)


def number_of(text: str) -> Decimal | None:
    """The number that a text is, in plain digits."""
    bare = text.strip()
    if len(bare) > 20 or not bare.isascii() or not bare.lstrip("+-").replace(".", "", 1).isdigit():  # noqa: PLR2004
        return None
    return finite(ARITHMETIC.create_decimal(bare))


def equal(one: Any, other: Any) -> bool:
    """Capitals do not matter; empty equals empty alone."""
    return bool(_key(one) == _key(other))


def less(one: Any, other: Any) -> bool:
    """False where either is empty."""
    return one is not None and other is not None and bool(_key(one) < _key(other))


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def smallest(*values: Any) -> Any:
    """The least of those that are not empty."""
    return min((one for one in values if one is not None), default=None)


def largest(*values: Any) -> Any:
    """The greatest of those that are not empty."""
    return max((one for one in values if one is not None), default=None)


def first(*values: Any) -> Any:
    """The first that is not empty."""
    return next((one for one in values if one not in (None, "")), None)


def joined(*values: Any) -> str:
    """All of them as one text."""
    return "".join(words(one) for one in values)[:LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives. The last of `takes` may come `more` times. `strict` ones are not called with
    an empty argument and give empty. `gives` ANY stands for the one type of all arguments.
    """

    run: Function
    takes: tuple[Type, ...]
    gives: Type
    least: int
    more: bool = False
    strict: bool = True


N, T, D, B, X = Type.NUMBER, Type.TEXT, Type.DAY, Type.TRUTH, Type.ANY


def _same(run: Function) -> Signature:
    return Signature(run, (X,), X, 1, more=True, strict=False)


FUNCTIONS: Final[dict[str, Signature]] = {
    "abs": Signature(abs, (N,), N, 1),
    "round": Signature(rounded, (N, N), N, 1),
    "floor": Signature(lambda number: rounded(number, how=ROUND_FLOOR), (N,), N, 1),
    "ceil": Signature(lambda number: rounded(number, how=ROUND_CEILING), (N,), N, 1),
    "min": _same(smallest),
    "max": _same(largest),
    "coalesce": _same(first),
    "number": Signature(number_of, (T,), N, 1),
    "text": Signature(words, (X,), T, 1, strict=False),
    "concat": Signature(joined, (X,), T, 1, more=True, strict=False),
    "upper": Signature(lambda text: text.upper()[:LONGEST_TEXT], (T,), T, 1),
    "lower": Signature(lambda text: text.lower()[:LONGEST_TEXT], (T,), T, 1),
    "trim": Signature(lambda text: " ".join(text.split()), (T,), T, 1),
    "len": Signature(lambda text: Decimal(len(text or "")), (T,), N, 1, strict=False),
    "left": Signature(lambda text, count: text[: _count(count)], (T, N), T, 2),
    "right": Signature(lambda text, count: text[len(text) - min(len(text), _count(count)) :], (T, N), T, 2),
    "contains": Signature(lambda text, part: part.casefold() in text.casefold(), (T, T), B, 2),
    "date": Signature(make_date, (N, N, N), D, 3),
    "year": Signature(lambda day: Decimal(day.year), (D,), N, 1),
    "month": Signature(lambda day: Decimal(day.month), (D,), N, 1),
    "day": Signature(lambda day: Decimal(day.day), (D,), N, 1),
    "weekday": Signature(lambda day: Decimal(day.isoweekday()), (D,), N, 1),
    "days": Signature(lambda start, end: Decimal((end - start).days), (D, D), N, 2),
    "adddays": Signature(later, (D, N), D, 2),
    "isempty": Signature(lambda value: value in (None, ""), (X,), B, 1, strict=False),
}
ALIASES: Final = {"add_days": "adddays", "days_between": "days", "is_empty": "isempty", "daysbetween": "days"}


def _count(number: Decimal) -> int:
    return int(max(Decimal(0), min(Decimal(LONGEST_TEXT), number)))


def called(signature: Signature, values: Sequence[Any]) -> Any:
    """The function's value, empty where a strict one lacks an argument."""
    if signature.strict and any(one is None for one in values):
        return None
    return signature.run(*values)
