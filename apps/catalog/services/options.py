"""Options of products and units of options: made, changed, put in order, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Incoming, Values
from apps.catalog.models import Option, Product, Unit
from apps.catalog.services import cleaning, several
from apps.kernel.errors import Refusal
from apps.tenancy import context, shown


def create_option(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Option | None = None,
) -> Option:
    """A new option of the product that `values` name, with the units given; a key that is not given is made of the
    name. Raises Invalid and UnknownAttribute.
    """
    option = record or Option()
    with context.atomic():
        taken = Option.objects.filter(product=_number(values.get("product")) or option.product_id)
        keys = set(taken.values_list("key", flat=True))
        cleaned = cleaning.keyed(values, keys, or_else="option")
        rows = cleaning.children(children, {})
        records.create(record=option, values=cleaned, children=rows, by=by, at=at)
        shown.forget_own()
    return option


def update_option(
    *, record: Option, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Option:
    """Change what is named, and the units given. Locks the option. Raises Invalid, UnknownAttribute, NotFound."""
    with context.atomic():
        cleaned = cleaning.rekeyed(values)
        keys = record.units.values_list("key", flat=True) if "units" in (children or {}) else ()
        rows = cleaning.children(children, {"units": set(keys)})
        records.update(record=record, values=cleaned, children=rows, by=by, at=at)
        shown.forget_own()
    return record


def delete_option(*, record: Option, by: Member | None, at: datetime) -> None:
    """Remove an option with its units. Raises InUse."""
    with context.atomic():
        records.delete(record=record, by=by, at=at)
        shown.forget_own()


def order_options(*, product: Product, numbers: Sequence[int], by: Member | None, at: datetime) -> None:
    """Put all options of a product in this order. Locks them. Raises NotItsRows."""
    with context.atomic():
        several.put_in_order(Option.objects.filter(product=product), numbers)
        shown.forget_own()


def create_unit(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Unit | None = None,
) -> Unit:
    """A new unit of the option that `values` name. A price is in minor units of `currency`, else of the business's.

    Raises Invalid and UnknownAttribute.
    """
    unit = record or Unit()
    with context.atomic():
        taken = Unit.objects.filter(option=_number(values.get("option")) or unit.option_id)
        keys = set(taken.values_list("key", flat=True))
        cleaned = cleaning.priced(cleaning.keyed(values, keys, or_else="unit"), new=True)
        records.create(record=unit, values=cleaned, children=children, by=by, at=at)
        shown.forget_own()
    return unit


def update_unit(
    *, record: Unit, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Unit:
    """Change what is named; another price without a currency is in the business's. Locks the unit.

    Raises Invalid, UnknownAttribute, NotFound.
    """
    with context.atomic():
        cleaned = cleaning.priced(cleaning.rekeyed(values), new=False)
        records.update(record=record, values=cleaned, children=children, by=by, at=at)
        shown.forget_own()
    return record


def delete_unit(*, record: Unit, by: Member | None, at: datetime) -> None:
    """Remove a unit. Raises InUse."""
    with context.atomic():
        records.delete(record=record, by=by, at=at)
        shown.forget_own()


def order_units(*, option: Option, numbers: Sequence[int], by: Member | None, at: datetime) -> None:
    """Put all units of an option in this order. Locks them. Raises NotItsRows."""
    with context.atomic():
        several.put_in_order(Unit.objects.filter(option=option), numbers)
        shown.forget_own()


def save_options(
    *, rows: Sequence[Incoming], by: Member | None, at: datetime, model: type[Option] = Option
) -> list[Option | Refusal]:
    """Rows of an import, each as if it were alone; answers for each its option or why not."""
    return several.save_each(Option, rows, create_option, update_option, by=by, at=at)


def save_units(
    *, rows: Sequence[Incoming], by: Member | None, at: datetime, model: type[Unit] = Unit
) -> list[Unit | Refusal]:
    """Rows of an import, each as if it were alone; answers for each its unit or why not."""
    return several.save_each(Unit, rows, create_unit, update_unit, by=by, at=at)


def _number(given: Any) -> Any:
    """The number of a record that is given itself or as its number; what is neither, the record's writer refuses."""
    number = getattr(given, "pk", given)
    return number if isinstance(number, int) or str(number).isdecimal() else None
