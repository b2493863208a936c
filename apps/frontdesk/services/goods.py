"""Other numbers of what was ordered from the shelf: the difference is shown first, then made, as with bookings.

What has no date has no policy, and costs no fee; it can be changed until the order is completed. Locks the order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.catalog.types import Kind
from apps.frontdesk.errors import CartClosed, NoSuchItem, NothingToChange, OfferChanged
from apps.frontdesk.services import contacts
from apps.frontdesk.services.cancelling import close_if_empty
from apps.frontdesk.services.choosing import look_up
from apps.frontdesk.types import Choice, GoodsOffer
from apps.sales import services as sales
from apps.sales.models import Order, OrderItem, OrderLine
from apps.sales.types import OrderStatus
from apps.tenancy import context


class _TakenBack(Exception):
    """Ends a trial, and brings out what it came to."""

    def __init__(self, offer: GoodsOffer) -> None:
        super().__init__()
        self.offer = offer


@dataclass(frozen=True, slots=True)
class _Asked:
    order: Order
    item: int
    quantities: Mapping[int, int]
    at: datetime
    by: Member | None


def quote_goods(
    *, order: Order, item: int, quantities: Mapping[int, int], at: datetime, by: Member | None = None
) -> GoodsOffer:
    """What the order would come to with so many of the item. Changes nothing. Raises what `change_goods` would."""
    try:
        _try(_Asked(order, item, quantities, at, by))
    except _TakenBack as trial:
        return trial.offer
    raise AssertionError("unreachable")


def _try(asked: _Asked) -> None:
    with context.atomic():
        raise _TakenBack(_make(asked))


def change_goods(
    *,
    order: Order,
    item: int,
    quantities: Mapping[int, int],
    at: datetime,
    by: Member | None = None,
    expected: int | None = None,
) -> GoodsOffer:
    """Have so many of the item of a placed order instead; of none of it, it is taken off. The bill is reversed and
    written anew. With `expected`, the difference that was shown, another by now raises OfferChanged.

    Raises CartClosed for an order that is not open, NoSuchItem, NothingToChange, and what choosing refuses.
    """
    with context.atomic():
        offer = _make(_Asked(order, item, quantities, at, by))
        if expected is not None and offer.difference != expected:
            raise OfferChanged
    return offer


def _make(asked: _Asked) -> GoodsOffer:
    order = Order.objects.select_for_update(of=("self",)).get(pk=asked.order.pk)
    if order.status != OrderStatus.PLACED:
        raise CartClosed
    item = order.items.select_related("product", "option").filter(pk=asked.item, removed=False).first()
    if item is None or item.product.kind != Kind.RETAIL:
        raise NoSuchItem
    item.order = order
    wanted = {unit: many for unit, many in asked.quantities.items() if many}
    if wanted == {int(unit): many for unit, many in item.quantities.items()}:
        raise NothingToChange
    before, before_all = _total(item), order.total
    if wanted:
        [chosen] = look_up([Choice(option=item.option_id, quantities=wanted)], staff=asked.by is not None)
        reason = _("Change of %(reference)s") % {"reference": order.reference}
        given: dict[str, Any] = {"quantities": chosen.quantities, "people": chosen.people}
        sales.change_lines(item=item, at=asked.at, by=asked.by, reason=reason, **given)
    else:
        sales.reverse_item(item=item, at=asked.at, by=asked.by)
    order.refresh_from_db()
    if order.customer_id is not None:
        contacts.count(
            customer=order.customer_id,
            bookings=0,
            value=order.total - before_all,
            currency=order.currency,
            at=asked.at,
        )
    close_if_empty(order, by=asked.by, at=asked.at)
    return GoodsOffer(order.currency, before, _total(item), order.total)


def _total(item: OrderItem) -> int:
    return sum(OrderLine.objects.filter(item=item).values_list("total", flat=True))
