"""Who orders: checked before it is kept, and found among the customers when the order is placed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.bookings.models.bookings import LONGEST_NOTE
from apps.bookings.services.answers import text
from apps.customers import services as customers
from apps.customers.errors import OtherCurrency
from apps.customers.models import Customer
from apps.customers.types import Source as CustomerSource
from apps.frontdesk.errors import NoContact
from apps.frontdesk.types import Contact
from apps.sales.models import Order
from apps.sales.types import Source

_LONGEST: Final[Mapping[str, int]] = {
    "name": 160,
    "given_name": 80,
    "family_name": 80,
    "email": 254,
    "phone": 40,
    "language": 12,
}
_CAME_BY: Final[Mapping[str, str]] = {
    Source.WEBSITE: CustomerSource.WEBSITE,
    Source.DESK: CustomerSource.WALK_IN,
    Source.PHONE: CustomerSource.PHONE,
    Source.PARTNER: CustomerSource.AGENT,
    Source.OTA: CustomerSource.AGENT,
    Source.IMPORT: CustomerSource.IMPORT,
}


def clean(contact: Contact) -> dict[str, Any]:
    """The contact in its stored form. Raises Invalid by "contact.email" and the like. No query."""
    wrong: dict[str, list[str]] = {}
    found: dict[str, Any] = {}
    for key, value in contact.json().items():
        if key == "customer":
            found[key] = value
            continue
        try:
            found[key] = " ".join(text(value, _LONGEST[key]).split())
        except ValueError as error:
            wrong[f"contact.{key}"] = [str(error)]
    if found.get("email"):
        try:
            validate_email(found["email"])
        except ValidationError as error:
            wrong["contact.email"] = list(error.messages)
    if wrong:
        raise Invalid(by_key=wrong)
    return {key: value for key, value in found.items() if value}


def words(requests: str) -> str:
    """Special requests in their stored form. Raises Invalid."""
    try:
        return text(requests, LONGEST_NOTE)
    except ValueError as error:
        raise Invalid(by_key={"requests": [str(error)]}) from error


def require(contact: Mapping[str, Any], *, by: Member | None) -> None:
    """Customers name themselves and give an address; staff may know somebody by name alone. Raises NoContact."""
    named = contact.get("name") or contact.get("given_name") or contact.get("family_name")
    if contact.get("customer") and by is not None:
        return
    if not named or (by is None and not contact.get("email")):
        raise NoContact


def match(
    contact: Mapping[str, Any], *, source: str, language: str, by: Member | None, at: datetime
) -> Customer:
    """The customer that the contact is, a new one if nobody is. Raises Invalid, NoContact. Locks the customer."""
    require(contact, by=by)
    if contact.get("customer") and by is not None:
        found = Customer.objects.select_for_update(of=("self",)).filter(pk=contact["customer"]).first()
        if found is None:
            raise NoContact
        return found
    keys = ("name", "given_name", "family_name", "email", "phone")
    values: dict[str, Any] = {key: contact[key] for key in keys if contact.get(key)}
    values["language"] = contact.get("language") or language
    values["source"] = _CAME_BY.get(source, CustomerSource.OTHER)
    try:
        matched = customers.take_in(values=values, at=at)
    except Invalid as error:
        raise Invalid(by_key={f"contact.{key}": said for key, said in error.by_key.items()}) from error
    customer: Customer = matched.customer
    return customer


def count(*, customer: int, bookings: int, value: int, currency: str, at: datetime) -> None:
    """Keep the customer's figures; the value of somebody who pays in two currencies is that of the first."""
    try:
        customers.count_bookings(customer=customer, bookings=bookings, value=value, currency=currency, at=at)
    except OtherCurrency as error:
        customers.count_bookings(
            customer=customer, bookings=bookings, value=0, currency=error.facts["standing"], at=at
        )


def named(order: Order) -> str:
    """How the order's contact is called."""
    said = order.contact
    return str(
        said.get("name")
        or f"{said.get('given_name', '')} {said.get('family_name', '')}".strip()
        or _("Guest")
    )
