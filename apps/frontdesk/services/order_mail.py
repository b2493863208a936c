"""What is written about an order as a whole: of goods alone, which no booking tells of, and of quotes."""

from datetime import datetime
from typing import Final

from django.utils import translation

from apps.frontdesk.links import office_order_link, order_link
from apps.frontdesk.papers import ORDER
from apps.frontdesk.queries import quotes
from apps.frontdesk.services.writing import our_address
from apps.messaging import services as messaging
from apps.messaging.models import Message
from apps.messaging.types import Attachment
from apps.sales.models import Order
from apps.sales.queries import language_of
from apps.tenancy import facts
from apps.tenancy.models import Location

_WITH: Final = ("customer", "location")


def write(order: Order, *, at: datetime) -> Message | None:
    """Tell who ordered goods what they ordered, once, in their language, with the order on paper."""
    customer = order.customer
    if customer is None:
        return None
    language = language_of(order)
    with translation.override(language):
        values = quotes.values_of(order) | {"link": order_link(order)}
    return messaging.send(
        occasion="order_confirmed",
        to=customer.email or "",
        language=language,
        values=values,
        about=f"order:{order.pk}",
        attachments=[Attachment(name=f"{order.reference}.pdf", made_by=ORDER, about=f"order:{order.pk}")],
        once=f"order:{order.pk}:confirmed",
        customer=customer,
        at=at,
    )


def copy_to_us(occasion: str, order: Order, *, once: str, at: datetime, reason: str = "") -> Message | None:
    """Tell the business, in its language, what a customer did with an order; an answer goes to the customer.

    Nothing where the place does not want it.
    """
    customer, place = order.customer, order.location or Location.objects.order_by("pk").first()
    if customer is None or place is None:
        return None
    language = facts.current().locale
    with translation.override(language):
        values = quotes.values_of(order)
    values |= {
        "name": customer.name,
        "contact": ", ".join(one for one in (customer.email, customer.phone) if one),
        "reason": reason,
        "link": office_order_link(order),
    }
    return messaging.send(
        occasion=occasion,
        to=our_address(place),
        language=language,
        values=values,
        about=f"order:{order.pk}",
        once=f"order:{order.pk}:copy-{once}",
        customer=customer,
        reply_to=customer.email or "",
        at=at,
    )


def read(number: int) -> Order:
    """The order with whom it is for and where it was placed: one query."""
    return Order.objects.select_related(*_WITH).get(pk=number)
