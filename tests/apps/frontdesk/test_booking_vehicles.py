"""The vehicle somebody books for: one of theirs, found however the plate is written, or made known by booking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking
from apps.catalog.models import Product
from apps.customers.models import Customer, Vehicle
from apps.frontdesk import services
from apps.frontdesk.types import Choice, Contact
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import ANA, reread
from tests.apps.frontdesk.selling import Garage, garage_of
from tests.cms.booking import goods
from tests.conftest import NOW

BO = Contact(name="Bo Lund", email="bo@guests.example")
VOLVO = {"vehicle.make": "Volvo", "vehicle.model": "XC90", "vehicle.year": "2021", "vehicle.colour": "black"}


@pytest.fixture
def garage(in_coral: Tenant) -> Garage:
    """A detail that asks which vehicle."""
    made = garage_of()
    Product.objects.update(asks=["vehicle"])
    return made


@pytest.fixture
def job(garage: Garage) -> Callable[..., Booking]:
    """Books it, each time two days later."""
    count = [0]

    def book(contact: Contact = ANA, by: Member | None = None, **answers: Any) -> Booking:
        count[0] += 2
        choice = Choice(
            option=garage.option.pk,
            quantities={garage.unit.pk: 1},
            starts_at=NOW + timedelta(days=count[0], hours=2),
            answers=answers.pop("answers", answers),
        )
        booking: Booking = services.book(choices=[choice], contact=contact, at=NOW, by=by).bookings[0]
        booking.refresh_from_db()
        return booking

    return book


def test_a_vehicle_is_made_known_by_booking(job: Callable[..., Booking]) -> None:
    booking = job(answers={**VOLVO, "plate": "ab 12-cde"})
    vehicle = Vehicle.objects.get()
    assert (vehicle.customer, booking.vehicle, booking.plate) == (booking.customer, vehicle, "AB12CDE")
    assert (vehicle.plate, vehicle.make, vehicle.model, vehicle.year, vehicle.colour) == (
        *("AB12CDE", "Volvo", "XC90"),
        *(2021, "black"),
    )
    assert booking.requests == ""


def test_the_same_plate_is_the_same_vehicle_however_it_is_written(job: Callable[..., Booking]) -> None:
    one = job(answers={"plate": "AB12CDE"})
    two = job(answers={**VOLVO, "plate": "ab.12 cde"})
    assert one.vehicle_id == two.vehicle_id
    vehicle = Vehicle.objects.get()
    assert (vehicle.make, vehicle.year) == ("Volvo", 2021)
    job(answers={"vehicle.make": "Saab", "plate": "AB12CDE"})
    assert reread(vehicle).make == "Volvo"


def test_without_a_plate_make_and_model_tell(job: Callable[..., Booking]) -> None:
    one = job(answers=VOLVO)
    two = job(answers={"vehicle.make": "VOLVO", "vehicle.model": "xc90", "plate": "AB 12 CDE"})
    assert one.vehicle_id == two.vehicle_id
    assert Vehicle.objects.get().plate == "AB12CDE"
    job(answers={**VOLVO, "vehicle.colour": "white"})
    assert Vehicle.objects.count() == 2
    three = job(answers={"vehicle.make": "Volvo", "vehicle.model": "XC90"})
    assert three.plate == "AB12CDE"


def test_each_customer_has_their_own(job: Callable[..., Booking]) -> None:
    job(answers={"plate": "AB12CDE"})
    job(BO, answers={"plate": "AB12CDE"})
    assert Vehicle.objects.filter(plate="AB12CDE").values("customer").distinct().count() == 2


def test_staff_pick_one_of_the_customers_own(job: Callable[..., Booking], boss: Member) -> None:
    known = job(answers={**VOLVO, "plate": "AB12CDE"})
    picked = Contact(customer=known.customer_id, name="Ana")
    booking = job(picked, boss, vehicle=known.vehicle_id)
    assert (booking.vehicle_id, booking.plate) == (known.vehicle_id, "AB12CDE")
    with pytest.raises(Invalid) as refused:
        job(BO, boss, vehicle=known.vehicle_id)
    assert list(refused.value.by_key) == ["vehicle"]
    with pytest.raises(Invalid):
        job(BO, None, vehicle=known.vehicle_id)
    assert Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({"plate": "—"}, "plate"),
        ({"plate": "A" * 21}, "plate"),
        ({"plate": "x" * 10_000}, "plate"),
        ({**VOLVO, "vehicle.year": "1700"}, "vehicle.year"),
        ({**VOLVO, "vehicle.year": "soon"}, "vehicle.year"),
        ({**VOLVO, "vehicle.make": "V" * 61}, "vehicle.make"),
        ({**VOLVO, "vehicle.make": ["Volvo"]}, "vehicle.make"),
        ({"vehicle": "7"}, "vehicle"),
        ({}, "vehicle.make"),
    ],
)
def test_what_is_no_vehicle_is_refused_beside_its_field(
    job: Callable[..., Booking], answers: dict[str, Any], key: str
) -> None:
    with pytest.raises(Invalid) as refused:
        job(answers=answers)
    assert key in refused.value.by_key
    assert not Vehicle.objects.exists()


def test_a_pass_carries_the_plate_and_is_found_by_it(in_coral: Tenant, boss: Member) -> None:
    sold, pool = goods.monthly()
    choice = Choice(
        option=sold.options[0].pk,
        quantities={sold.units[0].pk: 1},
        pool=pool.pk,
        answers={"plate": "kl-99 xyz"},
    )
    [booking] = services.book(choices=[choice], contact=ANA, at=NOW).bookings
    assert (booking.plate, reread(booking).vehicle.plate) == ("KL99XYZ", "KL99XYZ")
    screen = SCREENS.get("bookings.booking")
    for asked in ("KL99XYZ", "kl99xyz", "kl 99 xyz", "KL-99 XYZ", "kl-99-xyz"):
        assert list(screen.searched(screen.rows(boss), asked)) == [booking]


@pytest.mark.django_db(transaction=True)
def test_two_bookings_at_once_make_one_vehicle(garage: Garage, race: Callable[..., list[Any]]) -> None:
    def book() -> Any:
        choice = Choice(
            option=garage.option.pk,
            quantities={garage.unit.pk: 1},
            starts_at=NOW + timedelta(days=3),
            answers={"plate": "AB12CDE"},
        )
        return services.book(choices=[choice], contact=ANA, at=NOW)

    found = race(book, 2)
    assert [one.bookings[0].plate for one in found] == ["AB12CDE", "AB12CDE"]
    assert Vehicle.objects.count() == 1
