"""Many customers at once, for imports: the same rules as one by one, a constant number of queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from apps.accounts.models import Member
from apps.backoffice.types import Incoming
from apps.customers.errors import NoSuchCustomer
from apps.customers.models import Customer
from apps.customers.services import cleaning, contacts, writing
from apps.customers.services.matching import Known
from apps.kernel.errors import Refusal
from apps.tenancy import context


def save_customers(
    *,
    rows: Sequence[Incoming],
    by: Member | None,
    at: datetime,
    model: type[Customer] = Customer,
) -> list[Customer | Refusal]:
    """Save every row that can be saved and answer, in order, its customer or why not.

    A row with a number changes that customer; any other changes the one with its e-mail, else with its phone, be it
    of an earlier row, and an empty value then takes nothing away; else it is a new customer. One transaction, which
    holds all addresses and numbers of the rows: give it a thousand rows or so, and commit between.
    """
    region = cleaning.region_once()
    read = [_cleaned(row, region) for row in rows]
    good = [one for one in read if not isinstance(one, Refusal)]
    with context.atomic():
        contacts.hold(cleaning.contacts(good))
        batch = _Batch(
            Known.load(
                pks=[row.pk for row in rows if row.pk is not None],
                emails=[one["email"] for one in good if one.get("email")],
                phones=[one["phone"] for one in good if one.get("phone")],
            ),
            at,
        )
        results = [
            one if isinstance(one, Refusal) else batch.take(row, one)
            for row, one in zip(rows, read, strict=True)
        ]
        batch.write()
    return results


def _cleaned(row: Incoming, region: cleaning.Region) -> dict[str, Any] | Refusal:
    try:
        return cleaning.clean(row.values, region=region)
    except Refusal as refusal:
        return refusal


class _Batch:
    """Customers as they will be once all rows are through."""

    def __init__(self, known: Known, at: datetime) -> None:
        self._known, self._at = known, at
        self._new: list[Customer] = []
        self._changed: dict[int, Customer] = {}

    def take(self, row: Incoming, cleaned: Mapping[str, Any]) -> Customer | Refusal:
        """What becomes of one row; nothing when it is refused."""
        try:
            return self._take(row, cleaned)
        except Refusal as refusal:
            return refusal

    def _take(self, row: Incoming, cleaned: Mapping[str, Any]) -> Customer:
        if row.pk is not None:
            record = self._known.get(row.pk)
            if record is None:
                raise NoSuchCustomer
        else:
            record = self._known.match(cleaned)
            if record is not None:
                cleaned = cleaning.filled(cleaned)
        new = record is None
        record = record or Customer(created_at=self._at)
        self._known.refuse_taken(cleaned.get("email"), record)
        whole = cleaning.with_name(record, cleaned)
        self._known.remove(record)
        changed = cleaning.put(record, whole)
        self._known.add(record)
        if new:
            self._new.append(record)
        elif changed and record.pk is not None:
            self._changed[record.pk] = record
        return record

    def write(self) -> None:
        """Two statements: addresses that somebody gives up are free before somebody new has them."""
        if self._changed:
            writing.update(list(self._changed.values()))
        if self._new:
            writing.insert(self._new)
