"""One person's data: all of it handed over, or all of it forgotten that tax law lets us forget."""

from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.bookings.models import Booking, Participant, WaitlistEntry
from apps.capacity.models import Departure
from apps.customers import services as customers
from apps.customers.models import Customer
from apps.frontdesk.ports import FORGETTERS
from apps.frontdesk.services import reasons, traces
from apps.frontdesk.services.quoting import withdraw_quote
from apps.messaging.models import Message
from apps.messaging.services import log as messaging
from apps.sales.models import Order, OrderItem, OrderLine
from apps.sales.types import OrderStatus
from apps.tenancy import context

# Who has it handles what people ask about their data.
FORGET: Final = "customers.delete_customer"
# Never personal, or of no meaning outside: they stay in, and are left out of what is handed over.
_INTERNAL: Final = frozenset(
    {"tenant", "tenant_id", "sort_name", "outline", "token", "request_key", "policy", "sequence"}
)
_FORGOTTEN: Final[dict[str, Any]] = {
    "contact": {},
    "requests": "",
    "notes": "",
    "browser": "",
    "referrer": "",
    "utm_source": "",
    "utm_medium": "",
    "utm_campaign": "",
}


def export_person(*, customer: Customer) -> dict[str, Any]:
    """All that is kept about a customer, as JSON values: themselves, what they own and agreed to, orders, bookings.

    Ten queries, whatever there is.
    """
    orders = list(Order.objects.filter(customer=customer).order_by("pk"))
    rows = list(Booking.objects.filter(customer=customer).order_by("pk"))
    lines: dict[int, list[dict[str, Any]]] = {}
    for line in OrderLine.objects.filter(order__in=orders).order_by("pk"):
        lines.setdefault(line.order_id, []).append(_plain(line))
    people: dict[int, list[dict[str, Any]]] = {}
    for one in Participant.objects.filter(booking__in=rows).order_by("booking", "position"):
        people.setdefault(one.booking_id, []).append(_plain(one))
    return {
        "customer": _plain(customer),
        "vehicles": [_plain(one) for one in customer.vehicles.all()],
        "gear": [_plain(one) for one in customer.gear.all()],
        "consents": [_plain(one) for one in customer.consents.all()],
        "orders": [{**_plain(one), "lines": lines.get(one.pk, [])} for one in orders],
        "bookings": [{**_plain(one), "participants": people.get(one.pk, [])} for one in rows],
        "waitlist": [_plain(one) for one in WaitlistEntry.objects.filter(customer=customer)],
        "messages": [_plain(one) for one in Message.objects.filter(customer=customer)],
        "more": {key: gather.export(customer=customer.pk) for key, gather in FORGETTERS.items()},
    }


def forget_person(*, customer: Customer, by: Member | None, at: datetime) -> Customer:
    """Make a customer nobody: name, contact, notes, what they own, participants, requests and addresses go, from the
    audit log as well; so do the addresses and browsers they wrote from, what imports hold of them, and why staff gave a
    price or policy by hand.

    What tax law needs stays: orders with lines, totals, dates and references; and that something was done, when, by
    whom. Quotes that are open are withdrawn. Nothing brings it back. Locks the customer, their orders and bookings.
    """
    with context.atomic():
        rows = Order.objects.select_for_update(of=("self",)).filter(pk__in=traces.orders_of(customer))
        orders = list(rows.order_by("pk"))
        numbers = [order.pk for order in orders]
        for order in orders:
            if order.status == OrderStatus.QUOTE:
                withdraw_quote(order=order, by=by, at=at)
        known = traces.of(customer)
        departures = known[Departure._meta.db_table]
        # They may ask who it is.
        for gather in FORGETTERS:
            gather.forget(customer=customer.pk, at=at)
        customers.forget_customer(customer=customer, by=by, at=at)
        # Written here and not by `sales`, which has no say in what a person is.
        Order.objects.filter(pk__in=numbers).update(**_FORGOTTEN)
        OrderItem.objects.filter(order__in=numbers).update(answers={})
        bookings.forget(customer=customer.pk, by=by, at=at)
        messaging.forget(customer=customer, at=at)
        reasons.forget(orders=numbers, customer=customer.pk, departures=departures)
        traces.forget_origins(known)
        # Last: all of this was logged as well.
        traces.mask(known)
    return customer


def _plain(record: Any) -> dict[str, Any]:
    """Columns of a row as JSON values, references by number."""
    found: dict[str, Any] = {}
    for field in record._meta.concrete_fields:
        if field.name in _INTERNAL:
            continue
        value = getattr(record, field.attname)
        found[field.name] = (
            value if isinstance(value, int | float | str | bool | list | dict | None) else str(value)
        )
    return found
