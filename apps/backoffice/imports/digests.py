"""What records come to, as the database sees it: whoever differs later has been changed since."""

from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, F, Func, Model

from apps.tenancy.models import TenantModel


class RowDigest(Func):
    """A number for the columns of a row, equal as long as their values are."""

    template = "hashtextextended(ROW(%(expressions)s)::text, 0)"
    output_field = BigIntegerField()


def columns(model: type[Model]) -> list[str]:
    """Columns people and services fill; what the product counts by itself changes without anybody's doing."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.name == "custom" or (field.editable and not field.primary_key and field.name != "tenant")
    ]


def of(model: type[TenantModel], numbers: Collection[int], names: Collection[str]) -> dict[int, int]:
    """Digests by the number of the record; records that are gone have none. One query."""
    present = {field.attname for field in model._meta.concrete_fields}
    if not numbers or not set(names) <= present:
        return {}
    found: Any = model._default_manager.filter(pk__in=numbers).annotate(came_to=RowDigest(*map(F, names)))
    return dict(found.order_by().values_list("pk", "came_to"))
