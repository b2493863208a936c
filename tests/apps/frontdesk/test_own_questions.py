"""What the owner asks of those who book: checked in the operation itself, kept as the back office keeps it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.fields import defined
from apps.backoffice.models import CustomField
from apps.bookings.models import Booking, Participant
from apps.catalog.models import Product
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.types import Contact, Placed
from apps.sales.models import Order
from tests.apps.frontdesk.conftest import ANA, Trip, reread
from tests.conftest import NOW

ASKS = ["boots", "dived_on", "level", "story", "suit", "allergies", "member_no"]
LEVELS = [{"value": "ow", "label": "Open Water"}, {"value": "none", "label": "Not yet"}]
SUITS = [{"value": "m", "label": "Medium"}, {"value": "l", "label": "Large"}]


def field(on: str, key: str, kind: str, **more: Any) -> CustomField:
    """A public field of the owner's."""
    values = {"label": key.title(), "public": True, **more}
    made: CustomField = CustomField.objects.create(on=on, key=key, kind=kind, **values)
    defined.forget()
    return made


@pytest.fixture
def asked(trip: Trip) -> Trip:
    """The trip asks of the booking, of each person and of who orders."""
    field("bookings.booking", "boots", "number", required=True)
    field("bookings.booking", "dived_on", "date")
    field("bookings.booking", "level", "choice", choices=LEVELS)
    field("bookings.booking", "story", "long_text")
    field("bookings.booking", "rating", "text", public=False)
    field("bookings.participant", "suit", "choice", choices=SUITS, required=True)
    field("bookings.participant", "allergies", "text")
    field("customers.customer", "member_no", "text", required=True)
    Product.objects.update(asks=ASKS)
    return trip


SAID: dict[str, Any] = {
    "custom.boots": "42",
    "participants": [{"given_name": "Ana", "custom.suit": "Medium"}],
}
KNOWN = Contact(name=ANA.name, email=ANA.email, own={"custom.member_no": "A 17"})


def book(trip: Trip, answers: dict[str, Any], contact: Contact = KNOWN, **more: Any) -> Placed:
    """One adult, by the program's way."""
    return services.book(choices=[trip.choice(1, answers=answers)], contact=contact, at=NOW, **more)


def refused(call: Callable[[], Any]) -> dict[str, Any]:
    """What is said beside which field; nothing is booked."""
    with pytest.raises(Invalid) as refusal:
        call()
    assert not Booking.objects.exists()
    assert not Customer.objects.exists()
    return dict(refusal.value.by_key)


def test_answers_are_kept_as_the_back_office_keeps_them(asked: Trip) -> None:
    said = {
        **SAID,
        "custom.dived_on": "3 Nov 2026",
        "custom.level": "open water",
        "custom.story": "كنت أغوص منذ الطفولة",
    }
    [booking] = book(asked, said).bookings
    assert reread(booking).custom == {
        "boots": 42,
        "dived_on": "2026-11-03",
        "level": "ow",
        "story": "كنت أغوص منذ الطفولة",
    }
    assert Participant.objects.get().custom == {"suit": "m"}
    assert Customer.objects.get().custom == {"member_no": "A 17"}


def test_lists_filter_and_sort_on_answers(asked: Trip) -> None:
    for boots in ("42", "39.5", 44):
        book(asked, {**SAID, "custom.boots": boots})
    own = defined.field_of("bookings.booking", "custom.boots")
    assert own is not None
    from apps.backoffice.types import Operator

    big = own.where(Booking.objects.all(), Operator.FROM, [40])
    assert sorted(one.custom["boots"] for one in big) == [42, 44]
    ordered = own.order(Booking.objects.all(), descending=True)
    assert [one.custom["boots"] for one in ordered] == [44, 42, 39.5]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("custom.boots", "large", "is not a number"),
        ("custom.boots", ["42"], "is not a number"),
        ("custom.boots", {"a": 1}, "cannot be an answer"),
        ("custom.boots", True, "is not a number"),
        ("custom.dived_on", "yesterday-ish", "is not a date"),
        ("custom.level", "Master", "is none of"),
        ("custom.level", ["ow"], "no text"),
        ("custom.story", 7, "no text"),
        ("custom.story", "x" * 10_001, "Use at most 10000 characters"),
        ("custom.rating", "5", "no such question"),
        ("custom.nothing", "5", "no such question"),
        ("nothing", "5", "no such question"),
    ],
)
@pytest.mark.parametrize("staff", [True, False])
def test_what_cannot_be_an_answer_is_refused_beside_its_field(
    asked: Trip, boss: Member, key: str, value: Any, says: str, staff: bool
) -> None:
    by = boss if staff else None
    found = refused(lambda: book(asked, {**SAID, key: value}, by=by))
    assert list(found) == [key]
    assert says in found[key][0]


def test_ten_thousand_characters_are_kept_and_a_line_has_two_hundred(asked: Trip) -> None:
    [booking] = book(asked, {**SAID, "custom.story": "é" * 10_000}).bookings
    assert len(reread(booking).custom["story"]) == 10_000
    Booking.objects.all().delete()
    rows = [{"given_name": "Ana", "custom.suit": "m", "custom.allergies": "x" * 10_000}]
    with pytest.raises(Invalid) as refusal:
        book(asked, {**SAID, "participants": rows})
    [sentence] = refusal.value.by_key["participants.0.custom.allergies"]
    assert "Use at most 200 characters" in sentence


