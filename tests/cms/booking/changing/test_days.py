"""Departures and appointments are changed by their link, without a script."""

from apps.capacity.models import Departure, Reservation
from tests.apps.frontdesk.conftest import departure_of, trip_of
from tests.cms.booking.changing.kept import at_ten, day_of
from tests.cms.booking.conftest import soon, text, value_of
from tests.cms.booking.test_kinds import hidden


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
