"""Several records of the catalogue at once. There are dozens, not millions: each goes through its own service."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from apps.accounts.models import Member
from apps.backoffice.types import Incoming
from apps.catalog.errors import NotItsRows
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import context
from apps.tenancy.models import TenantModel

R = TypeVar("R", bound=TenantModel)


def put_in_order(rows: "QuerySet[Any]", numbers: Sequence[int]) -> None:
    """Give rows positions from 1 in this order. Locks them. Raises NotItsRows unless the numbers are all of them."""
    found = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    if sorted(numbers) != sorted(found):
        raise NotItsRows
    for position, number in enumerate(numbers, start=1):
        found[number].position = position
    rows.model._default_manager.bulk_update(list(found.values()), ["position"])


def save_each(
    model: type[R],
    rows: Sequence[Incoming],
    create: Callable[..., R],
    update: Callable[..., R],
    *,
    by: Member | None,
    at: datetime,
) -> list[R | Refusal]:
    """Save what can be saved; the answer has for each row its record, or the Refusal that says what is wrong."""
    numbers = [row.pk for row in rows if row.pk is not None]
    standing = {one.pk: one for one in model._default_manager.filter(pk__in=numbers)} if numbers else {}
    done: list[R | Refusal] = []
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
