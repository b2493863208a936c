"""What each trade sells, booked: appointments, rentals, stays, passes and goods, alone and in one order."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.capacity.errors import NotFree, SoldOut, WrongTime
from apps.capacity.models import Pool, Requirement, Reservation, Resource, ResourceClass, WorkingHours
from apps.catalog import services as catalog
from apps.catalog.models import Option, Unit
from apps.frontdesk import services
from apps.frontdesk.errors import ChooseWhen, InThePast
from apps.frontdesk.types import Change, Choice, Override
from apps.tenancy.models import Location, Tenant
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.conftest import NOW

# A Wednesday, at noon in Belize.
SLOT = NOW.replace(day=25, hour=18)
MONTH = timedelta(days=30)


def sold(kind: str, name: str, price: int, per: str, **values: Any) -> tuple[Option, Unit]:
    product = catalog.create_product(
        values={"name": name, "kind": kind, "status": "active", **values}, by=None, at=NOW
    )
    option = catalog.create_option(values={"product": product, "name": "Standard"}, by=None, at=NOW)
    unit = catalog.create_unit(
        values={"option": option, "name": "Each", "price": price, "per": per}, by=None, at=NOW
    )
    return option, unit


def served_by(option: Option, kind: str, *names: str, **values: Any) -> ResourceClass:
    made = ResourceClass.objects.create(name=f"Class of {option.product.name}", kind=kind, **values)
    for name in names:
        one = Resource.objects.create(
            resource_class=made, name=name, location=Location.objects.order_by("pk")[0]
        )
        if kind == "person":
            for day in range(7):
                WorkingHours.objects.create(resource=one, weekday=day, begins=time(8), ends=time(18))
    Requirement.objects.create(product=option.product, resource_class=made, quantity=1, each="booking")
    return made


@pytest.fixture
def detail(in_coral: Tenant) -> Callable[..., Choice]:
    """A full detail by one of two technicians."""
    option, unit = sold("appointment", "Full detail", 20_000, "vehicle", duration=180, asks=["address"])
    served_by(option, "person", "Ana", "Ben")

    def choose(**more: Any) -> Choice:
        given = {"starts_at": SLOT, "answers": {"address": "12 Reef Rd", "plate": "ab 12-cde"}, **more}
        return Choice(option=option.pk, quantities={unit.pk: 1}, **given)

    return choose


def test_an_appointment_takes_a_technician_at_the_customers_address(detail: Callable[..., Choice]) -> None:
    [booking] = services.book(choices=[detail()], contact=ANA, at=NOW, source="website").bookings
    assert (booking.starts_at, booking.ends_at) == (SLOT, SLOT + timedelta(minutes=180))
    assert (booking.address, booking.plate, booking.total) == ("12 Reef Rd", "AB12CDE", 20_000)
    services.book(choices=[detail()], contact=ANA, at=NOW)
    with pytest.raises(NotFree):
        services.book(choices=[detail()], contact=ANA, at=NOW)
    assert {one.status for one in Reservation.objects.all()} == {"confirmed"}
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)
    services.book(choices=[detail()], contact=ANA, at=NOW)


def test_an_appointment_is_moved_to_another_time_and_person(
    detail: Callable[..., Choice], boss: Member
) -> None:
    [booking] = services.book(choices=[detail()], contact=ANA, at=NOW).bookings
    later = SLOT + timedelta(days=1)
    services.change_booking(booking=booking, change=Change(starts_at=later), by=boss, at=NOW)
    done = reread(booking)
    assert (done.starts_at, done.ends_at) == (later, later + timedelta(minutes=180))
    [taken] = Reservation.objects.filter(hold=done.hold, status="confirmed")
    other = Resource.objects.exclude(pk=taken.resource_id).get()
    services.change_booking(booking=done, change=Change(resources=(other.pk,)), by=boss, at=NOW)
    assert Reservation.objects.get(hold=done.hold, status="confirmed").resource == other


def test_technicians_see_the_jobs_that_are_theirs(detail: Callable[..., Choice], helper: Member) -> None:
    [booking] = services.book(choices=[detail()], contact=ANA, at=NOW).bookings
    assert not Booking.objects.assigned_to(helper).exists()
    Resource.objects.filter(reservations__hold=booking.hold).update(member=helper)
    assert list(Booking.objects.assigned_to(helper)) == [booking]


@pytest.mark.parametrize("minutes", [1, 300])
def test_an_appointment_takes_as_long_as_its_work_does(detail: Callable[..., Choice], minutes: int) -> None:
    choice = detail(ends_at=SLOT + timedelta(minutes=minutes))
    [booking] = services.book(choices=[choice], contact=ANA, at=NOW).bookings
    assert booking.ends_at == SLOT + timedelta(hours=3)


def test_gear_is_rented_for_days(in_coral: Tenant) -> None:
    option, unit = sold("rental", "Regulator", 1_500, "day")
    served_by(option, "item", "R1")
    choice = Choice(
        option=option.pk, quantities={unit.pk: 1}, starts_at=SLOT, ends_at=SLOT + timedelta(days=3)
    )
    [booking] = services.book(choices=[choice], contact=ANA, at=NOW).bookings
    assert (booking.total, booking.ends_at) == (4_500, SLOT + timedelta(days=3))
    with pytest.raises(NotFree):
        services.book(choices=[choice], contact=ANA, at=NOW)
    with pytest.raises(ChooseWhen):
        services.book(
            choices=[Choice(option=option.pk, quantities={unit.pk: 1}, starts_at=SLOT)], contact=ANA, at=NOW
        )


def test_nothing_is_rented_for_a_hundred_years(in_coral: Tenant) -> None:
    option, unit = sold("rental", "Regulator", 1_500, "day")
    served_by(option, "item", "R1")
    choice = Choice(
        option=option.pk, quantities={unit.pk: 1}, starts_at=SLOT, ends_at=SLOT.replace(year=2150)
    )
    with pytest.raises(WrongTime):
        services.book(choices=[choice], contact=ANA, at=NOW)
    assert not Booking.objects.exists()


def test_a_room_is_taken_for_three_nights_and_a_fourth(in_coral: Tenant) -> None:
    option, unit = sold("stay", "Double room", 9_000, "night")
    served_by(option, "room", "Lake", check_in=time(15), check_out=time(11))
    choice = Choice(option=option.pk, quantities={unit.pk: 1}, arrival=date(2026, 12, 1), nights=3, people=2)
    [booking] = services.book(choices=[choice], contact=ANA, at=NOW, source="website").bookings
    assert (booking.total, booking.people) == (27_000, 2)
    assert booking.ends_at is not None
    assert (booking.ends_at - booking.starts_at) == timedelta(days=2, hours=20)
    offer = services.quote_change(booking=booking, change=Change(nights=4), customer=booking.customer, at=NOW)
    assert (offer.before, offer.after) == (27_000, 36_000)
    services.change_booking(booking=booking, change=Change(nights=4), customer=booking.customer, at=NOW)
    assert (reread(booking).total, reread(booking).ends_at.day) == (36_000, 5)


def test_a_pass_has_a_plate_and_a_place(in_coral: Tenant) -> None:
    option, unit = sold("pass", "Monthly pass", 12_000, "month", asks=["plate"])
    pool = Pool.objects.create(option=option, location=Location.objects.order_by("pk")[0], capacity=1)
    choice = Choice(option=option.pk, quantities={unit.pk: 1}, pool=pool.pk, answers={"plate": "xy 99"})
    [booking] = services.book(choices=[choice], contact=ANA, at=NOW, source="website").bookings
    assert (booking.plate, booking.pool, booking.ends_at, booking.total) == ("XY99", pool, None, 12_000)
    with pytest.raises(SoldOut):
        services.book(choices=[choice], contact=ANA, at=NOW, source="website")
    past = Choice(
        option=option.pk,
        quantities={unit.pk: 1},
        pool=pool.pk,
        starts_at=NOW - MONTH,
        answers={"plate": "A"},
    )
    with pytest.raises(InThePast):
        services.book(choices=[past], contact=ANA, at=NOW, source="website")


def test_a_trip_gear_and_a_mask_are_one_order(trip: Trip) -> None:
    rental, day = sold("rental", "Regulator", 1_500, "day")
    served_by(rental, "item", "R1")
    goods, each = sold("retail", "Mask", 3_000, "item")
    placed = services.book(
        choices=[
            trip.choice(1),
            Choice(
                option=rental.pk,
                quantities={day.pk: 1},
                starts_at=trip.departure.starts_at,
                ends_at=trip.departure.ends_at,
            ),
            Choice(option=goods.pk, quantities={each.pk: 2}),
        ],
        contact=ANA,
        at=NOW,
        source="website",
    )
    assert placed.order.total == 10_000 + 1_500 + 6_000
    assert [one.product.name for one in placed.bookings] == ["Reef trip", "Regulator"]
    for one in placed.bookings:
        services.cancel_booking(booking=one, customer=one.customer, at=NOW)
    # The masks were bought all the same.
    assert (reread(placed.order).status, reread(placed.order).total) == ("placed", 6_000)


def test_staff_set_price_notice_and_capacity_aside_with_a_reason(
    trip: Trip, boss: Member, helper: Member
) -> None:
    trip.departure.limit = 12
    trip.departure.save()
    override = Override(reason="The boss's friends", price=5_000, raise_capacity=True, ignore_notice=True)
    with pytest.raises(Exception, match="role"):
        services.book(choices=[trip.choice(12)], contact=ANA, by=helper, at=NOW, override=override)
    [booking] = services.book(
        choices=[trip.choice(12)], contact=ANA, by=boss, at=NOW, override=override
    ).bookings
    assert (booking.total, booking.order.total, booking.notes) == (5_000, 5_000, "The boss's friends")
    assert (reread(trip.departure).capacity, reread(trip.departure).booked) == (12, 12)
    with pytest.raises(Exception, match="12"):
        services.book(choices=[trip.choice(1)], contact=ANA, by=boss, at=NOW, override=override)
