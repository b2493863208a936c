"""What is left of a customer who asked to be forgotten: a number that orders refer to, and its figures."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.fields import attribute, defined, places
from apps.backoffice.models import BesideChange, FormerValue, Todo
from apps.backoffice.services import custom_values, records
from apps.customers.models import Customer, CustomerMerge
from apps.customers.services import cleaning
from apps.tenancy import context, shown

# Where orders came from, and which tax applied, says nothing of a person.
_KEPT: Final = frozenset({"id", "tenant", "country", "currency", "language", "source"})
_FIGURES: Final = frozenset(
    {
        *("created_at", "last_activity_at", "booking_count", "lifetime_value", "lifetime_currency"),
        "risk_score",
    }
)


def forget_customer(*, customer: Customer, by: Member | None, at: datetime) -> Customer:
    """Empty a customer's record and delete what they own, agreed to and merged from. Nothing brings it back.

    Raises NotFound. Locks the customer. What others keep of them is theirs to empty.
    """
    with context.atomic():
        records.hold(customer)
        _empty(customer)
        _forget_own_fields(customer)
        customer.save()
        customer.vehicles.all().delete()
        customer.gear.all().delete()
        customer.consents.all().delete()
        CustomerMerge.objects.filter(kept=customer).delete()
        Todo.objects.filter(about_screen="customers.customer", about_id=customer.pk).delete()
        shown.changed(Customer)
    return customer


def _empty(customer: Customer) -> None:
    for field in Customer._meta.concrete_fields:
        if field.name in _KEPT or field.name in _FIGURES:
            continue
        empty: Any = None if field.null else field.get_default()
        setattr(customer, field.attname, empty)
    customer.name = _("Forgotten customer")
    cleaning.derive(customer)


def _forget_own_fields(customer: Customer) -> None:
    """What stands beside the record: files, secrets, references."""
    custom_values.remove_files(custom_values.files_of(customer))
    for own in defined.fields_of(places.on_of_record(customer)):
        table: Any = own.beside
        if table is not None:
            table._default_manager.filter(field=own.field.pk, record_id=customer.pk).delete()
    for log in (BesideChange, FormerValue):
        log.objects.filter(on=places.on_of_record(customer), record_id=customer.pk).delete()
    attribute.forget(customer)
    customer.custom = {}
