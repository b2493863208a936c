"""What packs give of this app: the customers of the sample business, as a CSV file."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.packs.screens import attributes
from apps.backoffice.types import Child, Incoming, Kind
from apps.customers import phones, services
from apps.customers.models import Customer
from apps.customers.types import ConsentKind
from apps.kernel.errors import Refusal
from apps.tenancy import facts
from apps.tenancy.packs import Install, Pack, Sample, shown

FILE: Final = "sample/customers.csv"
SCREEN: Final = "customers.customer"
COLUMNS: Final = (
    *("name", "given_name", "family_name", "email", "phone", "street", "postal_code", "city", "region"),
    *("country", "language", "source", "source_detail", "tags", "notes"),
)
VEHICLE: Final = ("plate", "make", "model", "year", "colour")
GEAR: Final = ("kind", "brand", "model", "size", "serial_number")
BESIDE: Final = ("created_at", "vehicles", "gear", "bookings", "spent", "agrees")
WORDS: Final = "Yes, you may send me news and offers by e-mail. I can withdraw this at any time."
MOST: Final = 5000


@dataclass(slots=True)
class Row:
    """A line of the file."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    since: date | None = None
    vehicles: list[dict[str, Any]] = field(default_factory=list)
    gear: list[dict[str, Any]] = field(default_factory=list)
    bookings: int = 0
    spent: int = 0
    agrees: str = ""


class Customers(Sample):
    """The customers of the sample business."""

    kind = "customers"

    def collect(self, pack: Pack) -> list[Row]:
        """The lines of sample/customers.csv."""
        path = pack.path(FILE)
        if not path.exists():
            return []
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.reader(file)
                head = next(reader, [])
                known = attributes(pack, SCREEN)
                _check_head(head, known, pack)
                # A line of the reader may be several of the file: the first one is told.
                rows, begins = [], reader.line_num + 1
                for cells in reader:
                    if any(cells):
                        rows.append(_row(head, cells, begins, known, pack))
                    begins = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            pack.report.add(FILE, 1, found=str(error), expected=_("a CSV file in UTF-8 is expected"))
            return []
        _check_twice(rows, pack)
        return rows[:MOST]

    def write(self, found: Any, install: Install) -> int:
        """Make customers who are not there, each with what they own, booked and agreed to."""
        emails = set(Customer.objects.exclude(email=None).values_list("email", flat=True))
        phones = set(Customer.objects.exclude(phone=None).values_list("phone", flat=True))
        missing = [
            row
            for row in found
            if row.values.get("email") not in emails
            and (row.values.get("email") or row.values.get("phone") not in phones)
        ]
        saved: list[tuple[Row, Customer]] = []
        for at, rows in _by_month(missing, install.at).items():
            incoming = [Incoming(number, row.values) for number, row in enumerate(rows)]
            results = services.save_customers(rows=incoming, by=None, at=at)
            for row, one in zip(rows, results, strict=True):
                if isinstance(one, Refusal):
                    raise one
                saved.append((row, one))
        for number, (row, customer) in enumerate(saved):
            _beside(number, row, customer, install.at)
        return len(saved)


def _check_head(head: Sequence[str], known: dict[str, Attribute], pack: Pack) -> None:
    possible = {*COLUMNS, *BESIDE, *(key for key, one in known.items() if one.own)}
    for name in head:
        if name not in possible or head.count(name) > 1:
            pack.report.add(
                FILE,
                1,
                found=_("the column %(name)s") % {"name": shown(name)},
                expected=_("each of these once: %(known)s") % {"known": ", ".join(sorted(possible))},
            )


def _row(
    head: Sequence[str], cells: Sequence[str], line: int, known: dict[str, Attribute], pack: Pack
) -> Row:
    row = Row(line)

    def wrong(name: str, text: str, expected: str) -> None:
        pack.report.add(FILE, line, found=f"{name} = {shown(text)}", expected=expected)

    if len(cells) != len(head):
        wrong(
            "cells",
            str(len(cells)),
            _("as many cells as columns are expected: %(count)d") % {"count": len(head)},
        )
    for name, text in zip(head, cells, strict=False):
        cleaned = text.strip()
        if name in BESIDE:
            _read_beside(row, name, cleaned, wrong)
        elif cleaned and name in known:
            try:
                row.values[name] = _parsed(known[name], cleaned)
            except (ValueError, ValidationError) as error:
                wrong(name, cleaned, str(error.args[0]) if error.args else str(error))
    if not (row.values.get("name") or row.values.get("given_name")):
        wrong("name", "", _("a name is expected"))
    return row


