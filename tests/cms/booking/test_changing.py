"""Customers change what they booked, each kind by its link and without a script: what it comes to is shown first, what
cannot be is said with nothing changed.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from apps.bookings.models import Booking
from apps.capacity import local
from apps.capacity.models import Departure, Hold, Pool, Reservation
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import Choice, Contact
from apps.kernel import clock
from apps.messaging.models import Message
from apps.sales.models import Order, OrderItem, OrderLine
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import departure_of, trip_of
from tests.cms.booking import goods
from tests.cms.booking.conftest import HERE, moved, soon, text, value_of
from tests.cms.booking.test_kinds import hidden

ANA = Contact(name="Ana Ruiz", email="ana@guests.example")
ZONE = "America/Belize"


def at_ten(days: int = 10, hour: int = 10) -> datetime:
    """A time of a day on the clock of the place."""
    day = local.day_of(clock.now(), zone()) + timedelta(days=days)
    return local.instant(day, time(hour), zone())


def zone() -> str:
    """The place's."""
    return str(Location.objects.order_by("pk")[0].time_zone)


def day_of(moment: datetime) -> str:
    """As forms write it."""
    return local.day_of(moment, zone()).isoformat()


@dataclass(slots=True)
class Kept:
    """A booking, the visitor who has its link, and everything that must be as it was after a refusal."""

    booking: Booking
    browser: Client

    @property
    def path(self) -> str:
        """Where it is changed."""
        return f"/booking/{self.booking.token}/change/"

    def get(self, **asked: str) -> str:
        """The page for choosing."""
        return text(self.browser.get(self.path, asked))

    def post(self, **form: Any) -> Any:
        """Send a form of it."""
        return self.browser.post(self.path, form, headers=HERE)

    def state(self) -> Any:
        """All that a change would touch."""
        self.booking.refresh_from_db()
        one = self.booking
        return (
            *(one.starts_at, one.ends_at, one.people, one.option_id, one.departure_id, one.pool_id),
            *(one.total, one.status, one.sequence, one.plate),
            list(OrderLine.objects.order_by("pk").values_list("pk", "total")),
            list(
                Reservation.objects.order_by("pk").values_list("resource", "starts_at", "ends_at", "status")
            ),
            list(Departure.objects.order_by("pk").values_list("pk", "booked")),
            list(Pool.objects.order_by("pk").values_list("pk", "booked")),
            list(Hold.objects.order_by("pk").values_list("pk", "status", "seats")),
        )

    def agree(self, **form: Any) -> str:
        """Look at what it comes to, and agree; answers the page that showed it."""
        before = self.state()
        page = text(self.post(**form))
        assert "This is what the change comes to" in page, page
        assert self.state() == before
        done = self.post(**form, expected=value_of(page, "expected"))
        assert done["Location"] == f"/booking/{self.booking.token}/?changed=1", text(done)
        assert "It is changed" in text(self.browser.get(done["Location"]))
        self.booking.refresh_from_db()
        assert self.booking.sequence == 1
        return page

    def refuses(self, sentence: str, **form: Any) -> None:
        """It is said above the form, and nothing is different."""
        before = self.state()
        answer = self.post(**form)
        assert answer.status_code == 422, form
        page = text(answer)
        assert sentence in page, (form, page[page.find('role="alert"') :][:600])
        assert 'role="alert"' in page
        assert self.state() == before


@pytest.fixture
def kept(browser_of: Any, in_coral: Any) -> Any:
    """Books what is chosen and gives its link to a visitor."""

    def book(option: Any, quantities: dict[int, int], **more: Any) -> Kept:
        said = (
            {"answers": {"address": "12 Elm Street"}} if "starts_at" in more and "ends_at" not in more else {}
        )
        choice = Choice(option=option.pk, quantities=quantities, **{**said, **more})
        placed = frontdesk.book(choices=[choice], contact=ANA, at=clock.now(), source="website")
        return Kept(placed.bookings[0], browser_of())

    return book


@pytest.fixture
def other_unit(in_coral: Any) -> int:
    """Something that is sold elsewhere."""
    return int(trip_of("Wreck trip").adult.pk)


# -- departures ---------------------------------------------------------------------------------------------------------


