"""The tape chart: rooms and nights, moving a stay, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.bookings.models import Booking
from apps.capacity import services as capacity
from apps.capacity.models import Reservation
from apps.catalog.models import Season
from apps.frontdesk import services
from apps.frontdesk.queries import tape
from apps.frontdesk.types import Choice
from tests.apps.frontdesk.conftest import reread
from tests.apps.frontdesk.selling import House, contact_of, reservation_of
from tests.apps.frontdesk.views.conftest import ARRIVAL
from tests.conftest import NOW

ROOMS = "/admin/desk/rooms/"


def move(browser: Client, reservation: Any, **values: Any) -> Any:
    return browser.post(f"{ROOMS}{reservation.pk}/move/", values, headers={"accept": "application/json"})


def test_rooms_are_rows_and_stays_are_bars(house: House, stay: Any, boss: Any) -> None:
    stay("Rosa", room=house.rooms[0])
    stay("Karim", room=house.rooms[0], arrival=ARRIVAL + timedelta(days=3), nights=1)
    capacity.block(
        resource=house.rooms[2],
        starts_at=NOW + timedelta(days=1),
        ends_at=NOW + timedelta(days=3),
        kind="maintenance",
        note="New bath",
        by=None,
        at=NOW,
    )
    shown = tape.tape(boss, first=NOW.date(), days=14, place=None, at=NOW)
    [group] = shown.groups
    first, second, third = group.lines
    assert [(cell.span, [bar.title for bar in cell.bars]) for cell in first.cells[:4]] == [
        (1, []),
        (1, []),
        (3, ["Rosa"]),
        (1, ["Karim"]),
    ]
    assert sum(cell.span for cell in first.cells) == 14
    assert not any(cell.bars for cell in second.cells)
    assert [bar.title for cell in third.cells for bar in cell.bars] == ["New bath"]
    assert group.free[:6] == [3, 2, 1, 2, 2, 2]
    assert [room for room, bar in shown.by_day[2].arriving] == ["101"]
    assert [bar.title for room, bar in shown.by_day[5].leaving] == ["Rosa"]


def test_the_page_shows_them_at_a_constant_number_of_queries(
    house: House,
    stay: Any,
    owner: Any,
    browser_of: Callable[..., Client],
    django_assert_num_queries: Any,
) -> None:
    stay("Rosa")
    browser = browser_of(who=owner)
    page = browser.get(f"{ROOMS}?on={NOW:%Y-%m-%d}").content.decode()
    assert "Rosa" in page
    with CaptureQueriesContext(connections["default"]) as first:
        browser.get(f"{ROOMS}?on={NOW:%Y-%m-%d}")
    stay("Karim")
    stay("Mina", arrival=ARRIVAL + timedelta(days=4))
    with django_assert_num_queries(len(first)):
        browser.get(f"{ROOMS}?on={NOW:%Y-%m-%d}&days=28")


def test_a_stay_is_moved_to_another_room_by_drag(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = stay("Rosa", room=house.rooms[0])
    answer = move(browser_of(who=owner), reservation_of(booking), row=house.rooms[1].pk)
    assert answer.json()["moved"], answer.json()
    assert reservation_of(booking).resource == house.rooms[1]
    assert reread(booking).total == booking.total


def test_a_taken_room_is_refused_with_who_is_in_it(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = stay("Rosa", room=house.rooms[0])
    stay("Karim", room=house.rooms[1])
    answer = move(browser_of(who=owner), reservation_of(booking), row=house.rooms[1].pk)
    assert not answer.json()["moved"]
    assert "102" in answer.json()["sentence"]
    assert reservation_of(booking).resource == house.rooms[0]


def test_other_days_move_the_booking_along_when_they_cost_the_same(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = stay("Rosa", room=house.rooms[0])
    later = ARRIVAL + timedelta(days=5)
    answer = move(browser_of(who=owner), reservation_of(booking), row=house.rooms[0].pk, date=f"{later}")
    assert answer.json()["moved"], answer.json()
    moved = reread(booking)
    assert moved.starts_at == booking.starts_at + timedelta(days=5)
    assert reservation_of(moved).starts_at == moved.starts_at
    assert moved.sequence == booking.sequence + 1


def test_other_nights_in_another_room_are_had_as_dragged_or_not_at_all(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = stay("Rosa", room=house.rooms[0])
    later = ARRIVAL + timedelta(days=5)
    stay("Karim", room=house.rooms[1], arrival=later)
    browser = browser_of(who=owner)
    refused = move(browser, reservation_of(booking), row=house.rooms[1].pk, date=f"{later}")
    assert not refused.json()["moved"]
    assert reread(booking).starts_at == booking.starts_at
    moved = move(browser, reservation_of(booking), row=house.rooms[2].pk, date=f"{later}")
    assert moved.json()["moved"], moved.json()
    assert reservation_of(reread(booking)).resource == house.rooms[2]


def test_what_would_change_the_bill_is_refused_with_what_it_costs(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    booking = stay("Rosa", room=house.rooms[0])
    later = ARRIVAL + timedelta(days=5)
    Season.objects.create(
        name="Feast",
        first_day=later,
        last_day=later + timedelta(days=9),
        percent=10,
        product=house.option.product,
    )
    answer = move(browser_of(who=owner), reservation_of(booking), row=house.rooms[0].pk, date=f"{later}")
    assert not answer.json()["moved"]
    assert "$27.00 more" in answer.json()["sentence"]
    assert reread(booking).starts_at == booking.starts_at


def test_the_form_moves_it_without_a_script(
    house: House, stay: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    reservation = reservation_of(stay("Rosa", room=house.rooms[0]))
    browser = browser_of(who=owner)
    address = f"{ROOMS}{reservation.pk}/move/?back={NOW:%Y-%m-%d},28,"
    assert "102 (Double rooms)" in browser.get(address).content.decode()
    answer = browser.post(address, {"row": house.rooms[2].pk, "date": f"{ARRIVAL}"})
    assert answer["Location"] == f"{ROOMS}?on={NOW:%Y-%m-%d}&days=28"
    assert reread(reservation).resource_id == house.rooms[2].pk
    assert browser.post(address, {"row": "0", "date": "never"}).status_code == 200


def test_it_is_for_those_who_see_reservations(
    house: House, stay: Any, guide: Any, clerk: Any, stranger: Any, browser_of: Callable[..., Client]
) -> None:
    reservation = reservation_of(stay("Rosa"))
    assert move(browser_of(who=clerk), reservation, row=house.rooms[1].pk).status_code == 403
    assert browser_of(who=guide).get(ROOMS).status_code == 403
    foreign = browser_of("northgate.localhost", who=stranger)
    assert foreign.get(f"{ROOMS}{reservation.pk}/move/").status_code == 404


def test_a_guest_who_changes_rooms_stands_in_both_and_moves_between_them(
    house: House, stay: Any, boss: Any, owner: Any, browser_of: Callable[..., Client]
) -> None:
    stay("A", room=house.rooms[2], nights=4)
    stay("B", room=house.rooms[0], nights=2)
    stay("C", room=house.rooms[1], arrival=ARRIVAL + timedelta(days=2), nights=2)
    choice = Choice(
        option=house.option.pk,
        quantities={house.unit.pk: 1},
        arrival=ARRIVAL,
        nights=4,
        people=2,
        moving=(2, 2),
    )
    [booking] = services.book(choices=[choice], contact=contact_of("Mina"), at=NOW).bookings
    shown = tape.tape(boss, first=NOW.date(), days=14, place=None, at=NOW)
    bars = [bar for line in shown.groups[0].lines for cell in line.cells for bar in cell.bars]
    assert [(bar.nights, bar.comes_from, bar.goes_to) for bar in bars if bar.title == "Mina"] == [
        (2, "102", ""),
        (2, "", "101"),
    ]
    assert [[bar.title for _room, bar in shown.by_day[day].moving] for day in (2, 4)] == [[], ["Mina"]]
    assert "Mina" not in [bar.title for _room, bar in shown.by_day[4].leaving + shown.by_day[4].arriving]
    _first, second = Reservation.objects.filter(hold=booking.hold_id).order_by("starts_at")
    browser = browser_of(who=owner)
    later = (second.starts_at + timedelta(days=1)).date().isoformat()
    said = move(browser, second, row=house.rooms[0].pk, date=later).json()
    assert "changes rooms during the stay" in said["sentence"]
    assert reread(booking).ends_at == booking.ends_at
    services.cancel_booking(booking=reread(booking_of(house.rooms[2])), by=boss, at=NOW, reason="")
    assert move(browser, second, row=house.rooms[2].pk).json()["moved"]
    assert reread(second).resource == house.rooms[2]


def booking_of(room: Any) -> Booking:
    return Booking.objects.get(hold__reservations__resource=room)


def test_a_room_that_is_held_for_a_quote_keeps_its_nights(
    house: House, owner: Any, boss: Any, browser_of: Callable[..., Client]
) -> None:
    choice = Choice(
        option=house.option.pk, quantities={house.unit.pk: 1}, arrival=ARRIVAL, nights=3, people=2
    )
    services.send_quote(
        choices=[choice],
        contact=contact_of("Rosa"),
        valid_until=NOW + timedelta(days=1),
        hold=True,
        by=boss,
        at=NOW,
    )
    held, browser = Reservation.objects.select_related("resource").get(), browser_of(who=owner)
    other = next(room for room in house.rooms if room != held.resource)
    refused = move(browser, held, row=other.pk, date=f"{ARRIVAL + timedelta(days=5)}")
    assert not refused.json()["moved"] and "held for a basket, a quote" in refused.json()["sentence"]
    assert reread(held).starts_at == held.starts_at
    assert move(browser, held, row=other.pk).json()["moved"]
