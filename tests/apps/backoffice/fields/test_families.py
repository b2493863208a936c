"""Fields on records of the owner's own types, and references to such records."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid, UnknownKind
from apps.backoffice.models import CustomField, CustomValue, Record
from apps.backoffice.screens import registry
from apps.backoffice.services import record_types
from apps.backoffice.types import Operator, TypeFacts
from tests.conftest import NOW


def test_records_of_a_type_have_its_fields_and_are_found_by_them(
    define: Callable[..., CustomField], log_of: Callable[..., Record], boss: Member
) -> None:
    record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)
    field = define("Engine hours", "number", on="records.boat_log")
    other = define("Engine hours", "number", on="records.lead")
    record = log_of("Manta", **{"custom.engine_hours": 40})
    assert list(CustomValue.objects.values_list("field_id", "record_id", "number")) == [
        (field.pk, record.pk, 40.0)
    ]
    screen: Any = registry.find("records", "boat_log")
    hours = screen.attribute("custom.engine_hours")
    assert list(hours.where(screen.rows(boss), Operator.FROM, [40])) == [record]
    assert not CustomValue.objects.filter(field=other).exists()
    record.delete()
    assert not CustomValue.objects.exists()


def test_a_field_refers_to_records_of_one_type(
    define: Callable[..., CustomField],
    place: Callable[..., Any],
    log_of: Callable[..., Record],
    boss: Member,
) -> None:
    record_types.create_record_type(facts=TypeFacts(name="Lead"), key="lead", by=boss, at=NOW)
    define("Log", "reference", target="records.boat_log")
    record = log_of("Manta")
    assert place("Dock", log=record.pk).pk
    lead: Any = registry.find("records", "lead")
    other = lead.create(record=lead.new(), values={"title": "A lead"}, by=boss, at=NOW)
    with pytest.raises(Invalid, match="no such record"):
        place("Pier", log=other.pk)


def test_a_type_that_is_not_there_has_no_fields_and_cannot_be_referred_to(
    define: Callable[..., CustomField],
) -> None:
    with pytest.raises(UnknownKind):
        define("Size", on="records.nothing")
    with pytest.raises(Invalid, match="cannot refer"):
        define("Log", "reference", target="records.nothing")
