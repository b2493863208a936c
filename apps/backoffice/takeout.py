"""The back office's own tables when a business moves: numbers of records in JSON, and beside the name of a screen."""

from typing import Any, Final

from django.apps import apps

from apps.backoffice.fields import takeout as field_takeout
from apps.backoffice.models import Record
from apps.tenancy.takeout.moving import Move, base_of
from apps.tenancy.takeout.registries import Row
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


# Screens of the owner's own record types share one table.
OWN_TYPES: Final = "records"
OWN_RECORDS: Final = "backoffice.record"


def todo(row: Row, move: Move) -> Row:
    """A to-do whose record has its new number; about nothing when the record does not come along."""
    screen, old = row["about_screen"], row["about_id"]
    if not screen or old is None:
        return row
    new = number(screen, old, move)
    return {**row, "about_id": new} if new else {**row, "about_screen": "", "about_id": None}


def beside_change(row: Row, move: Move) -> Row | None:
    """A change beside a record, with the new numbers of what a reference named; none of what stayed behind."""
    moved = field_takeout.row(row, move)
    if moved is None or not row["target"]:
        return moved
    for one in ("before_id", "after_id"):
        old = row[one]
        moved = {**moved, one: number(row["target"], old, move) if old is not None else None}
    return moved


def number(screen: str, old: str, move: Move) -> str | None:
    """The new number of a screen's record, None when the screen or the record is unknown here."""
    app, _dot, _name = screen.partition(".")
    try:
        model = apps.get_model(OWN_RECORDS if app == OWN_TYPES else screen)
    except (LookupError, ValueError):
        return None
    numbers = move.numbers.get(base_of(model)._meta.db_table)
    if numbers is None or not numbers.knows(int(old)):
        return None
    return str(numbers(int(old), move.cursor))
