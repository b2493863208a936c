"""What is booked while it is measured, and the page that books: call after `django.setup()`."""

import itertools
import os
import random
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse

from apps.bookings.models import Booking
from apps.capacity.models import Departure, Hold
from apps.catalog import services as catalog
from apps.catalog.models import CancellationPolicy, CancellationRule
from apps.frontdesk import services
from apps.frontdesk.types import Attribution, Choice, Contact
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales.models import Order
from apps.tenancy import context
from apps.tenancy.locations import first

DEPARTURES = 20
_numbers = itertools.count()


def sell_trips(*, tenant: int) -> dict[str, Any]:
    """A trip with two prices, a policy and twenty departures that hold everybody; answers their numbers."""
    at = clock.now()
    with context.use_tenant(tenant, actor=1, request="bench"):
        policy = CancellationPolicy.objects.create(name="Measured")
        CancellationRule.objects.create(policy=policy, hours_before=48, refund_percent=50)
        product = catalog.create_product(
            values={"name": "Measured trip", "status": "active", "cancellation_policy": policy},
            by=None,
            at=at,
        )
        option = catalog.create_option(values={"product": product, "name": "Morning"}, by=None, at=at)
        units = [
            catalog.create_unit(values={"option": option, "name": name, "price": price}, by=None, at=at)
            for name, price in (("Adult", 8500), ("Child", 4500))
        ]
        place = first()
        departures = Departure.objects.bulk_create(
            Departure(
                product=product,
                option=option,
                location=place,
                starts_at=at + timedelta(days=day),
                ends_at=at + timedelta(days=day, hours=4),
                capacity=10_000,
            )
            for day in range(1, DEPARTURES + 1)
        )
    return {
        "option": option.pk,
        "units": [unit.pk for unit in units],
        "departures": [one.pk for one in departures],
    }


def book(request: HttpRequest) -> JsonResponse:
    """Two adults and a child, somebody new each time, confirmed: what the public page's last step does, in one."""
    adult, child = (int(number) for number in request.GET["units"].split("-"))
    departure = int(random.choice(request.GET["departures"].split("-")))
    who = f"{os.getpid()}-{next(_numbers)}"
    adults, children = (2, 1) if "alone" not in request.GET else (1, 0)
    people = [("Ana", 40, adult), ("Ben", 41, adult), ("Kim", 8, child)] if children else [("Ana", 40, adult)]
    choice = Choice(
        option=int(request.GET["option"]),
        quantities={adult: adults, child: children},
        departure=departure,
        answers={
            "participants": [
                {"given_name": name, "family_name": "Ruiz", "age": age, "unit": unit}
                for name, age, unit in people
            ]
        },
    )
    try:
        placed = services.book(
            choices=[choice],
            contact=Contact(name=f"Ana Ruiz {who}", email=f"ana-{who}@guests.example", language="en"),
            at=clock.now(),
            source="website",
            attribution=Attribution(device="phone", browser="Firefox"),
        )
    except Refusal as refusal:
        return JsonResponse({"refused": refusal.code}, status=refusal.status)
    return JsonResponse({"reference": placed.bookings[0].reference, "status": placed.bookings[0].status})


def open_departure(*, tenant: int, option: int, capacity: int) -> int:
    """Another departure of the option; answers its number."""
    at = clock.now()
    with context.use_tenant(tenant, actor=1, request="bench"):
        like = Departure.objects.filter(option=option)[0]
        made = Departure.objects.create(
            product=like.product,
            option=like.option,
            location=like.location,
            starts_at=at + timedelta(days=30),
            ends_at=at + timedelta(days=30, hours=4),
            capacity=capacity,
        )
    number: int = made.pk
    return number


def tally(*, tenant: int, departure: int) -> dict[str, int]:
    """What stands of a departure: places counted, held for good, booked, and on placed orders."""
    with context.use_tenant(tenant):
        live = Booking.objects.filter(departure=departure, status="confirmed")
        holds = Hold.objects.filter(departure=departure, status="confirmed")
        return {
            "booked": Departure.objects.get(pk=departure).booked,
            "held": sum(holds.values_list("seats", flat=True)),
            "people": sum(live.values_list("people", flat=True)),
            "orders": Order.objects.filter(bookings__departure=departure, status="placed").distinct().count(),
        }


JOBS: dict[str, Any] = {"sell_trips": sell_trips, "open_departure": open_departure, "tally": tally}
