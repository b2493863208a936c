"""What tables, columns and values are called when a person reads the log."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from apps.audit import sql, tables
from apps.audit.models import Entry
from apps.tenancy import region
from apps.tenancy.models import GlobalModel, TenantModel
from apps.tenancy.sensitive import SensitiveField
from apps.tenancy.tables import GLOBAL

Model = type[models.Model]
Field = models.Field[Any, Any]
Image = Mapping[str, Any]
Wanted = dict[Model, set[Any]]
Names = Mapping[tuple[Model, Any], str]

NOTHING: Final = "—"
LONGEST: Final = 200
HIDDEN: Final = frozenset({"id", "tenant_id"})
# Columns that usually say what a row is about, the best first.
TELLING: Final = (
    *("name", "title", "email", "host", "reference", "label", "number", "code", "slug", "quota"),
    *("singular", "on"),
)


@cache
def _models() -> dict[str, Model]:
    return {
        model._meta.db_table: model
        for model in reversed(apps.get_models(include_auto_created=True))
        if not model._meta.proxy
    }


@cache
def _fields(table: str) -> dict[str, Field]:
    model = _models().get(table)
    return {str(field.column): field for field in model._meta.local_concrete_fields} if model else {}


def table_label(table: str) -> str:
    """What a row of the table is called: "Location"."""
    model = _models().get(table)
    return str(capfirst(model._meta.verbose_name)) if model else table


def audited_tables() -> list[tuple[str, str]]:
    """Name and label of every table a person may look for, by label."""
    found = []
    for table, model in _models().items():
        managed = model._meta.managed and table not in tables.EXEMPT and table not in GLOBAL
        of_installation = issubclass(model, GlobalModel) and not model.visible
        if managed and not of_installation:
            found.append((table, table_label(table)))
    return sorted(found, key=lambda pair: pair[1].casefold())


def column_label(table: str, column: str) -> str:
    """What the column is called in forms, else its name made readable."""
    field = _fields(table).get(column)
    text = field.verbose_name if field is not None else column.removesuffix("_id").replace("_", " ")
    return str(capfirst(str(text)))


def differing(entry: Entry) -> list[str]:
    """Columns worth showing: those that differ, and of a new or gone row those that hold something."""
    before, after = entry.before or {}, entry.after or {}
    columns = [column for column in {**before, **after} if column not in HIDDEN]
    order = {column: place for place, column in enumerate(_fields(entry.table_name))}
    chosen = [
        c for c in columns if _differs(before.get(c), after.get(c), changed=entry.op == Entry.Op.UPDATE)
    ]
    return sorted(chosen, key=lambda column: (order.get(column, len(order)), column))


def _differs(before: Any, after: Any, *, changed: bool) -> bool:
    if changed:
        return bool(before != after)
    return before not in (None, "", [], {}) or after not in (None, "", [], {})


def wanted(entries: Iterable[Entry]) -> Wanted:
    """The rows that the entries point at, by model: what has to be looked up to say their names."""
    found: Wanted = {}
    for entry in entries:
        for image in (entry.before, entry.after):
            for model, key in _references(entry.table_name, image or {}):
                found.setdefault(model, set()).add(key)
    return found


def _references(table: str, image: Image) -> Iterator[tuple[Model, Any]]:
    for column, field in _fields(table).items():
        target = field.related_model
        value = image.get(column)
        if column != "tenant_id" and isinstance(target, type) and isinstance(value, int | str):
            yield target, value


def names(rows: Wanted) -> dict[tuple[Model, Any], str]:
    """Names of the rows, one query per model however many there are."""
    found: dict[tuple[Model, Any], str] = {}
    for model, keys in rows.items():
        queryset = model._base_manager.filter(pk__in=keys)
        ours = issubclass(model, TenantModel | GlobalModel)
        if ours:  # their names may come from the row next to them
            near = [f.name for f in model._meta.fields if f.many_to_one and f.name != "tenant"]
            queryset = queryset.select_related(*near) if near else queryset
            queryset = queryset.defer(*(f.name for f in model._meta.fields if isinstance(f, SensitiveField)))
        for row in queryset:
            found[model, row.pk] = str(row) if ours else _telling(vars(row))
    return found


def _telling(values: Mapping[str, Any]) -> str:
    # A library's str() may ask the database once per row.
    found = (values[column] for column in TELLING if values.get(column))
    return next((str(value) for value in found if not is_secret(value)), "")


def row_name(entry: Entry, known: Names) -> str:
    """What the row is about: its person, else a telling column of its own, else what it points at."""
    image = entry.after or entry.before or {}
    person = known.get((get_user_model(), image.get("user_id")))
    own = person or _telling(image)
    if own:
        return _short(own)
    return next((_short(known[ref]) for ref in _references(entry.table_name, image) if known.get(ref)), "")


def is_secret(value: Any) -> bool:
    """Whether the log holds a mark instead of the value."""
    return value in (sql.SECRET, sql.OTHER_SECRET)


def value_text(table: str, column: str, value: Any, known: Names) -> str:
    """A stored value as a person writes it: choices by label, rows by name, times in the current zone."""
    if value is None or value == "":
        return NOTHING
    if is_secret(value):
        return _("hidden")
    field = _fields(table).get(column)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None:
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field.related_model, type):
            return known.get((field.related_model, value)) or f"#{value}"
        if isinstance(value, str):
            value = _moment(field, value)
    if isinstance(value, list | dict):
        value = ", ".join(map(str, value)) if _plain(value) else json.dumps(value, ensure_ascii=False)
    return _short(str(value))


def _moment(field: Field, value: str) -> str:
    if isinstance(field, models.DateTimeField):
        return moment_text(parse_datetime(value)) or value
    if isinstance(field, models.DateField):
        day: date | None = parse_date(value)
        return region.dated(day) if day else value
    return value


def moment_text(at: datetime | None) -> str:
    """An instant in the current zone, to the second."""
    if at is None:
        return ""
    here = localtime(at)
    return f"{region.dated(here)}, {region.clock(here, seconds=True)}"


def _plain(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str | int) for item in value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
