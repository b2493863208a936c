"""Products: made, changed, put in order, removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.services import records
from apps.backoffice.types import Children, Incoming, Values
from apps.catalog.errors import SLUG_TAKEN, NoSuchStatus, StatusNotAllowed, StillActive
from apps.catalog.models import Product
from apps.catalog.ports import FOLLOWERS
from apps.catalog.services import cleaning, several
from apps.catalog.types import TRANSITIONS, Before, Status
from apps.kernel.errors import Refusal
from apps.tenancy import context, shown


def create_product(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Product | None = None,
) -> Product:
    """A new product with the options, pictures, questions and translations given; a draft unless `values` say.

    An address that is not given is made of the name. Raises Invalid and UnknownAttribute.
    """
    product = record or Product()
    cleaned = cleaning.product(values)
    with context.atomic():
        if not cleaned.get("slug"):
            cleaned["slug"] = _free_slug(str(cleaned.get("name") or product.name))
        product.created_at = product.changed_at = at
        _save(product, cleaned, cleaning.children(children, {}), new=True, by=by, at=at)
        follow(product, before=None, by=by, at=at)
    return product


def update_product(
    *, record: Product, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Product:
    """Change what is named, and the rows given below it. Locks the product.

    Raises Invalid, UnknownAttribute, NotFound, and NoSuchStatus or StatusNotAllowed for a status that cannot follow.
    """
    cleaned = cleaning.product(values)
    with context.atomic():
        records.hold(record)
        before = Before(record.name, record.status)
        check_status(before.status, cleaned.get("status", before.status))
        if not cleaned.get("slug", "-"):
            cleaned["slug"] = _free_slug(str(cleaned.get("name") or record.name), besides=record.pk)
        record.changed_at = at
        keys = record.options.values_list("key", flat=True) if "options" in (children or {}) else ()
        _save(record, cleaned, cleaning.children(children, {"options": set(keys)}), new=False, by=by, at=at)
        follow(record, before=before, by=by, at=at)
    return record


def delete_product(*, record: Product, by: Member | None, at: datetime) -> None:
    """Remove a product that customers do not see, with its options. Raises StillActive and InUse."""
    with context.atomic():
        records.hold(record)
        if record.status == Status.ACTIVE:
            raise StillActive
        records.delete(record=record, by=by, at=at)
        shown.forget_own()


def order_products(*, numbers: Sequence[int], by: Member | None, at: datetime) -> None:
    """Put all products in this order. Locks them. Raises NotItsRows."""
    with context.atomic():
        several.put_in_order(Product.objects.all(), numbers)
        shown.forget_own()


def save_products(
    *, rows: Sequence[Incoming], by: Member | None, at: datetime, model: type[Product] = Product
) -> list[Product | Refusal]:
    """Rows of an import, each as if it were alone; answers for each its product or why not."""
    return several.save_each(Product, rows, create_product, update_product, by=by, at=at)


def check_status(was: str, status: Any) -> None:
    """Raise NoSuchStatus or StatusNotAllowed unless one may follow the other."""
    if status not in Status.values:
        raise NoSuchStatus(status=status)
    if status != was and status not in TRANSITIONS[was]:
        raise StatusNotAllowed(before=Status(was).label, after=Status(status).label)


def follow(product: Product, *, before: Before | None, by: Member | None, at: datetime) -> None:
    """Let everybody know who follows products."""
    for follower in FOLLOWERS:
        follower(product=product, before=before, by=by, at=at)
    shown.forget_own()


def _free_slug(name: str, besides: int | None = None) -> str:
    start = cleaning.slug(name, most=90)
    taken = Product.objects.filter(slug__startswith=start).exclude(pk=besides or 0)
    return cleaning.free_slug(
        name, set(taken.values_list("slug", flat=True)), most=100, or_else=Product._meta.model_name or ""
    )


def _save(
    product: Product,
    cleaned: cleaning.Cleaned,
    children: Children | None,
    *,
    new: bool,
    by: Member | None,
    at: datetime,
) -> None:
    try:
        with context.atomic():
            if new:
                records.create(record=product, values=cleaned, children=children, by=by, at=at)
            else:
                records.update(record=product, values=cleaned, children=children, by=by, at=at, held=True)
    except IntegrityError as error:
        # Somebody was faster: the address was free when it was checked.
        if "catalog_product_slug" not in str(error):
            raise
        raise Invalid(by_key={"slug": [str(SLUG_TAKEN)]}) from error
