"""Numbers of records that stand in JSON, when a business moves."""

from typing import Any, Final

from django.apps import apps

from apps.backoffice.models import Record
from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.rules import in_json

# Conditions of saved views, and versions of them.
JSON_WITH_RECORDS: Final = (
    "backoffice_savedview.filters",
    "backoffice_definitionversion.before",
    "backoffice_definitionversion.after",
)


def with_records(value: Any, move: Move) -> Any:
    """The JSON with the numbers that a filter on references holds moved; see `ListQuery.as_data`."""
    if isinstance(value, list):
        return [with_records(one, move) for one in value]
    if not isinstance(value, dict):
        return value
    target, numbers = value.get("target"), value.get("values")
    if isinstance(target, str) and target and isinstance(numbers, list):
        return {**value, "values": _moved(target, numbers, move)}
    return {name: with_records(one, move) for name, one in value.items()}


def _moved(target: str, numbers: list[Any], move: Move) -> list[Any]:
    app, _dot, name = target.partition(".")
    try:
        model = Record if app == "records" else apps.get_model(app, name)
    except LookupError:
        return numbers
    moved = [move.reference(model, number) for number in numbers]
    return [number for number in moved if number is not None]


RECORDS: Final = in_json(with_records)
