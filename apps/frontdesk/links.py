"""Addresses that customers get."""

from apps.bookings.models import Booking
from apps.sales.models import Order
from apps.tenancy import addresses, facts


def manage_link(booking: Booking) -> str:
    """The absolute address of a booking's own page."""
    return addresses.business(facts.current(), f"/booking/{booking.token}/")


def office_link(booking: Booking) -> str:
    """The absolute address of a booking in the back office."""
    return addresses.business(facts.current(), f"/admin/bookings/booking/{booking.pk}/")


def order_link(order: Order) -> str:
    """The absolute address of what an order's customer sees of it. Its token is a secret that nobody can guess."""
    return addresses.business(facts.current(), f"/checkout/done/{order.token}/")


def office_order_link(order: Order) -> str:
    """The absolute address of an order in the back office."""
    return addresses.business(facts.current(), f"/admin/sales/order/{order.pk}/")


def quote_link(order: Order) -> str:
    """The absolute address of a quote's page. Its token is a secret that nobody can guess."""
    return addresses.business(facts.current(), f"/quote/{order.token}/")
