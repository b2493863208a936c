"""A tree as something that runs: names looked up, types checked, so that running it cannot go wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.fields.formulas import functions
from apps.backoffice.fields.formulas.errors import FormulaError
from apps.backoffice.fields.formulas.functions import ALIASES, FUNCTIONS, Signature, called
from apps.backoffice.fields.formulas.grammar import COMPARISONS, Node, parse
from apps.backoffice.fields.formulas.types import Name, Type

Getter = Callable[[str], Any]
Run = Callable[[Getter], Any]
WORDS: Final = {
    Type.NUMBER: gettext_lazy("a number"),
    Type.TEXT: gettext_lazy("a text"),
    Type.DAY: gettext_lazy("a date"),
    Type.TRUTH: gettext_lazy("yes or no"),
    Type.ANY: gettext_lazy("anything"),
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was checked. `run(get)` computes it, where `get(key)` is a value of the record: a Decimal, text,
    date, bool or None. `uses` are the keys it asks for.
    """

    type: Type
    uses: frozenset[str]
    run: Run


@dataclass(frozen=True, slots=True)
class _Part:
    type: Type
    run: Run
    node: Node
    choices: Mapping[str, str]


def check(text: str, names: Mapping[str, Name]) -> Formula:
    """Check a formula; `names` are what may stand in braces. Raises FormulaError."""
    uses: set[str] = set()
    part = _Checker(names, uses).part(parse(text))
    if part.type is Type.ANY:
        raise FormulaError(_("The formula is always empty."), position=1)
    return Formula(part.type, frozenset(uses), part.run)


class _Checker:
    def __init__(self, names: Mapping[str, Name], uses: set[str]) -> None:
        self.names, self.uses = names, uses

    def part(self, node: Node) -> _Part:
        if node.kind in _LITERALS:
            type_, value = _LITERALS[node.kind](node.text)
            return _Part(type_, lambda get: value, node, {})
        if node.kind == "key":
            return self.name(node)
        parts = [self.part(one) for one in node.parts]
        if node.kind in COMPARISONS:
            return self.comparison(node, *parts)
        if node.kind == "call":
            return self.call(node, parts)
        return self.operator(node, parts)

    def name(self, node: Node) -> _Part:
        name = self.names.get(node.text)
        if name is None:
            problem = _("There is no field “%(key)s” that a formula could use.")
            raise FormulaError(problem % {"key": node.text}, position=node.at)
        self.uses.add(name.key)
        return _Part(name.type, lambda get: get(name.key), node, name.choices)

    def comparison(self, node: Node, left: _Part, right: _Part) -> _Part:
        left, right = _as_choice(left, right), _as_choice(right, left)
        _one_type(node, [left, right])
        if node.kind in ("=", "<>") or Type.TRUTH not in (left.type, right.type):
            run = _COMPARE[node.kind]
            one, other = left.run, right.run
            return _Part(Type.TRUTH, lambda get: run(one(get), other(get)), node, {})
        raise FormulaError(_("Yes and no have no order."), position=node.at)

    def operator(self, node: Node, parts: list[_Part]) -> _Part:
        runs = [one.run for one in parts]
        if node.kind in ("and", "or", "not"):
            for one in parts:
                _expect(one, Type.TRUTH)
            return _Part(Type.TRUTH, _logic(node.kind, runs), node, {})
        if node.kind == "concat":
            return _Part(Type.TEXT, lambda get: functions.joined(*(run(get) for run in runs)), node, {})
        signature = _arithmetic(node, [one.type for one in parts])
        for one, wanted in zip(parts, signature.takes, strict=True):
            _expect(one, wanted)
        return _Part(signature.gives, _calling(signature, runs), node, {})

    def call(self, node: Node, parts: list[_Part]) -> _Part:
        if node.text == "if":
            return self.condition(node, parts)
        if node.text in ("today", "now"):
            problem = _(
                "A formula is computed when the record is saved, so it cannot know what day it is later."
            )
            raise FormulaError(problem, position=node.at)
        signature = FUNCTIONS.get(ALIASES.get(node.text, node.text))
        if signature is None:
            known = ", ".join(["if", *FUNCTIONS])
            problem = _("There is no function “%(name)s”. There are: %(known)s.")
            raise FormulaError(problem % {"name": node.text, "known": known}, position=node.at)
        if len(parts) < signature.least or (len(parts) > len(signature.takes) and not signature.more):
            problem = _("“%(name)s” takes another number of arguments.")
            raise FormulaError(problem % {"name": node.text}, position=node.at)
        for place, one in enumerate(parts):
            _expect(one, signature.takes[min(place, len(signature.takes) - 1)])
        gives = signature.gives
        if gives is Type.ANY:
            gives = _one_type(node, parts)
            if gives is Type.TRUTH and node.text != "coalesce":
                raise FormulaError(_("Yes and no have no order."), position=node.at)
        return _Part(gives, _calling(signature, [one.run for one in parts]), node, {})

    def condition(self, node: Node, parts: list[_Part]) -> _Part:
        if len(parts) not in (2, 3):
            problem = _("“if” takes a condition, a value, and a value for otherwise.")
            raise FormulaError(problem, position=node.at)
        _expect(parts[0], Type.TRUTH)
        given = _one_type(node, parts[1:])
        asks, then = parts[0].run, parts[1].run
        otherwise = parts[2].run if len(parts) > 2 else _nothing  # noqa: PLR2004
        return _Part(given, lambda get: then(get) if asks(get) else otherwise(get), node, {})


