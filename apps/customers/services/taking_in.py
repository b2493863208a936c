"""Somebody who orders becomes a customer: as `find_or_match`, in few statements."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apps.backoffice.services import custom_values
from apps.backoffice.types import Values
from apps.customers.models import Customer
from apps.customers.services import cleaning, contacts, own, writing
from apps.customers.services.matching import Known
from apps.customers.types import Match
from apps.tenancy import shown


def take_in(*, values: Values, at: datetime, custom: Mapping[str, Any] | None = None) -> Match:
    """The customer with this e-mail, else with this phone, else a new one; somebody found gets what was not known.

    `values` are of the model's own columns, `custom` of the owner's fields, checked and in their stored form. What
    those require is not asked of who orders; their defaults and formulas count. Three statements, in the caller's
    transaction; holds address and number, and locks who is found, until it ends. Raises Invalid.
    """
    cleaned = cleaning.clean(values, region=cleaning.region_once())
    known = contacts.hold_known(email=cleaned.get("email"), phone=cleaned.get("phone"))
    found = Known(known).match(cleaned)
    if found is None:
        record = Customer(created_at=at)
        _put(record, cleaned, custom or {})
        writing.insert([record])
        shown.changed(Customer)
        return Match(record, created=True)
    news = {key: value for key, value in cleaning.filled(cleaned).items() if not getattr(found, key)}
    _learn(found, news, custom or {})
    return Match(found, created=False)


def learn(*, customer: Customer, custom: Mapping[str, Any]) -> Customer:
    """Keep what a customer, whose row is locked, says under the owner's fields; what is known stays as it is."""
    _learn(customer, {}, custom)
    return customer


def _learn(found: Customer, news: Mapping[str, Any], custom: Mapping[str, Any]) -> None:
    if news or custom.keys() - (found.custom or {}).keys():
        _put(found, news, custom)
        writing.update([found])
        shown.changed(Customer)


def _put(record: Customer, cleaned: Mapping[str, Any], custom: Mapping[str, Any]) -> None:
    cleaning.put(record, cleaning.with_name(record, cleaned))
    if own.any_defined():
        standing = {**custom, **(record.custom or {})}
        prepared = custom_values.prepare(record, {}, standing=standing, new=record.pk is None)
        custom_values.compute(record, prepared)
