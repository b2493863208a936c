"""Inserting rows of several tables at once: one statement draws their numbers and writes them all.

A wide INSERT takes the ORM as long to word as PostgreSQL to plan, and is worded and planned each time. Here each
table has a function that takes its rows as JSON and keeps its plan. It runs with the rights of whoever calls it: row
security, constraints and triggers are those of any other INSERT.
"""

import copy
import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, LiteralString

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import DatabaseDefault, Value

from apps.tenancy import context, db, functions
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
            functions.clear(cursor, _base(model), current=_name(model))

    return create


def insert(*groups: Sequence[models.Model]) -> None:
    """Save unsaved rows, each group of one table that has its `step`; one statement, whatever their number.

    Rows may refer to each other, whatever their order. What the database fills in is read when it is asked for. No
    signals are sent. Raises IntegrityError as any INSERT does; then the rows are unsaved as before.
    """
    filled = [list(group) for group in groups if group]
    rows = [row for group in filled for row in group]
    if not rows:
        return
    alias = context.current().alias
    try:
        # Until they have numbers they go by their places, below zero.
        for place, row in enumerate(rows, 1):
            row.pk = -place
        told = {f"rows{place}": _json(group, alias) for place, group in enumerate(filled)}
        numbers = (db.fetch_one(_statement(filled), **told) or {})["numbers"]
    except BaseException:
        for row in rows:
            _number(row, lambda _place: None)
        raise
    for row in rows:
        _number(row, lambda place: numbers[place - 1])
        _settle(row, alias)


def _statement(groups: Sequence[Sequence[models.Model]]) -> LiteralString:
    drawn: LiteralString = " || ".join(
        [
            f"ARRAY(SELECT nextval('{_sequence(type(group[0]))}') FROM generate_series(1, {len(group)}))"  # noqa: S608
            for group in groups
        ]
    )
    calls: LiteralString = ", ".join(
        [
            f"{_name(type(group[0]))}(%(rows{place})s::json, numbers) AS n{place}"
            for place, group in enumerate(groups)
        ]
    )
    # It begins with WITH, since what begins with SELECT is taken for a read.
    return f"WITH drawn AS MATERIALIZED (SELECT {drawn} AS numbers) SELECT numbers, {calls} FROM drawn"  # noqa: S608


def _number(row: models.Model, of: Callable[[int], int | None]) -> None:
    """Give the row's number, and the numbers it refers to, for the places that stand there."""
    for field, _is_plain in _fields(type(row)):
        if _is_number(field):
            place = row.__dict__.get(field.attname)
            if isinstance(place, int) and place < 0:
                row.__dict__[field.attname] = of(-place)


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


def _is_number(field: models.Field[Any, Any]) -> bool:
    """Whether the column may say the number of a row that is written at the same time."""
    return field.primary_key or (field.is_relation and field.column != "tenant_id")


def _is_plain(field: models.Field[Any, Any]) -> bool:
    own = type(field).__module__.startswith("django.db.models")
    return own and isinstance(field, _PLAIN) and getattr(field, "encoder", None) is None


def _base(model: type[models.Model]) -> str:
    return f"{_PREFIX}{model._meta.db_table}"


@cache
def _name(model: type[models.Model]) -> LiteralString:
    # A function that does not know a column of this release has another name, so nothing is lost in silence.
    return functions.named(_base(model), *(field.column for field, _plain in _fields(model)))


def _sequence(model: type[models.Model]) -> LiteralString:
    return f"{model._meta.db_table}_{model._meta.pk.column}_seq"


def _function(model: type[models.Model], defaults: dict[str, str]) -> str:
    table = quoted(model._meta.db_table)
    values = []
    for field, _plain in _fields(model):
        value = f"r.{quoted(field.column)}"
        if _is_number(field):
            value = f"CASE WHEN {value} < 0 THEN p_numbers[-{value}] ELSE {value} END"
        elif field.column in defaults:
            value = f"coalesce({value}, {defaults[field.column]})"
        values.append(value)
    columns = ", ".join(quoted(field.column) for field, _plain in _fields(model))
    return f"""CREATE OR REPLACE FUNCTION {_name(model)}(p_rows json, p_numbers bigint[]) RETURNS void
        LANGUAGE plpgsql SECURITY INVOKER AS $rows$
        BEGIN
            INSERT INTO {table} ({columns})
            SELECT {", ".join(values)} FROM json_populate_recordset(NULL::{table}, p_rows) r;
        END $rows$"""  # noqa: S608  names of tables and columns, quoted
