"""Why staff gave a price or a policy by hand, in their own words: forgotten with whom it is about."""

from collections.abc import Collection
from typing import Any, Final

from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.catalog.types import Reason
from apps.frontdesk.services.imported import known
from apps.sales.models import LineAdjustment, Order, OrderItem
from apps.sales.services.items import by_hand_label

_MARK: Final = "\N{BULLET}" * 3
_REASON: Final = "by_hand_reason"


def adjustments_of(orders: Collection[int]) -> set[int]:
    """Changes of prices that say such a reason."""
    rows = LineAdjustment.objects.filter(line__order__in=orders, reason=Reason.MANUAL)
    return set(rows.values_list("pk", flat=True))


def departures_of(customer: int) -> set[int]:
    """Departures of theirs whose places were raised for a reason that names them. Four queries."""
    pattern = known(customer).pattern()
    if not pattern:
        return set()
    rows = Departure.objects.filter(bookings__customer=customer, reason__iregex=pattern)
    return set(rows.values_list("pk", flat=True))


def forget(*, orders: Collection[int], customer: int, departures: Collection[int]) -> None:
    """A mark in place of each; the amounts, and the policies that were agreed, stay. Few have any: a statement for
    each order of those, and five.
    """
    Departure.objects.filter(pk__in=departures).update(reason=_MARK)
    OrderItem.objects.filter(order__in=orders).exclude(by_hand_reason="").update(by_hand_reason=_MARK)
    for item in OrderItem.objects.filter(order__in=orders, former__has_key=_REASON):
        former: dict[str, Any] = dict(item.former or {})
        former[_REASON] = _MARK if former.get(_REASON) else ""
        OrderItem.objects.filter(pk=item.pk).update(former=former)
    for order in Order.objects.filter(items__lines__adjustments__in=adjustments_of(orders)).distinct():
        rows = LineAdjustment.objects.filter(line__order=order, reason=Reason.MANUAL)
        rows.update(label=by_hand_label(order, _MARK))
    for model, of in (
        (OrderItem, {"order__in": orders}),
        (Booking, {"customer": customer}),
    ):
        for row in model._default_manager.filter(**of, policy__has_key="reason"):
            policy = {key: value for key, value in row.policy.items() if key != "reason"}
            model._default_manager.filter(pk=row.pk).update(policy=policy)
