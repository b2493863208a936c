"""Everything of the bound business into one file."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from apps.tenancy import context
from apps.tenancy.errors import NoTenant
from apps.tenancy.models import Takeout, Tenant
from apps.tenancy.sensitive import SensitiveField
from apps.tenancy.takeout import archive, files, rules, schema
from apps.tenancy.takeout.registries import PEOPLE, SKIPPED
from apps.tenancy.takeout.rules import Shape
from apps.tenancy.takeout.schema import Table

FETCH: Final = 1000
# The same text whatever the server's or the role's settings are.
PLAIN_TEXT: Final = "SET LOCAL TimeZone='UTC';SET LOCAL DateStyle='ISO';SET LOCAL bytea_output='hex'"
TENANT_FACTS: Final = (
    *("slug", "name", "trade", "status", "locale", "currency", "time_zone", "suspended_for"),
    *("trial_ends_at", "created_at"),
)

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """What went into the archive. `left_out` names files whose names no archive can carry."""

    rows: int
    files: int
    left_out: tuple[str, ...]


def export(file: IO[bytes], *, at: datetime, progress: Progress = lambda percent: None) -> Exported:
    """Write the bound business to `file`, which need not be seekable: rows of one instant, then its files.

    `progress` hears percents. Personal data is written readable. Reads as the bound role in a transaction of
    its own; a
    file that is replaced meanwhile may be newer than the rows.
    """
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    connection = connections[context.current().alias]
    with context.use_tenant(tenant), context.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(PLAIN_TEXT)
        return _Export(connection, archive.ArchiveWriter(file), tenant, progress).run(at)


class _Export:
    def __init__(
        self,
        connection: BaseDatabaseWrapper,
        writer: archive.ArchiveWriter,
        tenant: int,
        progress: Progress,
    ) -> None:
        self.connection, self.writer, self.tenant, self.progress = connection, writer, tenant, progress
        self.people: set[int] = set()
        self.rows = self.done = 0

    def run(self, at: datetime) -> Exported:
        with self.connection.cursor() as cursor:
            known = schema.read(cursor)
            tables = [table for table in known.values() if table.name not in SKIPPED]
            counts = {table.name: self._count(cursor, table) for table in tables}
            self.rows = sum(counts.values())
        names = frozenset(known)
        by_table = models_by_table()
        for table in tables:
            model = by_table.get(table.name)
            self._write_rows(table, model, rules.of_table(table, model, names))
        self.writer.put(archive.PEOPLE, _lines(PEOPLE.get("accounts").describe(sorted(self.people))))
        listed, left_out = self._write_files()
        self.writer.finish(
            {
                "exported_at": at.isoformat(),
                "tenant": self._tenant(),
                "tables": {t.name: {"rows": counts[t.name], "columns": list(t.columns)} for t in tables},
                "migrations": migrations(self.connection),
                "shared": self._shared(),
            }
        )
        return Exported(self.done, listed, tuple(left_out))

    def _count(self, cursor: Any, table: Table) -> int:
        statement = sql.SQL("SELECT count(*) FROM {} WHERE tenant_id = %s")
        cursor.execute(statement.format(sql.Identifier(table.name)), [self.tenant])
        return int(cursor.fetchone()[0])

    def _write_rows(self, table: Table, model: type[models.Model] | None, shape: Shape) -> None:
        sensitive = sensitive_columns(model)
        self.writer.put(
            archive.rows_entry(table.name), self._encoded(table, sensitive, sorted(shape.persons))
        )

    def _encoded(
        self, table: Table, sensitive: dict[str, SensitiveField], persons: Sequence[str]
    ) -> Iterator[bytes]:
        names = list(table.columns)
        for batch in self._read(table, names):
            lines = []
            for values in batch:
                row = dict(zip(names, values, strict=True))
                for column, field in sensitive.items():
                    if row[column]:
                        row[column] = field.reveal(row[column])
                self.people.update(int(row[column]) for column in persons if row[column])
                lines.append(_line(row))
            self.done += len(batch)
            self.progress(90 * self.done // max(1, self.rows))
            yield b"".join(lines)

    def _read(self, table: Table, names: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
        columns = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(n)) for n in names)
        statement = sql.SQL("SELECT {} FROM {} WHERE tenant_id = {} ORDER BY {}").format(
            columns,
            sql.Identifier(table.name),
            sql.Literal(self.tenant),
            sql.SQL(", ").join(map(sql.Identifier, table.key)),
        )
        with self.connection.chunked_cursor() as cursor:
            cursor.execute(statement)
            while batch := cursor.fetchmany(FETCH):
                yield batch

    def _write_files(self) -> tuple[int, list[str]]:
        own = files.own_folders(Takeout.objects.exclude(file="").values_list("file", flat=True))
        listed: list[dict[str, Any]] = []
        left_out: list[str] = []
        paths = [path for path in files.walk(self.tenant) if path.split("/")[0] not in own]
        for count, path in enumerate(paths, 1):
            name = f"files/{path}"
            if not archive.is_safe(name):
                left_out.append(path)
                continue
            with default_storage.open(files.full(self.tenant, path)) as content:
                # Pictures and documents are packed already.
                facts = self.writer.put(name, content.chunks(archive.PIECE), packed=False)
            listed.append({"path": path, **facts})
            self.progress(90 + 10 * count // len(paths))
        self.writer.put(archive.FILES, _lines(listed))
        return len(listed), left_out

    def _tenant(self) -> dict[str, Any]:
        row = Tenant.objects.select_related("plan").get(pk=self.tenant)
        facts = {name: getattr(row, name) for name in TENANT_FACTS}
        facts |= {"id": row.pk, "plan": row.plan.key, "slug_host": row.slug_host}
        return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in facts.items()}

    def _shared(self) -> dict[str, dict[str, list[Any]]]:
        """How another installation recognises the rows that ids of this one name."""
        found = {}
        with self.connection.cursor() as cursor:
            for table, keys in rules.SHARED.items():
                columns = sql.SQL(", ").join(map(sql.Identifier, ("id", *keys)))
                cursor.execute(
                    sql.SQL("SELECT {} FROM {} ORDER BY id").format(columns, sql.Identifier(table))
                )
                found[table] = {str(number): list(values) for number, *values in cursor.fetchall()}
        return found


def models_by_table() -> dict[str, type[models.Model]]:
    """The model behind each table, also those Django makes for many-to-many fields."""
    every = apps.get_models(include_auto_created=True)
    return {m._meta.db_table: m for m in every if not m._meta.proxy}


def sensitive_columns(model: type[models.Model] | None) -> dict[str, SensitiveField]:
    """Columns that are encrypted with the business's own key."""
    fields = [] if model is None else model._meta.local_concrete_fields
    return {str(field.column): field for field in fields if isinstance(field, SensitiveField)}


def migrations(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """Names of the applied migrations by app."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, name in cursor.fetchall():
            found.setdefault(app, []).append(name)
    return found


def _lines(values: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    return (_line(value) for value in values)


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