@pytest.mark.parametrize("staff", [True, False])
def test_what_is_required_must_be_answered_by_everybody(asked: Trip, boss: Member, staff: bool) -> None:
    by = boss if staff else None
    found = refused(lambda: book(asked, {}, by=by))
    assert set(found) == {"custom.boots", "participants.0.custom.suit"}
    found = refused(lambda: book(asked, SAID, Contact(name="Ana", email=ANA.email), by=by))
    assert found == {"contact.custom.member_no": ["This field is required."]}


def test_staff_leave_for_later_what_the_field_says_may_wait(asked: Trip, boss: Member) -> None:
    CustomField.objects.filter(required=True).update(later=True)
    defined.forget()
    refused(lambda: book(asked, {}))
    [booking] = book(asked, {}, Contact(name="Ana", email=ANA.email), by=boss).bookings
    assert reread(booking).custom == {}


def test_somebody_we_know_is_not_overwritten_and_staff_are_told(asked: Trip, boss: Member) -> None:
    book(asked, SAID)
    other = Contact(name=ANA.name, email=ANA.email, own={"custom.member_no": "B 2"})
    [booking] = book(asked, SAID, other).bookings
    customer = Customer.objects.get()
    assert customer.custom == {"member_no": "A 17"}
    assert booking.notes == "Member_No: B 2"
    # Staff who pick them need not ask again.
    book(asked, SAID, Contact(customer=customer.pk, name=customer.name), by=boss)


def test_a_price_is_shown_before_anything_is_answered(asked: Trip, boss: Member) -> None:
    bill = services.quote_booking(choices=[asked.choice(2)], contact=Contact(name="Guest"), at=NOW, by=boss)
    assert bill.total == 20_000


def test_a_quote_asks_what_a_booking_asks(asked: Trip, boss: Member) -> None:
    def quote(answers: dict[str, Any], contact: Contact) -> Any:
        choice = asked.choice(1, answers=answers)
        until = NOW + timedelta(days=3)
        return services.send_quote(choices=[choice], contact=contact, valid_until=until, at=NOW, by=boss)

    assert "custom.boots" in refused(lambda: quote({}, KNOWN))
    assert "contact.custom.member_no" in refused(lambda: quote(SAID, Contact(name="Ana", email=ANA.email)))
    [booking] = services.accept_quote(order=quote(SAID, KNOWN), at=NOW).bookings
    assert reread(booking).custom == {"boots": 42}
    assert booking.participants.get().custom == {"suit": "m"}


def test_a_cart_is_not_placed_without_the_answers(asked: Trip) -> None:
    cart = services.start_cart(at=NOW)
    item = services.add_to_cart(cart=cart, choice=asked.choice(1), at=NOW)
    services.give_details(cart=cart, contact=ANA, at=NOW, complete=False)
    found = refused(lambda: services.place_order(cart=cart, at=NOW))
    assert {f"{item.pk}.custom.boots", f"{item.pk}.participants.0.custom.suit"} == set(found)
    wrong = {item.pk: {"custom.boots": "big"}}
    assert f"{item.pk}.custom.boots" in refused(
        lambda: services.give_details(cart=cart, contact=KNOWN, answers=wrong, at=NOW)
    )
    people = {item.pk: [{"given_name": "נועה", "custom.suit": "l"}]}
    right = {item.pk: {"custom.boots": "41"}}
    services.give_details(cart=cart, contact=KNOWN, answers=right, participants=people, at=NOW)
    [booking] = services.place_order(cart=cart, at=NOW).bookings
    [person] = booking.participants.all()
    assert (reread(booking).custom, person.given_name, person.custom) == (
        {"boots": 41},
        "נועה",
        {"suit": "l"},
    )


def test_a_question_that_is_gone_does_not_keep_a_cart_from_being_placed(asked: Trip) -> None:
    cart = services.start_cart(at=NOW)
    item = services.add_to_cart(cart=cart, choice=asked.choice(1, answers=SAID), at=NOW)
    services.give_details(cart=cart, contact=KNOWN, at=NOW)
    CustomField.objects.filter(key="boots").update(deleted_at=NOW)
    defined.forget()
    assert "custom.boots" in reread(item).answers
    [booking] = services.place_order(cart=cart, at=NOW).bookings
    assert Order.objects.get().status == "placed"
    assert booking.participants.get().custom == {"suit": "m"}


def test_defaults_and_formulas_are_the_owners(asked: Trip) -> None:
    field("bookings.booking", "lunch", "text", public=False, default="Packed")
    field("bookings.booking", "half", "formula", public=False, formula="{boots} / 2", result="number")
    [booking] = book(asked, SAID).bookings
    assert reread(booking).custom == {"boots": 42, "lunch": "Packed", "half": 21}


def test_naming_people_again_keeps_what_they_answered(asked: Trip, boss: Member) -> None:
    [booking] = book(asked, SAID).bookings
    services.set_participants(booking=booking, participants=[{"given_name": "Anna"}], by=boss, at=NOW)
    person = Participant.objects.get()
    assert (person.given_name, person.custom) == ("Anna", {"suit": "m"})
