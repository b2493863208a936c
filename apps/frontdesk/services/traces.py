"""Where the audit log knows a person: the rows that are theirs, by table, those that were deleted too."""

from collections.abc import Collection, Mapping

from apps.audit import queries as log
from apps.audit import services as audit
from apps.audit.models import Entry
from apps.backoffice.models import CustomFile, Todo
from apps.bookings.models import Booking, Participant
from apps.capacity.models import Departure
from apps.customers.models import Consent, Customer, CustomerMerge, Gear, Vehicle
from apps.frontdesk import schema
from apps.frontdesk.services import reasons
from apps.messaging.models import Message
from apps.sales.models import LineAdjustment, Order, OrderItem

Traces = Mapping[str, Collection[int]]
_OWNED = (Vehicle, Gear, Consent)
_SCREEN = "customers.customer"


def orders_of(customer: Customer) -> list[int]:
    """Their orders, and the carts that nobody placed in which they wrote their address. Two queries."""
    found = list(Order.objects.filter(customer=customer).values_list("pk", flat=True))
    if customer.email:
        carts = Order.objects.filter(customer=None, contact__email__iexact=customer.email)
        found += carts.values_list("pk", flat=True)
    return sorted(found)


def of(customer: Customer) -> Traces:
    """The rows of a person, asked for before they are forgotten. About twenty queries."""
    merges = CustomerMerge._meta.db_table
    people = {
        customer.pk,
        *CustomerMerge.objects.filter(kept=customer).values_list("merged_number", flat=True),
    }
    orders = {*orders_of(customer), *log.deleted(Order._meta.db_table, "customer_id", people)}
    if customer.email:
        orders |= set(log.deleted_text(Order._meta.db_table, "contact__email", customer.email))
    bookings = set(Booking.objects.filter(customer=customer).values_list("pk", flat=True))
    found: dict[str, set[int]] = {
        Customer._meta.db_table: people,
        merges: {
            *CustomerMerge.objects.filter(kept=customer).values_list("pk", flat=True),
            *log.deleted(merges, "kept_id", people),
        },
        Order._meta.db_table: orders,
        OrderItem._meta.db_table: _below(OrderItem, "order", orders),
        Departure._meta.db_table: reasons.departures_of(customer.pk),
        LineAdjustment._meta.db_table: reasons.adjustments_of(orders),
        Booking._meta.db_table: bookings,
        Participant._meta.db_table: _below(Participant, "booking", bookings),
        Message._meta.db_table: set(Message.objects.filter(customer=customer).values_list("pk", flat=True)),
        Todo._meta.db_table: set(Todo.objects.about(_SCREEN, customer.pk).values_list("pk", flat=True)),
        CustomFile._meta.db_table: set(
            CustomFile.objects.filter(on=_SCREEN, record_id=customer.pk).values_list("pk", flat=True)
        ),
    }
    for model in _OWNED:
        found[model._meta.db_table] = _below(model, "customer", people)
    return found


def mask(traces: Traces) -> int:
    """Empty what the log says of the person in these rows, last of all; answers how many entries."""
    return sum(audit.mask(table=table, rows=rows) for table, rows in traces.items())


def forget_origins(traces: Traces) -> int:
    """Empty from where the person wrote, as the record of requests has it; answers how many of those."""
    requests: set[str] = set()
    for table, rows in traces.items():
        entries = Entry.objects.filter(table_name=table, row_id__in=list(rows), actor=None)
        requests |= set(entries.exclude(request="").values_list("request", flat=True))
    return schema.forget_origins(requests)


def _below(
    model: type[OrderItem | Participant | Vehicle | Gear | Consent], name: str, numbers: Collection[int]
) -> set[int]:
    """Rows that belong to these, standing or deleted: two queries."""
    standing = model._default_manager.filter(**{f"{name}__in": list(numbers)}).values_list("pk", flat=True)
    return {*standing, *log.deleted(model._meta.db_table, f"{name}_id", numbers)}