def _parsed(attribute: Attribute, text: str) -> Any:
    if attribute.key == "tags":
        return [tag.strip() for tag in text.split("|") if tag.strip()]
    if attribute.key == "email":
        validate_email(text)
        if not text.endswith((".example", "@example.com", "@example.org", "@example.net")):
            raise ValueError(_("an address that ends in .example or @example.com is expected"))
        return text.lower()
    if attribute.key == "phone":
        return phones.normalise(text, region="")
    # Here as with tags; files of imports have semicolons.
    return attribute.parse(text.replace("|", ";") if attribute.kind is Kind.CHOICES else text)


def _read_beside(row: Row, name: str, text: str, wrong: Any) -> None:
    if not text:
        return
    if name == "vehicles":
        row.vehicles = _owned(name, text, VEHICLE, wrong)
    elif name == "gear":
        row.gear = _owned(name, text, GEAR, wrong)
    elif name == "created_at":
        try:
            row.since = date.fromisoformat(text[:10])
        except ValueError:
            wrong(name, text, _("a day as 2026-03-14 is expected"))
    elif name == "agrees" and text in ("yes", "no"):
        row.agrees = text
    elif name != "agrees" and text.isdigit():
        setattr(row, name, int(text))
    else:
        wrong(name, text, _("yes or no is expected") if name == "agrees" else _("a whole number is expected"))


def _owned(name: str, text: str, names: Sequence[str], wrong: Any) -> list[dict[str, Any]]:
    """What stands in one cell: several with ";", the parts of each with "|"."""
    found = []
    for one in text.split(";"):
        parts = [part.strip() for part in one.split("|")]
        values: dict[str, Any] = {key: part for key, part in zip(names, parts, strict=False) if part}
        year = values.get("year", "0")
        if len(parts) > len(names) or not values or not year.isdigit():
            wrong(name, one, _("%(names)s are expected") % {"names": "|".join(names)})
            continue
        if "year" in values:
            values["year"] = int(year)
        found.append(values)
    return found


def _check_twice(rows: Sequence[Row], pack: Pack) -> None:
    for name in ("email", "phone"):
        seen: set[str] = set()
        for row in rows:
            text = row.values.get(name)
            if text in seen:
                pack.report.add(
                    FILE, row.line, found=f"{name} = {shown(text)}", expected=_("each customer has their own")
                )
            seen |= {text} if text else set()


def _by_month(rows: Sequence[Row], at: datetime) -> dict[datetime, list[Row]]:
    """Rows by when they became customers, counted as of the first one of each month, never later than now."""
    found: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        since = row.since or at.date()
        found.setdefault((since.year, since.month), []).append(row)
    result: dict[datetime, list[Row]] = {}
    for group in found.values():
        first = min(row.since or at.date() for row in group)
        moment = min(datetime.combine(first, time(10), UTC), at)
        result.setdefault(moment, []).extend(group)
    return result


def _beside(number: int, row: Row, customer: Customer, at: datetime) -> None:
    if row.vehicles or row.gear:
        children = {
            "vehicles": [Child(None, values) for values in row.vehicles],
            "gear": [Child(None, values) for values in row.gear],
        }
        services.update_customer(
            record=customer, values={}, children={k: v for k, v in children.items() if v}, by=None, at=at
        )
    if row.bookings or row.spent:
        services.count_bookings(
            customer=customer.pk,
            bookings=row.bookings,
            value=row.spent,
            currency=facts.current().currency,
            at=at,
        )
    if row.agrees:
        services.record_consent(
            customer=customer,
            kind=ConsentKind.EMAIL_MARKETING,
            text=WORDS,
            source="website" if number % 2 else "counter",
            by=None,
            at=customer.created_at,
        )
    if row.agrees == "no":
        services.withdraw_consent(
            customer=customer, kind=ConsentKind.EMAIL_MARKETING, source="link", by=None, at=at
        )
