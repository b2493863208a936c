"""Whether an archive's tables are the tables of this release."""

from typing import Any

from django.db import connections
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

from apps.tenancy.takeout.archive import ArchiveReader, rows_entry
from apps.tenancy.takeout.errors import DamagedArchive, NewerArchive, OlderArchive
from apps.tenancy.takeout.exporting import migrations
from apps.tenancy.takeout.registries import SKIPPED
from apps.tenancy.takeout.schema import Table


def check(reader: ArchiveReader, tables: dict[str, Table]) -> None:
    """Raise NewerArchive, OlderArchive or DamagedArchive unless every row of the archive has its place here.

    An older archive fits when everything since then only added tables, and columns that may be empty.
    """
    said = _lists(reader.manifest.get("migrations"))
    here = {(app, name) for app, names in migrations(connections["default"]).items() for name in names}
    there = {(app, name) for app, names in said.items() for name in names}
    if unknown := sorted(there - here):
        raise NewerArchive(what=".".join(unknown[0]))
    since = here - there
    _must_be_repeatable(since)
    columns = {
        name: facts.get("columns") if isinstance(facts, dict) else None
        for name, facts in _mapping(reader.manifest.get("tables")).items()
    }
    for name, table in tables.items():
        if name in SKIPPED:
            continue
        if name not in columns and not since:
            raise DamagedArchive(entry=rows_entry(name))
        if name in columns:
            _must_fit(table, columns.pop(name), older=bool(since))
    if columns:
        raise NewerArchive(what=min(columns))


def _must_be_repeatable(since: set[tuple[str, str]]) -> None:
    if not since:
        return
    known = MigrationLoader(connections["default"]).disk_migrations
    for key in sorted(since):
        operations = known[key].operations if key in known else []
        if any(isinstance(operation, RunPython | RunSQL) for operation in operations):
            raise OlderArchive(what=".".join(key))


def _must_fit(table: Table, columns: Any, *, older: bool) -> None:
    if not isinstance(columns, list):
        raise DamagedArchive(entry=rows_entry(table.name))
    if unknown := [name for name in columns if name not in table.columns]:
        raise NewerArchive(what=f"{table.name}.{unknown[0]}")
    for column in table.columns.values():
        if column.name not in columns:
            if not older:
                raise DamagedArchive(entry=rows_entry(table.name))
            if not (column.nullable or column.has_default):
                raise OlderArchive(what=f"{table.name}.{column.name}")


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DamagedArchive(entry="manifest.json")
    return value


def _lists(value: Any) -> dict[str, list[str]]:
    found = _mapping(value)
    if not all(isinstance(names, list) for names in found.values()):
        raise DamagedArchive(entry="manifest.json")
    return found
