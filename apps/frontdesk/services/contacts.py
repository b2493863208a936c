"""Who orders: checked before it is kept, and found among the customers when the order is placed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.fields.attribute import PREFIX
from apps.bookings.models.bookings import LONGEST_NOTE
from apps.bookings.services import questions
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


def clean(contact: Contact, *, asks: Iterable[str] = (), complete: bool = False) -> dict[str, Any]:
    """The contact in its stored form. `asks` are those of all that is ordered; with `complete` what the owner's fields
    require of customers must be there. Raises Invalid by "contact.email", "contact.custom.level" and the like.
    """
    wrong: dict[str, list[str]] = {}
    found: dict[str, Any] = {}
    for key, value in contact.json().items():
        if key in {"customer", "own"}:
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
    # Said where it is written, not when all of it is booked.
    if found.get("phone"):
        try:
            customers.check_phone(found["phone"])
        except ValueError as error:
            wrong["contact.phone"] = [str(error)]
    own = questions.check(questions.questions(asks).customer, contact.own, complete=complete)
    wrong |= _of_contact(own.errors)
    if wrong:
        raise Invalid(by_key=wrong)
    found["customer"] = contact.customer
    found["own"] = {f"{PREFIX}{key}": value for key, value in own.values.items()}
    return {key: value for key, value in found.items() if value}


def check_answered(
    contact: Mapping[str, Any], *, asks: Iterable[str], by: Member | None, customer: Customer | None = None
) -> None:
    """Raise Invalid unless all is there that the owner's fields require of who orders; `customer` is known already."""
    asked = questions.questions(asks).customer
    given = questions.still_asked(asked, contact.get("own") or {})
    known = (customer.custom or {}) if customer is not None else {}
    found = questions.check(asked, given, complete=True, staff=by is not None, known=known)
    if found.errors:
        raise Invalid(by_key=_of_contact(found.errors))


def _of_contact(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {f"contact.{key}": sentences for key, sentences in errors.items()}


def said_otherwise(contact: Mapping[str, Any], customer: Customer, *, asks: Iterable[str]) -> str:
    """What somebody we know said of themselves that is not what is known of them: for staff, since nothing that is
    known is overwritten by whoever has an address.
    """
    given = _bare(contact.get("own") or {})
    other = {key: value for key, value in given.items() if (customer.custom or {}).get(key) != value}
    return questions.said(questions.questions(asks).customer, other)


def _bare(own: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix(PREFIX): value for key, value in own.items()}


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
        return customers.learn(customer=found, custom=_bare(contact.get("own") or {}))
    keys = ("name", "given_name", "family_name", "email", "phone")
    values: dict[str, Any] = {key: contact[key] for key in keys if contact.get(key)}
    values["language"] = contact.get("language") or language
    values["source"] = _CAME_BY.get(source, CustomerSource.OTHER)
    try:
        matched = customers.take_in(values=values, at=at, custom=_bare(contact.get("own") or {}))
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
