"""A business that moves takes its views along, and the records they filter by have new numbers."""

from typing import Any

from apps.backoffice.models import Record
from apps.backoffice.takeout import JSON_WITH_RECORDS, with_records
from apps.tenancy.models import TaxProfile
from apps.tenancy.takeout.registries import REFERENCES


class Moved:
    """A move that adds a thousand to every number, and loses number 9."""

    def reference(self, model: Any, value: str) -> str | None:
        assert model in (TaxProfile, Record)
        return None if value == "9" else str(int(value) + 1000)


def moved(value: Any) -> Any:
    return with_records(value, Moved())  # type: ignore[arg-type]


def one(target: str, *values: str) -> dict[str, Any]:
    return {"key": "x", "operator": "in", "values": list(values), "target": target}


def test_numbers_in_filters_follow_and_lost_ones_go() -> None:
    assert moved([one("tenancy.taxprofile", "3", "9")]) == [one("tenancy.taxprofile", "1003")]
    assert moved([one("records.boat_log", "3")]) == [one("records.boat_log", "1003")]


def test_versions_are_moved_as_deep_as_they_go() -> None:
    before = {"name": "A", "filters": [one("tenancy.taxprofile", "3")]}
    assert moved(before) == {"name": "A", "filters": [one("tenancy.taxprofile", "1003")]}


def test_everything_else_stays_as_it_is() -> None:
    values: list[Any] = [None, 3, "3", [], {}, {"values": ["3"]}, one("gone.gone", "3"), one("", "3")]
    for value in values:
        assert moved(value) == value


def test_all_columns_that_hold_numbers_are_declared() -> None:
    declared = {name for name, _rule in REFERENCES.items()}
    assert set(JSON_WITH_RECORDS) <= declared
