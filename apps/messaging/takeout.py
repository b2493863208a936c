"""Messages when a business moves: the log comes along, without what the old installation called its events."""

from typing import Any

from django.apps import apps

from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.registries import Row


def about(value: str, move: Move) -> str:
    """ "booking:12" with the new number."""
    name, colon, number = value.partition(":")
    if not colon or not number.isdigit():
        return value
    models = [one for one in apps.get_models() if one._meta.model_name == name]
    table = next((one._meta.db_table for one in models if one._meta.db_table in move.numbers), "")
    return f"{name}:{move.number(table, int(number))}" if table else value


def attachments(value: Any, move: Move) -> Any:
    """The list with the new places of stored files, and the new numbers of what others are drawn from."""
    if not isinstance(value, list):
        return value
    return [_attachment(one, move) if isinstance(one, dict) else one for one in value]


def _attachment(one: dict[str, Any], move: Move) -> dict[str, Any]:
    file = one.get("file") or ""
    return {**one, "file": move.file(file) if file else "", "about": about(one.get("about") or "", move)}


def row(row: Row, move: Any) -> Row:
    """Without `once`, which names events of the old installation."""
    return {**row, "once": ""}
