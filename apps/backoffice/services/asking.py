"""Whether the database would take a record as it is, asked in one statement.

Django asks about each constraint and each reference by itself, a statement each. Here all of it is one question; only
when the answer is no does Django ask one by one, for the sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import connections, models

from apps.tenancy import context, db
from apps.tenancy.constraints import SchemaConstraint, TenantIdentity
from apps.tenancy.models import TenantModel

# A cast to varchar(80) would cut what is too long.
_LENGTH: Final = re.compile(r"(?<=varchar)\(\d+\)")
_NEVER_BROKEN: Final = (SchemaConstraint, TenantIdentity)


@dataclass(frozen=True, slots=True)
class _Unique:
    """Fields of which no other row has the same; `condition` is SQL, "" for none."""

    fields: tuple[str, ...]
    condition: str


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each record of a model.

    `named` are the fields that conditions name; `others` are asked by Django.
    """

    checks: tuple[str, ...]
    named: tuple[str, ...]
    uniques: tuple[_Unique, ...]
    references: tuple[str, ...]
    others: tuple[models.BaseConstraint, ...]


def clean(record: TenantModel) -> None:
    """What Django's `full_clean` does for a record, in one statement while nothing is wrong. Raises ValidationError."""
    if not _would_take(record):
        record.full_clean(exclude=["tenant"])


def _would_take(record: TenantModel) -> bool:
    """Whether validation finds nothing wrong with the record. False when something is, or when it cannot be told here.

    One statement, and one more for each constraint that is neither a check nor of plain columns.
    """
    question = _question(type(record))
    if question is None:
        return False
    given = [
        name for name in question.references if getattr(record, _column(record, name).attname) is not None
    ]
    try:
        record.clean_fields(exclude={"tenant", *given})
        record.clean()
        record.validate_unique(exclude={"tenant"})
        for constraint in question.others:
            constraint.validate(type(record), record, exclude=set(), using=context.current().alias)
    except ValidationError:
        return False
    parts, values = _asked(record, question, given)
    if parts is None:
        return False
    if not parts:
        return True
    row = _row(record, question, values)
    if row is None:
        return False
    statement = f"SELECT {' AND '.join(parts)} AS fine{row}"
    answer = db.fetch_one(statement, **values)
    return bool(answer and answer["fine"])


def _column(record: Any, name: str) -> Any:
    return record._meta.get_field(name)


def _asked(
    record: TenantModel, question: _Question, given: Sequence[str]
) -> tuple[list[str] | None, dict[str, Any]]:
    """Conditions that must all be true, and their values; None for values that only the database knows."""
    values: dict[str, Any] = {}
    parts = [f"({check}) IS NOT FALSE" for check in question.checks]
    for name in given:
        field = _column(record, name)
        target = field.target_field
        values[f"r_{name}"] = target.get_db_prep_value(getattr(record, field.attname), _connection())
        table, column = _quoted(target.model._meta.db_table), _quoted(target.column)
        parts.append(f"EXISTS (SELECT 1 FROM {table} WHERE {column} = %(r_{name})s)")  # noqa: S608  names of ours
    for unique in question.uniques:
        found = [getattr(record, _column(record, name).attname) for name in unique.fields]
        if any(value is None for value in found):
            continue  # nothing is never the same as nothing
        if any(hasattr(value, "resolve_expression") for value in found):
            return None, {}
        parts.append(_no_other(record, unique, values))
    return parts, values


def _no_other(record: TenantModel, unique: _Unique, values: dict[str, Any]) -> str:
    same = []
    for name in unique.fields:
        field = _column(record, name)
        values[f"u_{name}"] = field.get_db_prep_value(getattr(record, field.attname), _connection())
        same.append(f"{_quoted(field.column)} = %(u_{name})s::{_type(field)}")
    if not record._state.adding and record.pk is not None:
        values["pk"] = record.pk
        same.append(f"{_quoted(_column(record, record._meta.pk.name).column)} <> %(pk)s")
    if unique.condition:
        same.append(f"({unique.condition})")
    table = _quoted(record._meta.db_table)
    other = f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(same)})"  # noqa: S608  names of ours
    return f"(({unique.condition}) AND {other}) IS FALSE" if unique.condition else f"NOT {other}"


def _row(record: TenantModel, question: _Question, values: dict[str, Any]) -> str | None:
    """The record as a row that conditions can name columns of; None for values that only the database knows."""
    columns = []
    for name in question.named:
        field = _column(record, name)
        value = getattr(record, field.attname)
        if hasattr(value, "resolve_expression"):
            return None
        values[f"c_{name}"] = field.get_db_prep_save(value, _connection())
        columns.append(f"%(c_{name})s::{_type(field)} AS {_quoted(field.column)}")
    return f" FROM (SELECT {', '.join(columns)}) AS given" if columns else ""


@cache
def _question(model: type[TenantModel]) -> _Question | None:
    """What to ask of a model's records; None for one that inherits columns of another table."""
    if model._meta.parents:
        return None
    checks, named, uniques, others = [], dict[str, None](), [], []
    with _connection().schema_editor(collect_sql=True, atomic=False) as editor:
        for constraint in model._meta.constraints:
            if isinstance(constraint, _NEVER_BROKEN):
                continue
            if type(constraint) is models.CheckConstraint:
                checks.append(_escaped(constraint._get_check_sql(model, editor)))  # type: ignore[attr-defined]
                named |= dict.fromkeys(_names(model, constraint.condition))
            elif type(constraint) is models.UniqueConstraint and _is_plain(constraint):
                condition = constraint.condition
                said = _escaped(constraint._get_condition_sql(model, editor)) if condition else ""  # type: ignore[attr-defined]
                uniques.append(_Unique(tuple(constraint.fields), said))
                named |= dict.fromkeys(_names(model, condition)) if condition else {}
            else:
                others.append(constraint)
    references = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.name != "tenant"
        and not field.get_limit_choices_to()
    ]
    return _Question(tuple(checks), tuple(named), tuple(uniques), tuple(references), tuple(others))


def _is_plain(constraint: models.UniqueConstraint) -> bool:
    return bool(constraint.fields) and not constraint.expressions and constraint.nulls_distinct is not False


def _names(model: type[models.Model], condition: Any) -> Iterator[str]:
    for path in model._get_expr_references(condition):  # type: ignore[attr-defined]
        name = path[0]
        yield model._meta.pk.name if name == "pk" else model._meta.get_field(name).name


def _connection() -> Any:
    return connections[context.current().alias]


def _quoted(name: str) -> str:
    return str(_connection().ops.quote_name(name))


def _type(field: Any) -> str:
    return _LENGTH.sub("", field.db_type(_connection()))


def _escaped(sql: str) -> str:
    return sql.replace("%", "%%")
