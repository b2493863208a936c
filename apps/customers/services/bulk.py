"""Many customers at once, for imports: the same rules as one by one, a constant number of queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from apps.accounts.models import Member
from apps.backoffice.services import custom_values
from apps.backoffice.services.custom_values import Prepared
from apps.backoffice.types import Incoming
from apps.customers.errors import NoSuchCustomer
from apps.customers.models import Customer
from apps.customers.services import cleaning, contacts, own, writing
from apps.customers.services.matching import Known
from apps.kernel.errors import Refusal
from apps.tenancy import context

Cleaned = dict[str, Any]
Wrong = Mapping[str, list[str]]


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
    try:
        with context.atomic():
            results = _save(rows, at)
    except BaseException:
        custom_values.undo_files()
        raise
    custom_values.keep_files()
    return results


def _save(rows: Sequence[Incoming], at: datetime) -> list[Customer | Refusal]:
    region = cleaning.region_once()
    read = [_cleaned(row, region) for row in rows]
    good = [one for one in read if not isinstance(one, Refusal)]
    wrong = iter(own.problems([own.split(one) for one in good]) if own.any_defined() else [{}] * len(good))
    contacts.hold(cleaning.contacts(good))
    known = Known.load(
        pks=[row.pk for row in rows if row.pk is not None],
        emails=[one["email"] for one in good if one.get("email")],
        phones=[one["phone"] for one in good if one.get("phone")],
    )
    batch = _Batch(known, at)
    results = [
        one if isinstance(one, Refusal) else batch.take(row, one, next(wrong))
        for row, one in zip(rows, read, strict=True)
    ]
    batch.write()
    return results


def _cleaned(row: Incoming, region: cleaning.Region) -> Cleaned | Refusal:
    try:
        return cleaning.clean(row.values, region=region)
    except Refusal as refusal:
        return refusal


class _Batch:
    """Customers as they will be once all rows are through."""

    def __init__(self, known: Known, at: datetime) -> None:
        self._known, self._at = known, at
        self._has_own = own.any_defined()
        self._new: list[Customer] = []
        self._changed: dict[int, Customer] = {}
        self._prepared: list[tuple[Customer, Prepared]] = []

    def take(self, row: Incoming, cleaned: Cleaned, wrong: Wrong) -> Customer | Refusal:
        """What becomes of one row; nothing when it is refused."""
        try:
            return self._take(row, cleaned, wrong)
        except Refusal as refusal:
            return refusal

    def _take(self, row: Incoming, cleaned: Cleaned, wrong: Wrong) -> Customer:
        found, cleaned = self._find(row, cleaned)
        record = found or Customer(created_at=self._at)
        self._known.refuse_taken(cleaned.get("email"), record)
        whole = cleaning.with_name(record, cleaned)
        self._known.remove(record)
        try:
            changed = self._put(record, whole, wrong, new=found is None)
        finally:
            # Refused or not: whoever is there already is found by what it has now.
            if found is not None:
                self._known.add(record)
        if found is None:
            self._known.add(record)
            self._new.append(record)
        elif changed and record.pk is not None:
            self._changed[record.pk] = record
        return record

    def _find(self, row: Incoming, cleaned: Cleaned) -> tuple[Customer | None, Cleaned]:
        if row.pk is not None:
            found = self._known.get(row.pk)
            if found is None:
                raise NoSuchCustomer
            return found, cleaned
        found = self._known.match(cleaned)
        return found, cleaned if found is None else cleaning.filled(cleaned)

    def _put(self, record: Customer, whole: Cleaned, wrong: Wrong, *, new: bool) -> bool:
        before = {key: getattr(record, key) for key in writing.WRITTEN}
        changed = cleaning.put(record, whole)
        if not self._has_own and not own.split(whole):
            return changed
        try:
            # Whether a field must be filled may depend on the columns, so they are set by now.
            prepared = own.prepare(record, whole, wrong, new=new)
        except Refusal:
            for key, value in before.items():
                setattr(record, key, value)
            raise
        changed |= own.put(record, prepared)
        self._prepared.append((record, prepared))
        return changed

    def write(self) -> None:
        """Two statements: addresses that somebody gives up are free before somebody new has them."""
        if self._changed:
            writing.update(list(self._changed.values()))
        if self._new:
            writing.insert(self._new)
        own.store(self._prepared)
