"""Inserting rows of several tables at once: one statement draws their numbers, one writes them all.

A wide INSERT takes the ORM as long to word as PostgreSQL to plan, and is worded and planned each time. Here each
table has a function that takes its rows as JSON and keeps its plan. It runs with the rights of whoever calls it: row
security, constraints and triggers are those of any other INSERT.
"""

import copy
import datetime as dt
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, LiteralString

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import DatabaseDefault, Value

from apps.tenancy import context, db
from apps.tenancy.policies import quoted

_PREFIX: Final = "insert_rows_of_"
# Their values are written into JSON as they are; of all others the field says what is stored.
_PLAIN: Final = (
    models.AutoField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DecimalField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.JSONField,
    models.TextField,
    models.UUIDField,
)
# Columns that the database fills where nothing is said.
_DEFAULTS: Final = """
SELECT a.attname::text, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a
JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = %s::regclass AND a.attnotnull AND a.attidentity = '' AND a.attgenerated = ''
"""


class _Exact(DjangoJSONEncoder):
    """Django's own leaves out what is less than a millisecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime | dt.time) else super().default(o)


def step(*tables: type[models.Model]) -> Any:
    """What makes the functions of these tables after every migration, as the owner."""

    def create(cursor: CursorWrapper) -> None:
        for model in tables:
            cursor.execute(_DEFAULTS, [model._meta.db_table])
            cursor.execute(_function(model, dict(cursor.fetchall())))

    return create


def insert(*groups: Sequence[models.Model]) -> None:
    """Save unsaved rows, each group of one table that has its `step`; two statements, whatever their number.

    Rows may refer to each other, whatever their order: numbers are drawn first. What the database fills in is read when
    it is asked for. No signals are sent. Raises IntegrityError as any INSERT does.
    """
    filled = [list(group) for group in groups if group]
    if not filled:
        return
    alias = context.current().alias
    _draw(filled)
    told = {f"rows{place}": _json(group, alias) for place, group in enumerate(filled)}
    calls: LiteralString = ", ".join(
        [f"{_name(type(group[0]))}(%(rows{place})s::json)" for place, group in enumerate(filled)]
    )
    # It begins with WITH, since what begins with SELECT is taken for a read.
    db.fetch_all(f"WITH written AS (SELECT {calls}) SELECT FROM written", **told)  # noqa: S608
    for group in filled:
        for row in group:
            _settle(row, alias)


def _draw(groups: Sequence[Sequence[models.Model]]) -> None:
    """Give the rows their numbers, in their order."""
    parts: LiteralString = ", ".join(
        [
            f"ARRAY(SELECT nextval('{_sequence(type(group[0]))}') FROM generate_series(1, %(most{place})s)) AS n{place}"  # noqa: S608
            for place, group in enumerate(groups)
        ]
    )
    found = (
        db.fetch_one(f"SELECT {parts}", **{f"most{n}": len(group) for n, group in enumerate(groups)}) or {}
    )
    for place, group in enumerate(groups):
        for row, number in zip(group, found[f"n{place}"], strict=True):
            row.pk = number


def _json(rows: Sequence[models.Model], alias: str) -> str:
    connection = connections[alias]
    told = []
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="save")  # type: ignore[attr-defined]
        values = {}
        for field, is_plain in _fields(type(row)):
            value = field.pre_save(row, add=True)
            if isinstance(value, DatabaseDefault):
                continue
            values[field.column] = value if is_plain else field.get_db_prep_save(value, connection)
        told.append(values)
    return json.dumps(told, cls=_Exact)


def _settle(row: models.Model, alias: str) -> None:
    """The row as it is after any other save."""
    row._state.adding, row._state.db = False, alias
    for field, _is_plain in _fields(type(row)):
        value: Any = row.__dict__.get(field.attname)
        if not isinstance(value, DatabaseDefault):
            continue
        value = value.expression  # type: ignore[attr-defined]
        if isinstance(value, Value):
            setattr(row, field.attname, copy.copy(value.value))
        else:
            del row.__dict__[field.attname]


@cache
def _fields(model: type[models.Model]) -> tuple[tuple[Any, bool], ...]:
    found = [field for field in model._meta.concrete_fields if not field.generated]
    return tuple((field, _is_plain(field)) for field in found)


def _is_plain(field: models.Field[Any, Any]) -> bool:
    own = type(field).__module__.startswith("django.db.models")
    return own and isinstance(field, _PLAIN) and getattr(field, "encoder", None) is None


def _name(model: type[models.Model]) -> LiteralString:
    return _PREFIX + model._meta.db_table


def _sequence(model: type[models.Model]) -> LiteralString:
    return f"{model._meta.db_table}_{model._meta.pk.column}_seq"


def _function(model: type[models.Model], defaults: dict[str, str]) -> str:
    columns = [field.column for field, _plain in _fields(model)]
    values = [
        f"coalesce(r.{quoted(name)}, {defaults[name]})" if name in defaults else f"r.{quoted(name)}"
        for name in columns
    ]
    table = quoted(model._meta.db_table)
    return f"""CREATE OR REPLACE FUNCTION {_name(model)}(p_rows json) RETURNS void
        LANGUAGE plpgsql SECURITY INVOKER AS $rows$
        BEGIN
            INSERT INTO {table} ({", ".join(map(quoted, columns))})
            SELECT {", ".join(values)} FROM json_populate_recordset(NULL::{table}, p_rows) r;
        END $rows$"""  # noqa: S608  names of tables and columns, quoted
