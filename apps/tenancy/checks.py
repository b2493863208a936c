"""System checks: a model that forgets its business does not start."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.db import connections, models

from apps.tenancy import catalog
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import GlobalModel, TenantModel

OURS = ("apps.", "cms.", "reports.", "quayside.", "tests.")


@checks.register("tenancy")
def models_declare_their_business(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """E001 to E008 for every model of ours."""
    chosen = None if app_configs is None else {config.label for config in app_configs}
    found: list[CheckMessage] = []
    for model in apps.get_models(include_auto_created=True):
        if chosen is None or model._meta.app_label in chosen:
            found += problems(model)
    return found


def problems(model: type[models.Model]) -> Iterator[CheckMessage]:
    """Everything that would let rows of this model out of their business."""
    options = model._meta
    if options.proxy or not options.managed or options.swapped:
        return
    ours = (model.__module__ + ".").startswith(OURS)
    tenanted = issubclass(model, TenantModel)
    if ours and not tenanted and not issubclass(model, GlobalModel) and not _of_library(model):
        if options.auto_created:
            yield from _automatic(model)
        else:
            yield Error(
                f"{options.label} is neither a TenantModel nor a GlobalModel.",
                hint="Subclass one of apps.tenancy.models; DESIGN: tenancy.",
                obj=model,
                id="tenancy.E001",
            )
        return
    for field in options.local_fields:
        yield from _reference(model, field, tenanted=tenanted)
    if tenanted and ours:
        yield from _unique(model)
        yield from _indexes(model)


def _of_library(model: type[models.Model]) -> bool:
    """A page type, say: its row continues a library's row that is retrofitted, as its own is."""
    return any(not (base.__module__ + ".").startswith(OURS) for base in model._meta.get_parent_list())


def _automatic(model: type[models.Model]) -> Iterator[CheckMessage]:
    targets = [field.related_model for field in model._meta.local_fields if field.is_relation]
    if any(isinstance(target, type) and issubclass(target, TenantModel) for target in targets):
        yield Error(
            f"{model._meta.label} has no tenant_id: the table was made by a ManyToManyField.",
            hint="Write the table between them as a TenantModel and name it as `through`.",
            obj=model,
            id="tenancy.E006",
        )


def _reference(
    model: type[models.Model], field: "models.Field[Any, Any]", *, tenanted: bool
) -> Iterator[CheckMessage]:
    target = field.related_model if isinstance(field, models.ForeignKey) else None
    if not (isinstance(target, type) and issubclass(target, TenantModel)):
        return
    if not tenanted and not _of_library(model):
        yield Error(f"{field} points from outside into a business's table.", obj=model, id="tenancy.E002")
    elif tenanted and not isinstance(field, TenantForeignKey):
        yield Error(f"{field} must be a TenantForeignKey.", obj=model, id="tenancy.E003")


def _unique(model: type[models.Model]) -> Iterator[CheckMessage]:
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key and field.name not in _across(model):
            yield Error(
                f"{field} is unique over all businesses.",
                hint="Use UniqueConstraint(fields=['tenant', …]), or name it in `across_tenants`.",
                obj=model,
                id="tenancy.E004",
            )
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and not _led(constraint.fields, constraint):
            yield Error(
                f"Constraint {constraint.name} does not begin with the tenant.",
                obj=model,
                id="tenancy.E005",
            )
    if model._meta.unique_together:
        yield Error("unique_together is not used here.", obj=model, id="tenancy.E005")


def _across(model: type[models.Model]) -> Sequence[str]:
    return getattr(model, "across_tenants", ())


def _indexes(model: type[models.Model]) -> Iterator[CheckMessage]:
    for field in model._meta.local_fields:
        if getattr(field, "db_index", False) and not field.unique and field.name not in _across(model):
            yield Error(
                f"The index of {field} does not begin with the tenant.",
                hint="Say db_index=False; foreign keys within the business get their index by themselves.",
                obj=model,
                id="tenancy.E007",
            )
    for index in model._meta.indexes:
        if not _led(index.fields, index):
            yield Error(
                f"Index {index.name} does not begin with the tenant, so row security makes it useless.",
                obj=model,
                id="tenancy.E007",
            )


def _led(fields: Sequence[str], declared: Any) -> bool:
    if fields:
        return fields[0].lstrip("-") == "tenant"
    first = declared.expressions[0]
    return getattr(first, "name", "") in {"tenant", "tenant_id"}


@checks.register(checks.Tags.database)
def the_database_keeps_the_walls(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """E010: one error per finding of the catalog audit."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        return [Error(finding, id="tenancy.E010") for finding in catalog.audit(cursor)]