def test_a_departure_is_changed_to_another_day_and_party(kept, trip):
    other = departure_of(trip.option, starts_at=soon(12))
    mine = kept(trip.option, {trip.adult.pk: 2}, departure=trip.departure.pk)
    page = mine.get()
    # The own departure is chosen, with the party that comes.
    assert value_of(page, "departure") == str(trip.departure.pk)
    page = mine.agree(departure=other.pk, option=trip.option.pk, **{f"u{trip.adult.pk}": 1})
    assert "You pay less" in page and "Fee for the change" in page and "$85.00" in page
    assert (mine.booking.departure_id, mine.booking.people, mine.booking.total) == (other.pk, 1, 11_500)


def test_fewer_may_come_on_a_departure_that_is_sold_out(kept, trip):
    Departure.objects.filter(pk=trip.departure.pk).update(capacity=2)
    mine = kept(trip.option, {trip.adult.pk: 2}, departure=trip.departure.pk)
    page = mine.get()
    assert "See what it comes to" in page and 'max="2"' in page
    mine.agree(departure=trip.departure.pk, option=trip.option.pk, **{f"u{trip.adult.pk}": 1})
    assert mine.booking.people == 1


def test_departures_refuse_what_cannot_be(kept, trip, other_unit):
    mine = kept(trip.option, {trip.adult.pk: 2}, departure=trip.departure.pk)
    full = departure_of(trip.option, starts_at=soon(11), capacity=1)
    past = departure_of(trip.option, starts_at=soon(-2))
    far = departure_of(trip.option, starts_at=soon(4000))
    foreign = Departure.objects.exclude(product=trip.product).get()
    form = {"option": trip.option.pk, "departure": trip.departure.pk, f"u{trip.adult.pk}": 2}
    mine.refuses("Only 1 place is left", **{**form, "departure": full.pk})
    mine.refuses("This time has passed", **{**form, "departure": past.pk})
    mine.refuses("days ahead", **{**form, "departure": far.pk})
    mine.refuses(
        "cannot be booked together", **{**form, "departure": foreign.pk, "option": foreign.option_id}
    )
    mine.refuses("cannot be booked together", **{**form, "departure": foreign.pk})
    mine.refuses("cannot be booked together", **{**form, f"u{other_unit}": 1})
    mine.refuses("Choose when", **{**form, "departure": "soon"})
    mine.refuses("Choose how many", **{**form, f"u{trip.adult.pk}": 0})
    mine.refuses("Nothing would be different", **form)
    mine.refuses("has changed since you looked", **{**form, f"u{trip.adult.pk}": 1, "expected": "7"})


# -- appointments -------------------------------------------------------------------------------------------------------


@pytest.fixture
def detail(in_coral, policy):
    """Two technicians; until a day before for 15.00."""
    return goods.detail(cancellation_policy=policy)


def test_an_appointment_is_changed_to_another_slot_and_version(kept, detail):
    sedan, suv = detail.options
    mine = kept(sedan, {detail.units[0].pk: 1}, starts_at=at_ten())
    page = mine.get()
    assert "See what it comes to" in page
    form = hidden(page, "option", "starts")
    assert form == {"option": str(sedan.pk), "starts": at_ten().isoformat()}
    # An hour later, which its own technician is free for, though booked now.
    later = {"option": "sedan", "day": day_of(at_ten()), "starts": at_ten(hour=11).isoformat()}
    form = hidden(mine.get(**later), "option", "starts")
    page = text(mine.post(**form, **{f"u{detail.units[0].pk}": 1}))
    assert "It costs the same" not in page and "$15.00" in page
    page = mine.agree(option=suv.pk, starts=at_ten(12, 13).isoformat(), **{f"u{detail.units[1].pk}": 1})
    assert "$180.00" in page and "$240.00" in page and "$75.00" in page
    booking = mine.booking
    assert (booking.option_id, booking.starts_at) == (suv.pk, at_ten(12, 13))
    assert booking.ends_at == at_ten(12, 16)
    assert booking.total == 25_500
    (taken,) = Reservation.objects.filter(status="confirmed")
    assert (taken.starts_at, taken.ends_at) == (booking.starts_at, booking.ends_at)


def test_the_only_technician_can_be_had_an_hour_later(kept, detail):
    at = at_ten()
    kept(detail.options[0], {detail.units[0].pk: 1}, starts_at=at)
    mine = kept(detail.options[0], {detail.units[0].pk: 1}, starts_at=at)
    asked = {"option": "sedan", "day": day_of(at), "starts": at_ten(hour=11).isoformat()}
    assert value_of(mine.get(**asked), "starts") == asked["starts"]
    mine.agree(option=detail.options[0].pk, starts=asked["starts"], **{f"u{detail.units[0].pk}": 1})
    assert mine.booking.starts_at == at_ten(hour=11)


