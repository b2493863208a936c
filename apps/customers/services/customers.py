"""One customer: made, changed, removed, or found by e-mail or phone."""

import contextlib
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.customers.errors import NoSuchCustomer
from apps.customers.models import Customer
from apps.customers.services import cleaning, contacts
from apps.customers.services.matching import Known
from apps.customers.types import Match
from apps.tenancy import context

ATTEMPTS: Final = 3


def create_customer(
    *,
    values: Values,
    by: Member | None,
    at: datetime,
    children: Children | None = None,
    record: Customer | None = None,
) -> Customer:
    """A new customer with the vehicles and gear given. A phone number without a country code is the business's own.

    Raises Invalid, also for an e-mail address another customer has, and UnknownAttribute. Holds the address and the
    number until the transaction ends.
    """
    cleaned = cleaning.clean(values, region=cleaning.region_once())
    with context.atomic():
        known = _known(cleaned)
        return _create(record or Customer(), cleaned, known, children, by=by, at=at)


def update_customer(
    *, record: Customer, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> Customer:
    """Change what is named, and the vehicles and gear given. What services keep, such as bookings, is left as it is.

    Raises NoSuchCustomer, Invalid, UnknownAttribute. Locks the customer until the transaction ends.
    """
    cleaned = cleaning.clean(values, region=cleaning.region_once())
    with context.atomic():
        contacts.hold([*cleaning.contacts([cleaned]), *contacts.of(record)])
        known = Known.load(pks=[record.pk], emails=filter(None, [cleaned.get("email")]))
        _bring_up_to_date(record, known)
        return _change(record, cleaned, known, children, by=by, at=at)


def lock_customer(*, record: Customer, values: Values) -> None:
    """Lock what `update_customer` with these values will: addresses and numbers first, then the customers by number.
    Raises NotFound.

    The values may be anything; what is no address or number is left to `update_customer` to refuse.
    """
    region = cleaning.region_once()
    given = {key: cleaning.contact(key, values.get(key), region=region) for key in ("email", "phone")}
    for _attempt in range(ATTEMPTS):
        with contextlib.suppress(_MovedMeanwhile), context.atomic():
            wanted = [*given.values(), *contacts.of(record)]
            contacts.hold(wanted)
            known = Known.load(pks=[record.pk], emails=filter(None, [given["email"]]))
            record = known.get(record.pk) or record
            if set(contacts.of(record)) <= {None, *wanted}:
                return
            # Somebody gave them another address while we waited: let go of everything and begin with that one.
            raise _MovedMeanwhile
    records.hold(record)


class _MovedMeanwhile(Exception):
    """Ends an attempt to lock."""


def delete_customer(*, record: Customer, by: Member | None, at: datetime) -> None:
    """Remove a customer with consents, vehicles, gear and merges. Raises InUse when others refer to it."""
    records.delete(record=record, by=by, at=at)


def find_or_match(*, values: Values, by: Member | None, at: datetime) -> Match:
    """The customer with this e-mail, else with this phone, else a new one. Two at once make one customer.

    Somebody who is found gets only what was not known of them; nothing is overwritten. See `Known.match` for when a
    phone number is not enough. Raises Invalid and UnknownAttribute.
    """
    cleaned = cleaning.clean(values, region=cleaning.region_once())
    with context.atomic():
        known = _known(cleaned)
        found = known.match(cleaned)
        if found is None:
            return Match(_create(Customer(), cleaned, known, None, by=by, at=at), created=True)
        news = {k: v for k, v in cleaning.filled(cleaned).items() if not _has(found, k)}
        if news:
            found = _change(found, news, known, None, by=by, at=at)
        return Match(found, created=False)


def _has(record: Customer, key: str) -> bool:
    if key.startswith(cleaning.OWN):
        return record.custom.get(key.removeprefix(cleaning.OWN)) not in (None, "", [])
    return bool(getattr(record, key))


def _known(cleaned: dict[str, Any]) -> Known:
    contacts.hold(cleaning.contacts([cleaned]))
    return Known.load(
        emails=filter(None, [cleaned.get("email")]), phones=filter(None, [cleaned.get("phone")])
    )


def _bring_up_to_date(record: Customer, known: Known) -> None:
    """Services may have counted a booking since the record was read."""
    current = known.get(record.pk)
    if current is None:
        raise NoSuchCustomer
    for field in Customer._meta.concrete_fields:
        setattr(record, field.attname, getattr(current, field.attname))
    known.remove(current)
    known.add(record)


def _create(
    record: Customer,
    cleaned: dict[str, Any],
    known: Known,
    children: Children | None,
    *,
    by: Member | None,
    at: datetime,
) -> Customer:
    known.refuse_taken(cleaned.get("email"), record)
    whole = cleaning.with_name(record, cleaned)
    record.created_at = at
    cleaning.put(record, whole)
    return records.create(record=record, values=whole, children=children, by=by, at=at)


def _change(
    record: Customer,
    cleaned: dict[str, Any],
    known: Known,
    children: Children | None,
    *,
    by: Member | None,
    at: datetime,
) -> Customer:
    known.refuse_taken(cleaned.get("email"), record)
    whole = cleaning.with_name(record, cleaned)
    cleaning.put(record, whole)
    return records.update(record=record, values=whole, children=children, by=by, at=at, held=True)
