"""A product once more, to be made into another."""

from datetime import datetime
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.catalog.models import Option, Product
from apps.catalog.services.products import create_product
from apps.catalog.types import Status
from apps.tenancy import context

# The owner's own fields may hold files and secrets, which are of one record only.
# An article number and a barcode are of one thing only.
_NOT_COPIED: Final = frozenset({"id", "tenant", "custom", "created_at", "changed_at", "sku", "barcode"})
_BELOW: Final = ("pictures", "faqs", "translations", "extras")
_LONGEST_NAME: Final = 120


def duplicate_product(*, record: Product, by: Member | None, at: datetime) -> Product:
    """A draft with all the product has: options, units, pictures, questions and words. Its address is made anew.

    A translated name stays as it is, so that nobody reads “copy” in a language nobody wrote.
    """
    with context.atomic():
        values = _values(record, but=("slug", "status"))
        values["name"] = (_("%(name)s (copy)") % {"name": record.name})[:_LONGEST_NAME]
        copy = create_product(values={**values, "status": Status.DRAFT}, by=by, at=at)
        for relation in _BELOW:
            _copied(list(getattr(record, relation).all()), product=copy)
        for option in record.options.all():
            _copy_option(option, copy)
    return copy


def _copy_option(option: Option, product: Product) -> None:
    (made,) = _copied([option], product=product)
    _copied(list(option.names.all()), option=made)
    for unit in option.units.all():
        (priced,) = _copied([unit], option=made)
        _copied(list(unit.names.all()), unit=priced)


def _copied(rows: list[Any], **parent: Any) -> list[Any]:
    return (
        type(rows[0])._default_manager.bulk_create([type(row)(**{**_values(row), **parent}) for row in rows])
        if rows
        else []
    )


def _values(row: models.Model, but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in {*_NOT_COPIED, *but}
    }