def test_appointments_refuse_what_cannot_be(kept, detail, other_unit, in_coral):
    at = at_ten()
    taken = at_ten(11)
    for _technician in range(2):
        kept(detail.options[0], {detail.units[0].pk: 1}, starts_at=taken)
    mine = kept(detail.options[0], {detail.units[0].pk: 1}, starts_at=at)
    form = {"option": detail.options[0].pk, "starts": at.isoformat(), f"u{detail.units[0].pk}": 1}
    foreign = trip_of("Night dive").option.pk
    mine.refuses("free at this time", **{**form, "starts": taken.isoformat()})
    mine.refuses("free at this time", **{**form, "starts": at_ten(12, 22).isoformat()})
    mine.refuses("too late", **{**form, "starts": at_ten(-3).isoformat()})
    mine.refuses("cannot be booked yet", **{**form, "starts": at_ten(4000).isoformat()})
    mine.refuses("Choose when", **{**form, "starts": "9999-12-31T00:00:00+00:00"})
    mine.refuses("Choose when", **{**form, "starts": "tomorrow"})
    mine.refuses("not sold here", **{**form, "option": "x"})
    mine.refuses("cannot be booked together", **{**form, "option": foreign})
    mine.refuses("cannot be booked together", **{**form, f"u{other_unit}": 1})
    mine.refuses("Nothing would be different", **form)


# -- stays --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def room(in_coral, policy):
    """Two rooms; at least two nights."""
    return goods.room(cancellation_policy=policy)


def arrival(days: int = 10) -> Any:
    """A day of arrival."""
    return local.day_of(clock.now(), zone()) + timedelta(days=days)


def stay_form(room: Any, option: int = 0, **more: Any) -> dict[str, Any]:
    """What the form of an offer sends."""
    return {
        "option": room.options[option].pk,
        "arrival": arrival().isoformat(),
        "nights": 3,
        "people": 2,
        f"u{room.units[option].pk}": 1,
        **more,
    }


def test_a_stay_is_changed_to_other_nights_and_board(kept, room):
    mine = kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    page = mine.get()
    assert value_of(page, "arrival") == arrival().isoformat() and "3 nights" in page
    form = stay_form(room, 1, arrival=(arrival() + timedelta(days=1)).isoformat(), nights=4)
    page = mine.agree(**form)
    assert "$360.00" in page and "$580.00" in page and "$235.00" in page
    booking = mine.booking
    assert booking.option_id == room.options[1].pk
    assert local.day_of(booking.starts_at, zone()) == arrival() + timedelta(days=1)
    assert local.day_of(booking.ends_at, zone()) == arrival() + timedelta(days=5)
    assert booking.total == 59_500
    assert Reservation.objects.filter(status="confirmed").count() == 1


def test_a_guest_stays_a_night_more_though_the_house_is_full(kept, room):
    for _room in range(1):
        kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    mine = kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    asked = {
        "day": arrival().isoformat(),
        "until": (arrival() + timedelta(days=4)).isoformat(),
        "people": "2",
    }
    page = mine.get(**asked)
    assert value_of(page, "nights") == "4"
    mine.agree(**stay_form(room, nights=4))
    assert local.day_of(mine.booking.ends_at, zone()) == arrival() + timedelta(days=4)


def test_stays_refuse_what_cannot_be(kept, room, other_unit, in_coral):
    mine = kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
    for _room in range(2):
        kept(room.options[0], {room.units[0].pk: 1}, arrival=arrival(20), nights=3, people=2)
    foreign = trip_of("Night dive").option.pk
    mine.refuses("No room is free", **stay_form(room, arrival=arrival(20).isoformat()))
    mine.refuses("too late", **stay_form(room, arrival=arrival(-5).isoformat()))
    mine.refuses("cannot be booked yet", **stay_form(room, arrival=arrival(4000).isoformat()))
    mine.refuses("at least 2 nights", **stay_form(room, nights=1))
    mine.refuses("Choose when", **stay_form(room, nights=0))
    mine.refuses("Choose when", **stay_form(room, nights=10**8))
    mine.refuses("Choose when", **stay_form(room, arrival="9999-01-01"))
    mine.refuses("Choose when", **stay_form(room, arrival="2027-02-30"))
    mine.refuses("cannot be booked together", **stay_form(room, option=0) | {"option": foreign})
    mine.refuses("cannot be booked together", **stay_form(room, **{f"u{other_unit}": 1}))
    mine.refuses("Nothing would be different", **stay_form(room))


