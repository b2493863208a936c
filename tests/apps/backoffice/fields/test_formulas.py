"""The language of formulas: what it gives, what it refuses, and that nothing else ever happens."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.backoffice.fields.formulas import FormulaError, Name, Type, check
from apps.backoffice.fields.formulas.functions import ARITHMETIC, FUNCTIONS

NAMES = {
    "a": Name("a", Type.NUMBER),
    "b": Name("b", Type.NUMBER),
    "word": Name("word", Type.TEXT),
    "اسم": Name("اسم", Type.TEXT),
    "start": Name("start", Type.DAY),
    "end": Name("end", Type.DAY),
    "paid": Name("paid", Type.TRUTH),
    "size": Name("size", Type.TEXT, {"Large size": "large", "Small": "small"}),
    "nothing": Name("nothing", Type.NUMBER),
}
RECORD: dict[str, Any] = {
    "a": Decimal(7),
    "b": Decimal("2.5"),
    "word": "Coral Reef",
    "اسم": "غواصة",
    "start": date(2026, 3, 28),
    "end": date(2026, 4, 2),
    "paid": True,
    "size": "large",
    "nothing": None,
}


def value(text: str, **changed: Any) -> Any:
    """What a formula gives for the record."""
    return check(text, NAMES).run({**RECORD, **changed}.get)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("-2 - -3", 1),
        ("10 / 4", Decimal("2.5")),
        ("{a} * {b}", Decimal("17.5")),
        ("8 / 2 / 2", 2),
        ("1 / 0", None),
        ("{a} / ({b} - 2.5)", None),
        ("{nothing} + 1", None),
        ("round(2.345, 2)", Decimal("2.35")),
        ("round(-2.5)", -3),
        ("round(1234, -2)", 1200),
        ("floor(-2.1)", -3),
        ("ceil(2.1)", 3),
        ("abs(0 - {a})", 7),
        ("min({a}, {b}, {nothing})", Decimal("2.5")),
        ("max({a}, {b})", 7),
        ("coalesce({nothing}, 3)", 3),
        ('if({a} > 5, "many", "few")', "many"),
        ("if({paid}, 1)", 1),
        ("if(not {paid}, 1)", None),
        ("{a} = 7 and {b} < 3 or false", True),
        ("not {paid}", False),
        ("{nothing} = 0", False),
        ("{nothing} < 1", False),
        ("{a} <> {b}", True),
        ("{a} >= 7", True),
        ('{word} & " " & {a}', "Coral Reef 7"),
        ("concat({word}, {nothing}, {start}, {paid})", "Coral Reef2026-03-28yes"),
        ("upper({word})", "CORAL REEF"),
        ("LOWER({word})", "coral reef"),
        ("len({word})", 10),
        ('len("")', 0),
        ("left({word}, 5)", "Coral"),
        ("right({word}, 4)", "Reef"),
        ("right({word}, 400)", "Coral Reef"),
        ('contains({word}, "REEF")', True),
        ('{word} = "coral reef"', True),
        ('trim("  a   b ")', "a b"),
        ('number("12.5") + 1', Decimal("13.5")),
        ("number({word})", None),
        ("text({b})", "2.5"),
        ("{end} - {start}", 5),
        ("days({start}, {end})", 5),
        ("days_between({start}, {end})", 5),
        ("{start} + 4", date(2026, 4, 1)),
        ("adddays({start}; 4)", date(2026, 4, 1)),
        ("4 + {start}", date(2026, 4, 1)),
        ("{start} - 28", date(2026, 2, 28)),
        ("{start} + 99999999", None),
        ("date(2026, 2, 29)", None),
        ("date(2024, 2, 29)", date(2024, 2, 29)),
        ("year({start}) * 10000 + month({start}) * 100 + day({start})", 20260328),
        ("weekday({start})", 6),
        ("{start} < {end}", True),
        ('{size} = "Large size"', True),
        ('{size} = "LARGE"', True),
        ("{size} <> 'Small'", True),
        ('{اسم} & "!"', "غواصة!"),
        ("isempty({nothing})", True),
        ("is_empty({word})", False),
        ("'it''s'", "it's"),
        ("“quoted”", "quoted"),
        ("coalesce(empty, {word})", "Coral Reef"),
    ],
)
def test_formulas_give(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "sentence", "position"),
    [
        ("", "empty", 1),
        ("   ", "empty", 1),
        ("1 +", "too early", 4),
        ("(1", "should be “)”", 3),
        ("1 2", "“2” is not expected", 3),
        ("{price} * 2", "no field “price”", 1),
        ("1 + {gone}", "no field “gone”", 5),
        ("a + 1", "in braces", 1),
        ('1 + "x"', "a number here, not a text", 5),
        ("{paid} + 1", "a number here, not yes or no", 1),
        ("{start} + {end}", "a number here, not a date", 11),
        ("{start} * 2", "a number here, not a date", 1),
        ("if(1, 2, 3)", "yes or no here, not a number", 4),
        ('if({paid}, 1, "x")', "a number here, not a text", 15),
        ("if({paid})", "takes a condition", 1),
        ("{a} = {word}", "a number here, not a text", 7),
        ("{paid} < {paid}", "no order", 8),
        ("round()", "another number of arguments", 1),
        ("round(1, 2, 3)", "another number of arguments", 1),
        ("eval(1)", "no function “eval”", 1),
        ('__import__("os")', "no function “__import__”", 1),
        ("today()", "what day it is later", 1),
        ('"open', "has no end", 1),
        ("{open", "has no end", 1),
        ("1 + #", "“#” means nothing", 5),
        ("1;2", "“,” is not expected", 2),
        ('{size} = "Middling"', "none of: Large size, Small", 10),
        ("empty", "always empty", 1),
        ("1234567890123456", "at most 15 digits", 1),
        ("(" * 40 + "1" + ")" * 40, "too deeply", 25),
        ("-" * 60 + "1", "too deeply", 25),
        ("1+" * 200 + "1", "too long", 301),
        ("1" + " " * 2000, "longer than 2000", 2001),
    ],
)
def test_errors_say_what_and_where(text, sentence, position):
    with pytest.raises(FormulaError) as caught:
        check(text, NAMES)
    assert sentence in str(caught.value)
    assert caught.value.position == position
    assert f"(at character {position})" in str(caught.value)


def test_a_formula_says_what_it_uses_and_gives():
    formula = check("if({paid}, {a}, {b})", NAMES)
    assert formula.type is Type.NUMBER and formula.uses == {"paid", "a", "b"}


pieces = st.sampled_from(
    [*"+-*/&=<>(),;{}\"'“” \n\0", "<>", "<=", "{a}", "{word}", "{start}", "{paid}", "{size}", "{nothing}", "{اسم}", "\"x\"",
     "and", "or", "not", "if(", "empty", "true", "1", "2.5", "999999999999999", "0", "today()", *(f"{name}(" for name in FUNCTIONS)]
)  # fmt: skip
texts = (
    st.lists(pieces, max_size=25).map(" ".join)
    | st.text(max_size=60)
    | st.lists(pieces, max_size=80).map("".join)
)


@settings(max_examples=1500, deadline=None)
@given(texts)
@example("(" * 2000)
@example("not " * 300 + "{paid}")
@example("{a}" + "*{a}" * 148)
@example("-{a}" + "-{a}" * 140)
def test_no_text_does_anything_but_run_or_say_why_not(text):
    try:
        formula = check(text, NAMES)
    except FormulaError as error:
        place = error.position
        assert 1 <= place <= len(text) + 1
        return
    for record in (
        RECORD,
        dict.fromkeys(NAMES),
        {**RECORD, "a": Decimal(999999999999999), "word": "ß" * 10_000},
    ):
        result = formula.run(record.get)
        assert result is None or isinstance(result, Decimal | str | date | bool)
        if isinstance(result, Decimal):
            assert result.is_finite()


numbers = st.integers(-999, 999).map(str) | st.decimals(-99, 99, places=3).map(lambda d: format(d, "f"))


def _grown(inner: Any) -> Any:
    return st.tuples(inner, st.sampled_from("+-*/"), inner)


trees = st.recursive(numbers, _grown, max_leaves=12)


def _written(tree: Any) -> str:
    if isinstance(tree, str):
        return f"({tree})"
    return f"({_written(tree[0])} {tree[1]} {_written(tree[2])})"


def _oracle(tree: Any) -> Decimal | None:
    if isinstance(tree, str):
        return Decimal(tree)
    one, other = _oracle(tree[0]), _oracle(tree[2])
    if one is None or other is None or (tree[1] == "/" and other == 0):
        return None
    run = {"+": ARITHMETIC.add, "-": ARITHMETIC.subtract, "*": ARITHMETIC.multiply, "/": ARITHMETIC.divide}
    return run[tree[1]](one, other)


@settings(max_examples=500, deadline=None)
@given(trees)
def test_arithmetic_is_pythons(tree):
    assert check(_written(tree), {}).run(lambda key: None) == _oracle(tree)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["+", "-", "*"]), st.integers(0, 99)), max_size=15), st.integers(0, 99)
)
def test_precedence_is_pythons(rest, first):
    text = str(first) + "".join(f" {sign} {number}" for sign, number in rest)
    assert check(text, {}).run(lambda key: None) == eval(text)
