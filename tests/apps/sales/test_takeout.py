"""Unit numbers in JSON follow their units when a business moves."""

import json
from types import SimpleNamespace
from typing import Any

from apps.catalog.models import Unit
from apps.sales.models import OrderLine
from apps.tenancy.takeout.registries import REFERENCES


def test_quantities_are_told_by_the_new_numbers() -> None:
    def number(table: str, old: int) -> int:
        assert table == Unit._meta.db_table
        return old + 100

    move: Any = SimpleNamespace(number=number)
    rule = REFERENCES.get("sales_orderitem.quantities")
    assert json.loads(rule('{"7": 2, "8": 1}', move)) == {"107": 2, "108": 1}
    assert rule({"7": 2}, move) == {"107": 2}
    assert json.loads(rule("{}", move)) == {}


def test_lines_that_stood_before_are_told_by_the_new_numbers() -> None:
    def number(table: str, old: int) -> int:
        assert table == OrderLine._meta.db_table
        return old + 100

    move: Any = SimpleNamespace(number=number)
    rule = REFERENCES.get("sales_orderitem.former")
    assert json.loads(rule('{"lines": [7, 8], "deposit": 7}', move)) == {"lines": [107, 108], "deposit": 7}
    assert (rule(None, move), rule("null", move)) == (None, "null")
