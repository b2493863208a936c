"""The log when a business moves: it comes along, its numbers changed, and every line says that it was carried
over.
"""

import json
from typing import Any, Final

from apps.tenancy.takeout import rules
from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.registries import Row

CARRIED: Final = "carried:"
LONGEST_REQUEST: Final = 64


def entry(row: Row, move: Move) -> Row:
    """An entry whose row, images and request are named as in the new business."""
    table = row["table_name"] or ""
    moved = request(row, move)
    if row["row_id"] is not None:
        moved["row_id"] = _row_id(table, row["row_id"], move)
    for image in ("before", "after"):
        text = row[image]
        if text is not None:
            moved[image] = json.dumps(_image(table, json.loads(text), move))
    return moved


def request(row: Row, move: Move) -> Row:
    """A writing request, or what an entry says of its own, marked as carried over."""
    return {**row, "request": f"{CARRIED}{row['request'] or ''}"[:LONGEST_REQUEST]}


def _row_id(table: str, old: str, move: Move) -> str | None:
    if table == "tenancy_tenant":
        return str(move.tenant)
    if table in move.numbers:
        return str(move.number(table, int(old)))
    model = move.model_of_table(table)
    new = None if model is None else move.reference(model, old)
    return None if new == old else new


def _image(table: str, image: Any, move: Move) -> Any:
    """Columns of the row as it was, under the same rules as the row itself."""
    if not isinstance(image, dict):
        return image
    if "tenant_id" in image:
        image = {**image, "tenant_id": move.tenant}
    if table == "tenancy_tenant":
        return {**image, "id": move.tenant}
    shape = move.shapes.get(table)
    return image if shape is None else rules.image(table, shape, image, move)
