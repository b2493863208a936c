"""Patterns, pools, resources and what describes them: written by their screens, with what follows from it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.services import records
from apps.backoffice.types import Children, Incoming, Values
from apps.capacity import events as facts
from apps.capacity import versions
from apps.capacity.errors import BelowBooked, StillBooked
from apps.capacity.models import Departure, Pattern, Pool, Requirement, Resource, ResourceClass
from apps.capacity.queries import reasons
from apps.capacity.services import generating
from apps.catalog.models import Option
from apps.events import services as events
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import context

# -- patterns -------------------------------------------------------------------------------------------------------


def create_pattern(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Pattern | None = None,
) -> Pattern:
    """A new pattern, and its departures at once. Raises Invalid and UnknownAttribute."""
    row = record or Pattern()
    with context.atomic():
        records.create(record=row, values=values, children=children, by=by, at=at)
        generating.generate(option=row.option_id, at=at)
    return row


def update_pattern(
    *, record: Pattern, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Pattern:
    """Change a pattern; untouched future departures that nobody has booked follow it. Locks it, then those.

    Raises Invalid, UnknownAttribute, NotFound.
    """
    with context.atomic():
        before = record.option_id
        records.update(record=record, values=values, children=children, by=by, at=at)
        if record.option_id != before:
            # Departures of another option are other departures.
            _let_go(record, at=at)
        generating.generate(option=record.option_id, at=at)
    return record


def delete_pattern(*, record: Pattern, by: Member | None, at: datetime) -> None:
    """Remove a pattern with the future departures that nobody has touched; others stay, as if made by hand."""
    with context.atomic():
        _let_go(record, at=at)
        Departure.objects.filter(pattern=record).update(pattern=None, slot=None, edited=True)
        records.delete(record=record, by=by, at=at)


def _let_go(record: Pattern, *, at: datetime) -> None:
    products = list(Departure.objects.filter(pattern=record).values_list("product_id", flat=True).distinct())
    record.active, kept = False, record.active
    record.save(update_fields=["active"])
    generating.follow_one(record.pk, at=at)
    record.active = kept
    record.save(update_fields=["active"])
    versions.changed(*products)


# -- pools ----------------------------------------------------------------------------------------------------------


def create_pool(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Pool | None = None,
) -> Pool:
    """A new pool of passes. Raises Invalid and UnknownAttribute."""
    row = record or Pool()
    with context.atomic():
        records.create(record=row, values=values, children=children, by=by, at=at)
        versions.changed(row.option.product_id)
    return row


def update_pool(
    *, record: Pool, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Pool:
    """Change a pool, never below what is taken; more places, or that it is sold again, is told to who waits.

    Raises Invalid, BelowBooked, NotFound. Locks it.
    """
    with context.atomic():
        records.hold(record)
        before = record.capacity if record.active else 0
        capacity = values.get("capacity")
        if isinstance(capacity, int) and capacity < record.booked:
            raise BelowBooked(booked=record.booked)
        records.update(record=record, values=values, children=children, by=by, at=at, held=True)
        if record.active and record.capacity > before:
            _tell_added(record, at=at)
        versions.changed(record.option.product_id)
    return record


def _tell_added(row: Pool, *, at: datetime) -> None:
    told = facts.PoolPlacesAdded(
        pool=row.pk, product=row.option.product_id, option=row.option_id, left=row.left
    )
    events.record(told, at=at)


def delete_pool(*, record: Pool, by: Member | None, at: datetime) -> None:
    """Remove a pool that nobody has a place in. Raises StillBooked and InUse. Locks it."""
    with context.atomic():
        records.hold(record)
        if record.booked:
            raise StillBooked(booked=record.booked)
        records.delete(record=record, by=by, at=at)
        versions.changed(record.option.product_id)


# -- resources and what they can and need ---------------------------------------------------------------------------


def create_resource(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Resource | None = None,
) -> Resource:
    """A new resource with its skills and hours. Raises Invalid and UnknownAttribute."""
    row = record or Resource()
    with context.atomic():
        records.create(record=row, values=values, children=children, by=by, at=at)
        _served_by([row.pk])
    return row


def update_resource(
    *, record: Resource, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Resource:
    """Change a resource, its skills and hours. What it is booked for stays. Raises Invalid, NotFound. Locks it."""
    with context.atomic():
        _served_by([record.pk])  # what it served until now
        records.update(record=record, values=values, children=children, by=by, at=at)
        _served_by([record.pk])
    return record


def delete_resource(*, record: Resource, by: Member | None, at: datetime) -> None:
    """Remove a resource that nothing was ever reserved on. Raises InUse."""
    with context.atomic():
        _served_by([record.pk])
        records.delete(record=record, by=by, at=at)


def update_class(
    *,
    record: ResourceClass,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
) -> ResourceClass:
    """Change a class. Other buffers and hours count for what is booked from now on. Raises Invalid, NotFound."""
    with context.atomic():
        records.update(record=record, values=values, children=children, by=by, at=at)
        _served_by(list(record.resources.values_list("pk", flat=True)))
    return record


def create_requirement(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Requirement | None = None,
) -> Requirement:
    """Something more that a product needs. Raises Invalid and UnknownAttribute."""
    row = record or Requirement()
    with context.atomic():
        _option_is_its(values, row)
        records.create(record=row, values=values, children=children, by=by, at=at)
        versions.changed(row.product_id)
    return row


def update_requirement(
    *, record: Requirement, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Requirement:
    """Change what a product needs, for what is booked from now on. Raises Invalid, NotFound. Locks it."""
    with context.atomic():
        versions.changed(record.product_id)
        _option_is_its(values, record)
        records.update(record=record, values=values, children=children, by=by, at=at)
        versions.changed(record.product_id)
    return record


def delete_requirement(*, record: Requirement, by: Member | None, at: datetime) -> None:
    """A product no longer needs it."""
    with context.atomic():
        versions.changed(record.product_id)
        records.delete(record=record, by=by, at=at)


def _option_is_its(values: Values, row: Requirement) -> None:
    """Raise Invalid for an option of another product."""
    option = values.get("option", row.option_id)
    product = values.get("product", row.product_id)
    number = getattr(option, "pk", option)
    of = getattr(product, "pk", product)
    if number and str(number).isdecimal() and not Option.objects.filter(pk=number, product=of).exists():
        raise Invalid(by_key={"option": [_("This option is of another product.")]})


def _served_by(resources: Sequence[int]) -> None:
    versions.changed(*reasons.products_of(resources))


# -- several at once, for imports ------------------------------------------------------------------------------------


def saver(
    model: type[Any], create: Callable[..., Any], update: Callable[..., Any]
) -> Callable[..., list[Any]]:
    """Saves rows of an import, each as if it were alone."""

    def save_many(
        *, rows: Sequence[Incoming], by: Member | None, at: datetime, model: type[Any] = model
    ) -> list[Any | Refusal]:
        numbers = [row.pk for row in rows if row.pk is not None]
        standing = {one.pk: one for one in model._default_manager.filter(pk__in=numbers)} if numbers else {}
        done: list[Any | Refusal] = []
        for row in rows:
            try:
                with context.atomic():
                    if row.pk is None:
                        done.append(create(values=row.values, by=by, at=at))
                    elif row.pk in standing:
                        done.append(update(record=standing[row.pk], values=row.values, by=by, at=at))
                    else:
                        done.append(NotFound())
            except Refusal as refusal:
                done.append(refusal)
        return done

    return save_many
