"""The sample businesses' customers: the same ones each time, made through the services of real ones."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import phonenumbers

from apps.backoffice.types import Child, Incoming
from apps.customers import services
from apps.customers.models import Customer
from apps.tenancy import context
from apps.tenancy.models import Tenant
from quayside.demo.people import COMMUTERS, TRAVELLERS, Person

SOURCES: Final = ("website", "walk_in", "website", "referral", "agent", "phone", "website")
DETAILS: Final = {"referral": "A friend", "agent": "Blue Horizon Travel"}
TAGS: Final[tuple[list[str], ...]] = (
    ["regular"],
    [],
    ["vip"],
    [],
    [],
    ["newsletter"],
    [],
    ["regular", "vip"],
)
NOTES: Final = ("", "", "Prefers mornings.", "", "Asks for a receipt.", "", "Speaks little English.", "", "")
WORDS: Final = "Yes, you may send me news and offers by e-mail. I can withdraw this at any time."
GEAR: Final = (
    ("Regulator", "Apeks", "XTX50", ""),
    ("Wetsuit", "Fourth Element", "Proteus II", "L"),
    ("Computer", "Suunto", "D5", ""),
    ("Fins", "Mares", "Avanti Quattro", "42"),
    ("BCD", "Scubapro", "Hydros Pro", "M"),
)
CARS: Final = (
    ("Ford", "Fiesta", "blue"),
    ("Vauxhall", "Corsa", "silver"),
    ("Nissan", "Leaf", "white"),
    ("Volkswagen", "Golf", "grey"),
    ("Toyota", "Yaris", "red"),
)


def seed(tenant: Tenant, *, at: datetime) -> None:
    """Give a sample business sixty customers, unless it has any. One transaction."""
    people = COMMUTERS if tenant.trade == "parking" else TRAVELLERS
    with context.use_tenant(tenant), context.atomic():
        if Customer.objects.exists():
            return
        rows = [Incoming(number, _values(number, person)) for number, person in enumerate(people)]
        saved = services.save_customers(rows=rows, by=None, at=at - timedelta(days=200))
        known = [one for one in saved if isinstance(one, Customer)]
        _busy(known, tenant.currency, at)
        _agreeing(known, at)
        _owning(known, parking=tenant.trade == "parking", at=at)


def _values(number: int, person: Person) -> dict[str, Any]:
    source = SOURCES[number % len(SOURCES)]
    return {
        "name": person.name,
        # Some leave only one way to reach them.
        "email": "" if number % 7 == 3 else f"{person.handle}@example.com",  # noqa: PLR2004  one in seven
        "phone": "" if number % 14 == 5 else phone(person.country, number),  # noqa: PLR2004  one in fourteen
        "city": person.city,
        "country": person.country,
        "language": person.language,
        "source": source,
        "source_detail": DETAILS.get(source, ""),
        "tags": TAGS[number % len(TAGS)],
        "notes": NOTES[number % len(NOTES)],
    }


def phone(country: str, number: int) -> str:
    """A number that could exist, in E.164: the country's example with other last digits."""
    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        return ""
    whole: str = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    for last in range(number, number + 1000):
        made = f"{whole[:-3]}{last % 1000:03d}"
        if phonenumbers.is_valid_number(phonenumbers.parse(made)):
            return made
    return whole


def _busy(customers: Sequence[Customer], currency: str, at: datetime) -> None:
    for number, one in enumerate(customers):
        bookings = number * 7 % 5
        if bookings:
            services.count_bookings(
                customer=one.pk,
                bookings=bookings,
                value=bookings * (4500 + number * 350),
                currency=currency,
                at=at - timedelta(days=number * 11 % 90, hours=number % 9),
            )
    for one in customers[::19]:
        services.rate_risk(customer=one.pk, score=40, at=at)


def _agreeing(customers: Sequence[Customer], at: datetime) -> None:
    for number, one in enumerate(customers[::3]):
        services.record_consent(
            customer=one,
            kind="email_marketing",
            text=WORDS,
            source="website" if number % 2 else "counter",
            by=None,
            at=at - timedelta(days=150 - number),
        )
    for one in customers[:18:9]:
        services.withdraw_consent(
            customer=one, kind="email_marketing", source="link", by=None, at=at - timedelta(days=20)
        )


def _owning(customers: Sequence[Customer], *, parking: bool, at: datetime) -> None:
    for number, one in enumerate(customers[::2] if parking else customers[::4]):
        children = {"vehicles": [_car(number)]} if parking else {"gear": [_gear(number, at)]}
        services.update_customer(record=one, values={}, children=children, by=None, at=at)


def _car(number: int) -> Child:
    make, model, colour = CARS[number % len(CARS)]
    letters = "".join(chr(65 + (number * step + 7) % 26) for step in (3, 5, 11))
    plate = f"Y{chr(65 + number % 8)}{60 + number % 14} {letters}"
    return Child(
        None, {"plate": plate, "make": make, "model": model, "colour": colour, "year": 2010 + number % 14}
    )


def _gear(number: int, at: datetime) -> Child:
    kind, brand, model, size = GEAR[number % len(GEAR)]
    serviced = (at - timedelta(days=number * 31)).date()
    return Child(
        None,
        {
            "kind": kind,
            "brand": brand,
            "model": model,
            "size": size,
            "serial_number": f"{brand[:2].upper()}{20417 + number * 37}",
            "last_serviced_on": serviced,
        },
    )
