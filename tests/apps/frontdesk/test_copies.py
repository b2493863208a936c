"""The business hears of what customers do themselves, and of nothing that its own people did."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.events.services import dispatch
from apps.frontdesk import services
from apps.frontdesk.types import Change, Choice, Placed
from apps.messaging.models import Message, MessageText
from apps.tenancy.models import Location
from tests.apps.frontdesk.conftest import ANA, Trip, trip_of
from tests.apps.frontdesk.test_kinds import sold
from tests.conftest import NOW

DESK = "desk@coral.example"


@pytest.fixture(autouse=True)
def address(in_coral: Any) -> None:
    """The dive shop has an e-mail address."""
    Location.objects.update(email=DESK)


def copies() -> list[Message]:
    """What the business was written, once everything has been handled."""
    dispatch(at=NOW)
    dispatch(at=NOW)
    return list(Message.objects.filter(occasion__startswith="copy_").order_by("pk"))


def test_a_booking_by_a_customer_reaches_the_business_with_a_way_to_it(trip: Trip, booking: Booking) -> None:
    [copy] = copies()
    assert (copy.to_address, copy.reply_to, copy.language) == (DESK, ANA.email, "en")
    assert copy.subject == f"New booking {booking.reference}: Reef trip, Tue 1 December 2026"
    for said in ("Ana Ruiz", "2 × Adult", "$200.00", ANA.email, f"/admin/bookings/booking/{booking.pk}/"):
        assert said in copy.text
    assert f"/booking/{booking.token}/" not in copy.text
    assert copies() == [copy]


def test_what_is_booked_together_is_one_message(trip: Trip) -> None:
    other = trip_of("Night dive")
    services.book(choices=[trip.choice(1), other.choice(1)], contact=ANA, at=NOW, source="website")
    [copy] = copies()
    assert "Reef trip, Night dive" in copy.subject


def test_changes_and_cancellations_by_the_customer_reach_it(trip: Trip, booking: Booking) -> None:
    assert len(copies()) == 1
    services.change_booking(
        booking=booking, change=Change(quantities={trip.adult.pk: 1}), customer=booking.customer, at=NOW
    )
    assert [one.occasion for one in copies()] == ["copy_booked", "copy_changed"]
    services.cancel_booking(booking=booking, customer=booking.customer, reason="Flu", at=NOW)
    last = copies()[-1]
    assert last.occasion == "copy_cancelled"
    assert "Flu" in last.text


def test_nothing_is_written_of_what_staff_did(
    trip: Trip, boss: Member, booked: Callable[..., Placed]
) -> None:
    [booking] = booked(by=boss).bookings
    services.change_booking(booking=booking, change=Change(quantities={trip.adult.pk: 1}), by=boss, at=NOW)
    services.cancel_booking(booking=booking, by=boss, at=NOW)
    assert copies() == []
    [booking] = booked(by=boss).bookings
    services.cancel_booking(booking=booking, by=boss, cause="business", at=NOW)
    assert copies() == []


def test_an_accepted_quote_is_a_booking_by_the_customer(trip: Trip, boss: Member) -> None:
    until = NOW + timedelta(days=7)
    order = services.send_quote(choices=[trip.choice(1)], contact=ANA, valid_until=until, by=boss, at=NOW)
    assert copies() == []
    services.accept_quote(order=order, at=NOW)
    assert [one.occasion for one in copies()] == ["copy_booked"]


def test_a_place_may_have_them_sent_elsewhere_or_not_at_all(booked: Callable[..., Placed]) -> None:
    Location.objects.update(copies_to="dives@coral.example")
    booked(1)
    assert [one.to_address for one in copies()] == ["dives@coral.example"]
    Location.objects.update(booking_copies=False)
    booked(1)
    assert len(copies()) == 1


def test_a_place_without_an_address_uses_that_of_another(booked: Callable[..., Placed]) -> None:
    Location.objects.update(email="")
    booked(1)
    assert copies() == []
    Location.objects.create(name="Second pier", time_zone="America/Belize", email="pier@coral.example")
    booked(1)
    assert [one.to_address for one in copies()] == ["pier@coral.example"]


def test_the_words_may_be_the_businesss_own(booked: Callable[..., Placed]) -> None:
    MessageText.objects.create(key="copy_booked", language="en", subject="{name}!", text="{contact} {link}")
    booked(1)
    assert copies()[0].subject == "Ana Ruiz!"


def test_copies_forget_a_person_with_everything_else(boss: Member, booking: Booking) -> None:
    assert "Ana Ruiz" in copies()[0].text
    services.forget_person(customer=booking.customer, by=boss, at=NOW)
    for one in Message.objects.all():
        assert "Ana" not in f"{one.subject} {one.text}"
        assert "ana@" not in f"{one.to_address} {one.reply_to} {one.text}"


def test_goods_alone_are_told_to_who_ordered_them_and_to_the_business(in_coral: Any) -> None:
    goods, each = sold("retail", "Mask", 3_000, "item")
    placed = services.book(
        choices=[Choice(option=goods.pk, quantities={each.pk: 2})],
        contact=ANA,
        at=NOW,
        source="website",
        requests="Blue",
    )
    [copy] = copies()
    assert (copy.occasion, copy.to_address, copy.reply_to) == ("copy_ordered", DESK, ANA.email)
    for said in ("Ana Ruiz", "2 × ", "$60.00", "Blue", f"/admin/sales/order/{placed.order.pk}/"):
        assert said in copy.text, said
    told = Message.objects.get(occasion="order_confirmed")
    assert told.to_address == ANA.email and str(placed.order.reference) in told.subject
    assert f"/checkout/done/{placed.order.token}/" in told.text
    [paper] = told.attachments
    assert paper["name"] == f"{placed.order.reference}.pdf"
    assert copies() == [copy]


def test_what_is_booked_with_goods_is_told_by_its_booking(trip: Trip) -> None:
    goods, each = sold("retail", "Mask", 3_000, "item")
    services.book(
        choices=[trip.choice(1), Choice(option=goods.pk, quantities={each.pk: 1})],
        contact=ANA,
        at=NOW,
        source="website",
    )
    assert [one.occasion for one in copies()] == ["copy_booked"]
    assert not Message.objects.filter(occasion="order_confirmed").exists()


def test_goods_sold_at_the_desk_are_told_to_the_customer_alone(boss: Member) -> None:
    goods, each = sold("retail", "Mask", 3_000, "item")
    services.book(choices=[Choice(option=goods.pk, quantities={each.pk: 1})], contact=ANA, by=boss, at=NOW)
    assert copies() == []
    assert Message.objects.filter(occasion="order_confirmed").count() == 1


def test_a_quote_that_a_customer_declines_reaches_the_business(trip: Trip, boss: Member) -> None:
    until = NOW + timedelta(days=7)
    order = services.send_quote(choices=[trip.choice(1)], contact=ANA, valid_until=until, by=boss, at=NOW)
    services.decline_quote(order=order, at=NOW)
    [copy] = copies()
    assert copy.occasion == "copy_quote_declined" and str(order.reference) in copy.subject
