"""Values beside their records when a business moves: `record_id` is a number of whatever table `on` says."""

from collections.abc import Iterator

from apps.backoffice.fields import places
from apps.backoffice.models import LINKS, CustomFile, CustomSecret, FormerValue
from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.registries import Row


def tables() -> Iterator[str]:
    """Tables whose rows need `row`; those of higher apps' links among them once they are registered."""
    yield from (model._meta.db_table for model in (CustomSecret, CustomFile, FormerValue))
    yield from (model._meta.db_table for model in LINKS)


def row(row: Row, move: Move) -> Row | None:
    """The row with the record's new number; left out when the record's table does not exist here."""
    model = places.model_of(row["on"] or "")
    if model is None or row["record_id"] is None:
        return None
    return {**row, "record_id": str(move.number(model._meta.db_table, int(row["record_id"])))}
