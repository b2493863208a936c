"""Rows of an archive into their tables."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import DataError, models
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from apps.tenancy.models import TenantModel
from apps.tenancy.sensitive import SensitiveField
from apps.tenancy.takeout import rules
from apps.tenancy.takeout.archive import rows_entry
from apps.tenancy.takeout.errors import DamagedArchive
from apps.tenancy.takeout.exporting import sensitive_columns
from apps.tenancy.takeout.moving import Move
from apps.tenancy.takeout.registries import ROWS, Row
from apps.tenancy.takeout.rules import Shape
from apps.tenancy.takeout.schema import Table

BATCH_ROWS: Final = 500
BATCH_LETTERS: Final = 4_000_000


class Inserter:
    """Moves and inserts; counts rows and collects in words what had to stay out."""

    def __init__(self, cursor: CursorWrapper, move: Move, by_table: Mapping[str, type[models.Model]]) -> None:
        self.cursor, self.move, self.by_table = cursor, move, by_table
        self.rows = 0
        self.left_out: list[str] = []

    def insert(self, table: Table, lines: Iterator[dict[str, Any]]) -> None:
        """Insert a table's rows in batches; constraints wait for the end of the transaction."""
        model = self.by_table.get(table.name)
        shape: Shape = self.move.shapes[table.name]
        sensitive = sensitive_columns(model)
        batch: list[Row] = []
        letters = 0
        names: set[str] = set()
        for line in lines:
            names = names or set(line)
            if set(line) != names:
                raise DamagedArchive(entry=rows_entry(table.name))
            row = self._moved(table, shape, line)
            if row is None or self._is_taken(table, model, row):
                continue
            self._protect(row, sensitive)
            batch.append(row)
            letters += sum(len(value) for value in row.values() if value)
            if len(batch) >= BATCH_ROWS or letters >= BATCH_LETTERS:
                self._put(table, batch)
                batch, letters = [], 0
        self._put(table, batch)

    def _moved(self, table: Table, shape: Shape, line: dict[str, Any]) -> Row | None:
        if not set(line) <= set(table.columns) or not all(
            value is None or isinstance(value, str) for value in line.values()
        ):
            raise DamagedArchive(entry=rows_entry(table.name))
        try:
            row: Row | None = rules.finish(table.name, line, shape.apply(line, self.move), self.move)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamagedArchive(entry=rows_entry(table.name)) from error
        if table.name in dict(ROWS.items()) and row is not None:
            row = ROWS.get(table.name)(row, self.move)
        if row is None:
            return None
        for name, value in row.items():
            # A person, page type or permission that does not exist here, where the row cannot do without.
            if value is None and line[name] is not None and not table.columns[name].nullable:
                self.left_out.append(f"{table.name} {line.get(table.number or '', '')}: {name}")
                return None
        return row

    def _is_taken(self, table: Table, model: type[models.Model] | None, row: Row) -> bool:
        """Whether another business has what only one of the installation can have, such as a domain."""
        if table.name == "wagtailcore_site":
            self._give_free_host(row)
        if model is None or not issubclass(model, TenantModel):
            return False
        for field in model._meta.local_concrete_fields:
            lone = field.unique and not field.primary_key and not field.is_relation
            column = str(field.column)
            if lone and self._exists(table.name, column, row[column]):
                self.left_out.append(f"{table.name}: {row[column]}")
                return True
        return False

    def _give_free_host(self, row: Row) -> None:
        if self._exists("wagtailcore_site", "hostname", row["hostname"]):
            self.left_out.append(f"wagtailcore_site: {row['hostname']}")
            row["hostname"] = f"site-{row['id']}.invalid"

    def _exists(self, table: str, column: str, value: str | None) -> bool:
        statement = sql.SQL("SELECT 1 FROM {} WHERE {} = %s AND tenant_id <> {}").format(
            sql.Identifier(table), sql.Identifier(column), sql.Literal(self.move.tenant)
        )
        self.cursor.execute(statement, [value])
        return self.cursor.fetchone() is not None

    def _protect(self, row: Row, sensitive: dict[str, SensitiveField]) -> None:
        for column, field in sensitive.items():
            if value := row[column]:
                row[column] = field.protect(value, tenant=self.move.tenant)

    def _put(self, table: Table, batch: list[Row]) -> None:
        if not batch:
            return
        names = list(batch[0])
        typed = sql.SQL(", ").join(
            sql.SQL("{}::{}").format(sql.Identifier(n), sql.SQL(table.columns[n].type)) for n in names
        )
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        arrays = sql.SQL(", ").join([sql.SQL("%s::text[]")] * len(names))
        statement = sql.SQL(
            "INSERT INTO {} ({}, tenant_id) SELECT {}, {} FROM unnest({}) AS given ({})"
        ).format(
            sql.Identifier(table.name),
            columns,
            typed,
            sql.Literal(self.move.tenant),
            arrays,
            columns,
        )
        try:
            self.cursor.execute(statement, [[row[name] for row in batch] for name in names])
        except DataError as error:
            raise DamagedArchive(entry=rows_entry(table.name)) from error
        self.rows += len(batch)
