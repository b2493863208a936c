"""Bookings and orders found by words that stand in several records: whose they are, what was booked, the reference."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Member
from apps.backoffice.queries import search
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking, Participant
from apps.frontdesk import services
from apps.frontdesk.types import Contact
from tests.apps.frontdesk.conftest import Trip, trip_of
from tests.conftest import NOW

SMITH = Contact(name="Zoë Smith", email="zoe@guests.example")
JONES = Contact(name="Jo Jones", email="jo@guests.example")


@pytest.fixture
def sold(trip: Trip) -> dict[str, Booking]:
    """Smith and Jones, each on the reef trip and on the night dive."""
    night = trip_of("Night dive")
    return {
        f"{name} {what}": services.book(choices=[sold.choice(1)], contact=contact, at=NOW).bookings[0]
        for name, contact in (("smith", SMITH), ("jones", JONES))
        for what, sold in (("reef", trip), ("night", night))
    }


def found(screen: str, text: str, member: Member) -> list[Any]:
    """What the list shows for it."""
    declared = SCREENS.get(screen)
    return list(declared.searched(declared.rows(member), text).order_by("pk"))


def test_all_words_together_find_a_booking(sold: dict[str, Booking], boss: Member) -> None:
    one = sold["smith reef"]
    for text in (
        "smith reef",
        "reef smith",
        "Smith ZOE reef trip",
        f"smith {one.reference}",
        "zoe@guests reef",
    ):
        assert found("bookings.booking", text, boss) == [one], text
    assert found("bookings.booking", "smith", boss) == [one, sold["smith night"]]
    assert found("bookings.booking", "reef", boss) == [one, sold["jones reef"]]
    for text in ("smith jones", "smith reef night", f"jones {one.reference}", "smith zeppelin"):
        assert found("bookings.booking", text, boss) == [], text


def test_who_comes_along_counts_too(sold: dict[str, Booking], boss: Member) -> None:
    one = sold["jones night"]
    Participant.objects.create(booking=one, given_name="Mira", family_name="Novak")
    assert found("bookings.booking", "novak", boss) == [one]
    assert found("bookings.booking", "novak night", boss) == [one]
    assert found("bookings.booking", "novak mira jones", boss) == [one]
    assert found("bookings.booking", "novak reef", boss) == []


def test_all_words_together_find_an_order(sold: dict[str, Booking], boss: Member) -> None:
    order = sold["smith reef"].order
    for text in ("smith reef", "reef zoë", f"smith {order.reference}", f"{order.reference} reef"):
        assert found("sales.order", text, boss) == [order], text
    assert len(found("sales.order", "smith", boss)) == 2
    assert found("sales.order", "jones smith", boss) == []


def test_what_very_many_say_is_asked_of_the_few_that_another_word_bounds(
    sold: dict[str, Booking], boss: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = search._ids_of_each

    def many(kind: str, asked: Any) -> Any:
        return [None if "smith" in term else ids for term, ids in zip(asked, read(kind, asked), strict=True)]

    monkeypatch.setattr(search, "_ids_of_each", many)
    assert found("bookings.booking", "smith reef", boss) == [sold["smith reef"]]
    assert found("sales.order", f"smith {sold['smith night'].order.reference}", boss) == [
        sold["smith night"].order
    ]
    Participant.objects.create(booking=sold["jones night"], given_name="Smithy")
    assert found("bookings.booking", "smith night jones", boss) == [sold["jones night"]]


@pytest.mark.parametrize(("screen", "most"), [("bookings.booking", 6), ("sales.order", 4)])
def test_more_words_cost_no_more_queries(
    sold: dict[str, Booking], boss: Member, screen: str, most: int
) -> None:
    Participant.objects.create(booking=sold["smith reef"], given_name="Smithson")
    assert found(screen, "warm up", boss) == []
    for text in ("smith", "smith reef", "smith reef trip zoe guests example bk 2026"):
        with CaptureQueriesContext(connection) as asked:
            found(screen, text, boss)
        assert len(asked) <= most, [one["sql"] for one in asked]


@pytest.mark.parametrize("screen", ["bookings.booking", "sales.order"])
def test_rows_are_found_by_keys_that_indexes_have(
    sold: dict[str, Booking], boss: Member, screen: str
) -> None:
    Participant.objects.create(booking=sold["smith reef"], given_name="Smithson")
    declared = SCREENS.get(screen)
    sql = str(declared.searched(declared.rows(boss), "smith reef").query)
    assert "backoffice_found" not in sql
    assert "bookings_participant" not in sql
