"""What is searched: the tables of the declared screens, and those whose rows say themselves what kind they are of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Field, Model

from apps.backoffice.attributes import columns_of
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Kind
from apps.kernel.registry import Registry
from apps.tenancy.models import TenantModel
from apps.tenancy.role_sql import literal
from apps.tenancy.sensitive import SensitiveField

SHORT: Final = frozenset({Kind.TEXT, Kind.EMAIL, Kind.PHONE})
# Stands for the row in the SQL of a kind.
ROW: Final = "{row}"


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows are found. `columns` in the order of what they say: the first begins the text.

    `kind` is SQL for a row's kind with `{row}` for the row; rows of which it is NULL are not found. `kinds` is the LIKE
    pattern of all kinds it gives.
    """

    table: str
    columns: tuple[str, ...]
    kind: str
    kinds: str

    def kind_of(self, row: str) -> str:
        """SQL of the kind of a row."""
        return self.kind.replace(ROW, row)

    @property
    def fixed(self) -> bool:
        """Whether all rows are of one kind."""
        return ROW not in self.kind


# Tables that no screen stands for alone, as the owner's records, whose type is their kind.
SOURCES: Final[Registry[Source]] = Registry("searched table")


def source(
    model: type[Model], *, columns: Iterable[str] | None = None, kind: str = "", kinds: str = ""
) -> Source:
    """What a model's rows are found by. `kind` is SQL with `{row}`; without it they are of the model's own kind.

    `columns` are names of fields, None for every short text. Raises ImproperlyConfigured for a sensitive one, and for
    one that is no column of the model.
    """
    if not issubclass(model, TenantModel):
        raise ImproperlyConfigured(f"{model._meta.label} is no TenantModel, so it is not searched")
    label = str(model._meta.label_lower)
    names = short_texts(model) if columns is None else list(columns)
    fields = [_field(model, name) for name in names]
    return Source(
        table=model._meta.db_table,
        columns=tuple(str(field.column) for field in fields),
        kind=kind or literal(label),
        kinds=kinds or label.replace("\\", r"\\").replace("_", r"\_").replace("%", r"\%"),
    )


def everything() -> list[Source]:
    """One source per searched table. Raises ImproperlyConfigured when two claim one table."""
    found: dict[str, Source] = {}
    for one in [*SOURCES, *(of_screen(screen) for screen in SCREENS if is_indexed(screen))]:
        if one.table in found:
            raise ImproperlyConfigured(f"{one.table} is searched twice")
        found[one.table] = one
    return list(found.values())


def is_indexed(screen: Screen) -> bool:
    """Whether the screen's records have a text of their own in the index."""
    return not screen.search_lookups and screen.search != ()


def of_screen(screen: Screen) -> Source:
    """What a declared screen's records are found by."""
    return source(screen.model, columns=screen.search)


def short_texts(model: type[Model]) -> list[str]:
    """Names of all columns with a short text that is nobody's secret."""
    return [one.key for one in columns_of(model) if one.kind in SHORT and not one.sensitive]


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist as error:
        raise ImproperlyConfigured(f"{model._meta.label} has no column {name} to search") from error
    if not isinstance(field, Field) or not field.concrete:
        raise ImproperlyConfigured(f"{model._meta.label}.{name} is no column that can be searched")
    if isinstance(field, SensitiveField):
        raise ImproperlyConfigured(f"{model._meta.label}.{name} is sensitive and must not be searched")
    return field
