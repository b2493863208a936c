"""Categories: made, changed, put in order, removed."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Incoming, Values
from apps.catalog.models import Category
from apps.catalog.services import cleaning, several
from apps.kernel.errors import Refusal
from apps.tenancy import context, shown

_MOST = 80


def create_category(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Category | None = None,
) -> Category:
    """A new category; an address that is not given is made of the name. Raises Invalid and UnknownAttribute."""
    category = record or Category()
    with context.atomic():
        cleaned = _cleaned(values, category, new=True)
        records.create(record=category, values=cleaned, children=children, by=by, at=at)
        shown.forget_own()
    return category


def update_category(
    *, record: Category, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Category:
    """Change what is named. Locks the category. Raises Invalid, UnknownAttribute, NotFound."""
    with context.atomic():
        cleaned = _cleaned(values, record, new=False)
        records.update(record=record, values=cleaned, children=children, by=by, at=at)
        shown.forget_own()
    return record


def delete_category(*, record: Category, by: Member | None, at: datetime) -> None:
    """Remove a category. Raises InUse while products are in it."""
    with context.atomic():
        records.delete(record=record, by=by, at=at)
        shown.forget_own()


def order_categories(*, numbers: Sequence[int], by: Member | None, at: datetime) -> None:
    """Put all categories in this order. Locks them. Raises NotItsRows."""
    with context.atomic():
        several.put_in_order(Category.objects.all(), numbers)
        shown.forget_own()


def save_categories(
    *, rows: Sequence[Incoming], by: Member | None, at: datetime, model: type[Category] = Category
) -> list[Category | Refusal]:
    """Rows of an import, each as if it were alone; answers for each its category or why not."""
    return several.save_each(Category, rows, create_category, update_category, by=by, at=at)


def _cleaned(values: Values, category: Category, *, new: bool) -> cleaning.Cleaned:
    cleaned = dict(values)
    if cleaned.get("slug"):
        cleaned["slug"] = cleaning.slug(cleaned["slug"], most=_MOST)
    if (new or "slug" in cleaned) and not cleaned.get("slug"):
        taken = Category.objects.exclude(pk=category.pk).values_list("slug", flat=True)
        name = str(cleaned.get("name") or category.name)
        cleaned["slug"] = cleaning.free_slug(name, set(taken), most=_MOST, or_else="category")
    return cleaned
