"""Customers' numbers where they stand in something that is no foreign key, when a business moves."""

from typing import Any

from django.apps import apps

from apps.customers.models import Customer
from apps.tenancy.takeout.moving import Move

TABLE = Customer._meta.db_table


def snapshot(value: Any, move: Move) -> Any:
    """What a merge remembers: the two customers, and which rows moved, by "app.model.field"."""
    if not isinstance(value, dict) or not value:
        return value
    other = {**value["other"], "id": move.number(TABLE, int(value["other"]["id"]))}
    moved = {key: _rows(key, what, move) for key, what in value["moved"].items()}
    return {**value, "kept": move.number(TABLE, int(value["kept"])), "other": other, "moved": moved}


def _rows(key: str, what: Any, move: Move) -> Any:
    label = key.rpartition(".")[0]
    if isinstance(what, dict):
        return {name: _rows(key, part, move) for name, part in what.items()}
    if not isinstance(what, list) or label.count(".") != 1:
        return what  # a follower of another kind, which keeps no numbers
    table = apps.get_model(label)._meta.db_table
    return [move.number(table, int(number)) for number in what]