def _nothing(get: Getter) -> None:
    return None


def _expect(part: _Part, wanted: Type) -> None:
    if Type.ANY not in (wanted, part.type) and part.type is not wanted:
        said = {"wanted": WORDS[wanted], "found": WORDS[part.type]}
        raise FormulaError(_("There should be %(wanted)s here, not %(found)s.") % said, position=part.node.at)


def _one_type(node: Node, parts: list[_Part]) -> Type:
    """The type that all parts have, but for those that are empty."""
    found = Type.ANY
    for one in parts:
        if found is Type.ANY:
            found = one.type
        _expect(one, found)
    return found


def _as_choice(part: _Part, other: _Part) -> _Part:
    """A text beside a choice is one of the choices, by its name or by what is stored."""
    if not other.choices or part.node.kind != "text":
        return part
    known = {value.casefold(): value for value in other.choices.values()}
    known |= {label.casefold(): value for label, value in other.choices.items()}
    wanted = known.get(part.node.text.strip().casefold())
    if wanted is None and part.node.text:
        said = {"value": part.node.text, "known": ", ".join(other.choices)}
        raise FormulaError(_("“%(value)s” is none of: %(known)s.") % said, position=part.node.at)
    return _Part(Type.TEXT, lambda get: wanted, part.node, {})


def _arithmetic(node: Node, types: list[Type]) -> Signature:
    """What the sign means between these types."""
    n, d = Type.NUMBER, Type.DAY
    if node.kind in ("minus", "plus"):
        return Signature((lambda one: -one) if node.kind == "minus" else (lambda one: one), (n,), n, 1)
    if node.kind == "*":
        return Signature(functions.multiply, (n, n), n, 2)
    if node.kind == "/":
        return Signature(functions.divide, (n, n), n, 2)
    if node.kind == "+":
        takes = (n, d) if types[1] is d and types[0] is not d else (d, n) if types[0] is d else (n, n)
        return Signature(functions.add, takes, d if d in takes else n, 2)
    if types == [d, d]:
        return Signature(functions.subtract, (d, d), n, 2)
    return (
        Signature(functions.subtract, (d, n), d, 2)
        if types[0] is d
        else Signature(functions.subtract, (n, n), n, 2)
    )


def _calling(signature: Signature, runs: list[Run]) -> Run:
    return lambda get: called(signature, [run(get) for run in runs])


def _logic(kind: str, runs: list[Run]) -> Run:
    if kind == "not":
        return lambda get: not runs[0](get)
    if kind == "and":
        return lambda get: bool(runs[0](get)) and bool(runs[1](get))
    return lambda get: bool(runs[0](get)) or bool(runs[1](get))


_LITERALS: Final[dict[str, Callable[[str], tuple[Type, Any]]]] = {
    "number": lambda text: (Type.NUMBER, Decimal(text)),
    "text": lambda text: (Type.TEXT, text or None),
    "truth": lambda text: (Type.TRUTH, text in ("true", "yes")),
    "empty": lambda text: (Type.ANY, None),
}
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": functions.equal,
    "<>": lambda one, other: not functions.equal(one, other),
    "<": functions.less,
    "<=": lambda one, other: functions.less(one, other) or (one is not None and functions.equal(one, other)),
    ">": lambda one, other: functions.less(other, one),
    ">=": lambda one, other: functions.less(other, one) or (one is not None and functions.equal(one, other)),
}