# -- rentals ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def gear(in_coral, policy):
    """Three sets by the day."""
    return goods.gear(cancellation_policy=policy)


def rental_form(gear: Any, days: int = 10, until: int = 10, many: Any = 1, **more: Any) -> dict[str, Any]:
    """What the form of an offer sends."""
    return {
        "option": gear.options[0].pk,
        "starts": at_ten(days, 9).isoformat(),
        "stops": at_ten(until, 17).isoformat(),
        f"u{gear.units[0].pk}": many,
        **more,
    }


def test_a_rental_is_changed_to_other_times_and_more_sets(kept, gear):
    mine = kept(gear.options[0], {gear.units[0].pk: 1}, starts_at=at_ten(10, 9), ends_at=at_ten(10, 17))
    page = mine.get()
    assert hidden(page, "starts", "stops") == {
        "starts": at_ten(10, 9).isoformat(),
        "stops": at_ten(10, 17).isoformat(),
    }
    assert "3 free" in page  # its own set is one of them
    page = mine.agree(**rental_form(gear, 11, 12, 2))
    assert "$35.00" in page and "$140.00" in page and "$120.00" in page
    booking = mine.booking
    assert (booking.starts_at, booking.ends_at) == (at_ten(11, 9), at_ten(12, 17))
    assert (booking.people, booking.total) == (2, 15_500)
    assert Reservation.objects.filter(status="confirmed").count() == 2


def test_rentals_refuse_what_cannot_be(kept, gear, other_unit, in_coral):
    mine = kept(gear.options[0], {gear.units[0].pk: 1}, starts_at=at_ten(10, 9), ends_at=at_ten(10, 17))
    kept(gear.options[0], {gear.units[0].pk: 3}, starts_at=at_ten(14, 9), ends_at=at_ten(14, 17))
    foreign = trip_of("Night dive").option.pk
    mine.refuses("free at this time", **rental_form(gear, 14, 14))
    mine.refuses("free at this time", **rental_form(gear, many=4))
    mine.refuses("too late", **rental_form(gear, -2, -2))
    mine.refuses("cannot be booked yet", **rental_form(gear, 4000, 4001))
    mine.refuses("must end after it starts", **rental_form(gear, 12, 11))
    mine.refuses("Choose when", **rental_form(gear) | {"starts": "2027-13-01T00:00:00+00:00"})
    mine.refuses("Choose how many", **rental_form(gear, many="x"))
    mine.refuses("cannot be booked together", **rental_form(gear) | {"option": foreign})
    mine.refuses("cannot be booked together", **rental_form(gear, **{f"u{other_unit}": 1}))
    mine.refuses("Nothing would be different", **rental_form(gear))


# -- passes -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def garages(in_coral, policy):
    """A monthly pass in two garages: five places here, one there."""
    sold, here = goods.monthly(cancellation_policy=policy)
    other = Location.objects.order_by("pk")[0]
    there = Location.objects.create(name="Pier garage", time_zone=other.time_zone, country=other.country)
    return sold, here, Pool.objects.create(option=sold.options[0], location=there, capacity=1)


def pass_form(sold: Any, pool: Pool, days: int = 10, plate: str = "AB12CDE", **more: Any) -> dict[str, Any]:
    """What the form of the panel sends."""
    return {
        "option": sold.options[0].pk,
        "pool": pool.pk,
        "day": arrival(days).isoformat(),
        "plate": plate,
        f"u{sold.units[0].pk}": 1,
        **more,
    }


def a_pass(kept: Any, sold: Any, pool: Pool, days: int = 10) -> Kept:
    made: Kept = kept(
        sold.options[0],
        {sold.units[0].pk: 1},
        pool=pool.pk,
        starts_at=local.midnight(arrival(days), zone()),
        answers={"plate": "ab12 cde"},
    )
    return made


