"""In which language an order is written."""

from apps.customers.models import Customer
from apps.sales.models import Order
from apps.tenancy import facts


def language_of(order: Order, customer: Customer | None = None) -> str:
    """Its own, else its customer's, else the business's: never "", which would be English to whoever asks for it.

    `customer` is who it is for, where they were read along; else one query, for an order that says nothing itself.
    """
    said: str = order.language
    if not said:
        customer = customer or order.customer
        said = customer.language if customer is not None else ""
    return said or facts.current().locale
