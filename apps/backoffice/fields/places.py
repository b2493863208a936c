"""What a field stands on, as `on` says it: "app.model", or "records.<type>" for a record type of the owner's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models import Model, QuerySet

from apps.audit.tables import EXEMPT
from apps.backoffice.models import LINKS, CustomField, Link
from apps.kernel.registry import Registry
from apps.tenancy.models import TenantModel


@dataclass(frozen=True, slots=True)
class Family:
    """A table whose rows are of many kinds, each with fields of its own.

    `on(record)` and `rows(on)` are each other's inverse; `sql` says `on` of a row as SQL, with {row} for its alias.
    A record never changes its kind.
    """

    model: type[Model]
    on: Callable[[Any], str]
    rows: Callable[[str], QuerySet[Any]]
    sql: str


# By what stands before the point: "records".
FAMILIES: Final[Registry[Family]] = Registry("family of records")
# Derived from others, or what fields themselves are made of.
NEVER: Final = frozenset(
    {
        *(
            "backoffice.customfield",
            "backoffice.customvalue",
            "backoffice.customsecret",
            "backoffice.customfile",
        ),
        *("backoffice.fieldchange", "backoffice.formervalue", "tenancy.tenantkey", "tenancy.takeout"),
        *("backoffice.import", "backoffice.importrow", "backoffice.importbatch", "backoffice.export"),
        "backoffice.definitionversion",
    }
)


def on_of(model: type[Model]) -> str:
    """What fields of a model's rows stand on, where all rows are of one kind."""
    return str(model._meta.label_lower)


def on_of_record(record: Model) -> str:
    """What the fields of this record stand on."""
    for family in FAMILIES:
        if isinstance(record, family.model):
            return family.on(record)
    return on_of(type(record))


def family_of(on: str) -> Family | None:
    """The family that a kind of record is of."""
    name = on.partition(".")[0]
    return FAMILIES.get(name) if name in FAMILIES else None


def model_of(on: str) -> type[TenantModel] | None:
    """The model behind, None where no record can have fields."""
    family = family_of(on)
    if family is not None:
        return family.model  # type: ignore[return-value]
    try:
        model = apps.get_model(on)
    except (LookupError, ValueError):
        return None
    return model if can_have_fields(model) else None


def rows(on: str) -> QuerySet[Any]:
    """All records of the kind in the bound business. LookupError where there is no such kind."""
    family = family_of(on)
    if family is not None:
        return family.rows(on)
    model = model_of(on)
    if model is None:
        raise LookupError(on)
    return model._default_manager.all()


def can_have_fields(model: type[Model]) -> bool:
    """Whether rows of the model can have fields of the owner's."""
    options = model._meta
    if not issubclass(model, TenantModel) or options.abstract or options.proxy or not options.managed:
        return False
    derived = options.db_table in EXEMPT
    return not derived and options.label_lower not in NEVER and not issubclass(model, Link)


def kinds() -> Iterator[tuple[str, type[Model]]]:
    """Every kind of record of a model of its own, as (on, model); families not among them."""
    tables = {family.model for family in FAMILIES}
    for model in apps.get_models():
        if can_have_fields(model) and model not in tables and isinstance(model._meta.pk, models.BigAutoField):
            yield on_of(model), model


def link_model(target: str) -> type[Link] | None:
    """The table of references to a kind of record, None when none can be referred to."""
    family = family_of(target)
    key = on_of(family.model) if family is not None else target
    return LINKS.get(key) if key in LINKS else None


def nothing() -> QuerySet[Any]:
    """No records, for a reference whose target is gone."""
    return CustomField.objects.none()