def test_a_pass_is_changed_to_another_day_garage_and_car(kept, garages):
    sold, here, there = garages
    mine = a_pass(kept, sold, here)
    page = mine.get()
    assert 'value="AB12CDE"' in page and value_of(page, "pool") == str(here.pk)
    assert f'value="{arrival()}"' in page
    page = mine.agree(**pass_form(sold, there, 15, "xy-99 zzz"))
    assert "$15.00" in page and "xy-99 zzz" in page
    booking = mine.booking
    assert local.day_of(booking.starts_at, zone()) == arrival(15)
    assert (booking.plate, booking.pool_id, booking.location_id) == ("XY99ZZZ", there.pk, there.location_id)
    assert [Pool.objects.get(pk=one.pk).booked for one in (here, there)] == [0, 1]
    assert booking.total == 9_900 + 1_500


def test_another_car_costs_nothing_and_may_be_said_while_the_pass_runs(kept, garages):
    sold, here, _there = garages
    mine = a_pass(kept, sold, here)
    page = mine.agree(**pass_form(sold, here, plate="XY 99"))
    assert "It costs the same" in page and "Fee for the change" not in page
    assert (mine.booking.plate, mine.booking.total) == ("XY99", 9_900)
    Booking.objects.update(starts_at=clock.now() - timedelta(days=3), sequence=0)
    page = mine.get()
    assert 'name="plate"' in page and 'name="day"' not in page
    assert "Change<" in text(mine.browser.get(f"/booking/{mine.booking.token}/"))
    mine.agree(plate="QQ1", option=sold.options[0].pk, pool=here.pk, **{f"u{sold.units[0].pk}": 1})
    assert mine.booking.plate == "QQ1"
    mine.refuses("can be changed until", **pass_form(sold, here, 20, "QQ1"))


def test_passes_refuse_what_cannot_be(kept, garages, other_unit, in_coral):
    sold, here, there = garages
    a_pass(kept, sold, there)
    mine = a_pass(kept, sold, here)
    foreign_sold, foreign = goods.sold("pass", "Other", {"Day": {"price": 100, "per": "month"}}), None
    foreign = Pool.objects.create(
        option=foreign_sold.options[0], location=Location.objects.order_by("pk")[0], capacity=5
    )
    mine.refuses("sold out", **pass_form(sold, there))
    mine.refuses("This time has passed", **pass_form(sold, here, -2))
    mine.refuses("days ahead", **pass_form(sold, here, 4000))
    mine.refuses("Choose when", **pass_form(sold, here) | {"day": "9999-12-31"})
    mine.refuses("Choose when", **pass_form(sold, here) | {"pool": "x"})
    mine.refuses("cannot be booked together", **pass_form(sold, foreign))
    mine.refuses("cannot be booked together", **pass_form(sold, here) | {"option": foreign.option_id})
    mine.refuses("cannot be booked together", **pass_form(sold, here, **{f"u{other_unit}": 1}))
    mine.refuses("field is required", **pass_form(sold, here, plate="- "))
    mine.refuses("At most 20 characters", **pass_form(sold, here, plate="x" * 21))
    mine.refuses("Nothing would be different", **pass_form(sold, here, plate="ab 12 cde"))
    Pool.objects.filter(pk=there.pk).update(capacity=9, active=False)
    mine.refuses("not on sale", **pass_form(sold, there))


# -- goods --------------------------------------------------------------------------------------------------------------


def test_goods_are_changed_as_long_as_the_order_is_open(kept, trip, browser_of):
    mask = goods.mask()
    unit = f"u{mask.units[0].pk}"
    placed = frontdesk.book(
        choices=[
            trip.choice(1),
            Choice(option=mask.options[0].pk, quantities={mask.units[0].pk: 1}),
        ],
        contact=ANA,
        at=clock.now(),
        source="website",
    )
    item = OrderItem.objects.get(product=mask.product)
    browser = browser_of()
    path = f"/checkout/done/{placed.order.token}/items/{item.pk}/"
    assert path in text(browser.get(f"/booking/{placed.bookings[0].token}/"))
    assert path in text(browser.get(f"/checkout/done/{placed.order.token}/"))
    assert "How many?" in text(browser.get(path))
    page = text(browser.post(path, {unit: 3}, headers=HERE))
    assert "$45.00" in page and "$135.00" in page and "You pay more" in page and "$90.00" in page
    assert Order.objects.get().total == 14_500
    for wrong, sentence in (
        ({unit: 1}, "Nothing would be different"),
        ({unit: "x"}, "Choose how many"),
        ({unit: 99_999}, "At most"),
        ({f"u{trip.adult.pk}": 1}, "cannot be booked together"),
        ({unit: 3, "expected": "1"}, "has changed since you looked"),
    ):
        answer = browser.post(path, wrong, headers=HERE)
        assert answer.status_code == 422 and sentence in text(answer), wrong
    assert Order.objects.get().total == 14_500
    done = browser.post(path, {unit: 3, "expected": value_of(page, "expected")}, headers=HERE)
    assert done["Location"] == f"/checkout/done/{placed.order.token}/"
    assert Order.objects.get().total == 23_500
    page = text(browser.post(path, {unit: 0}, headers=HERE))
    assert "You pay less" in page
    browser.post(path, {unit: 0, "expected": value_of(page, "expected")}, headers=HERE)
    order = Order.objects.get()
    assert (order.total, order.status) == (10_000, "placed")
    assert order.total == sum(OrderLine.objects.values_list("total", flat=True))
    trip_item = OrderItem.objects.get(product=trip.product)
    for nobody in (f"/checkout/done/{placed.order.token}/items/{trip_item.pk}/", path):
        assert browser.get(nobody).status_code == 404
    Order.objects.update(status="completed")
    assert browser.get(path).status_code == 404


# -- all of them --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["departure", "appointment", "stay", "rental", "pass"])
def test_after_the_policys_time_it_is_said_and_nothing_changes(kept, request, kind, trip):
    mine, form = _one_of(kind, kept, request, trip)
    Booking.objects.update(starts_at=clock.now() + timedelta(hours=5))
    page = mine.get()
    if kind == "pass":
        assert 'name="day"' not in page
    else:
        assert "It can no longer be changed online" in page and "See what it comes to" not in page
    mine.refuses("can be changed until 24 hours before", **form)
    listed = text(mine.browser.get(f"/booking/{mine.booking.token}/"))
    assert ("Change<" in listed) == (kind == "pass")


@pytest.mark.parametrize("kind", ["departure", "appointment", "stay", "rental", "pass"])
def test_what_is_cancelled_archived_or_anothers_is_not_changed(kept, request, kind, trip, browser_of):
    mine, form = _one_of(kind, kept, request, trip)
    assert browser_of().post(mine.path, form).status_code == 403, "sent from elsewhere"
    before = mine.state()
    type(mine.booking.product).objects.update(status="archived")
    assert "cannot be changed online" in mine.get()
    assert mine.post(**form).status_code == 422
    assert mine.state() == before
    type(mine.booking.product).objects.update(status="active")
    frontdesk.cancel_booking(booking=mine.booking, customer=mine.booking.customer_id, at=clock.now())
    mine.refuses("cannot be changed any more", **form)
    assert not Message.objects.filter(occasion="booking_changed").exists()


def _one_of(kind: str, kept: Any, request: Any, trip: Any) -> tuple[Kept, dict[str, Any]]:
    """A booking of the kind, and a form that would change it."""
    if kind == "departure":
        moved(trip.departure, soon())
        mine = kept(trip.option, {trip.adult.pk: 2}, departure=trip.departure.pk)
        return mine, {
            "option": trip.option.pk,
            "departure": trip.departure.pk,
            f"u{trip.adult.pk}": 1,
        }
    if kind == "appointment":
        sold = request.getfixturevalue("detail")
        unit = {sold.units[0].pk: 1}
        mine = kept(sold.options[0], unit, starts_at=at_ten())
        return mine, {
            "option": sold.options[0].pk,
            "starts": at_ten(12).isoformat(),
            f"u{sold.units[0].pk}": 1,
        }
    if kind == "stay":
        sold = request.getfixturevalue("room")
        mine = kept(sold.options[0], {sold.units[0].pk: 1}, arrival=arrival(), nights=3, people=2)
        return mine, stay_form(sold, nights=4)
    if kind == "rental":
        sold = request.getfixturevalue("gear")
        ends = {"starts_at": at_ten(10, 9), "ends_at": at_ten(10, 17)}
        return kept(sold.options[0], {sold.units[0].pk: 1}, **ends), rental_form(sold, 12, 12)
    sold, here, _there = request.getfixturevalue("garages")
    return a_pass(kept, sold, here), pass_form(sold, here, 15)
