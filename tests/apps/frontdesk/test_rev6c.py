"""What staff change by the form that says all of a booking."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.bookings import services as bookings
from apps.frontdesk import services
from apps.frontdesk.forms import change_form, quantities
from apps.frontdesk.types import Change
from tests.apps.frontdesk.conftest import ANA, reread
from tests.apps.frontdesk.selling import house_of
from tests.conftest import NOW


def test_staff_who_move_a_stay_do_not_lose_a_guest(boss: Member, in_coral: Any) -> None:
    house = house_of()
    booking = house.stay("Ana Ruiz", arrival=date(2026, 12, 1))
    bookings.set_participants(
        booking=booking, participants=[{"given_name": "Ana"}, {"given_name": "Tom"}], by=boss, at=NOW
    )
    form = change_form(booking, at=NOW)(
        {"arrival": "2026-12-05", "nights": "3", f"unit_{house.unit.pk}": "1"}
    )
    assert form.is_valid(), form.errors
    values = form.cleaned_data
    change = Change(arrival=values["arrival"], nights=values["nights"], quantities=quantities(values))
    assert change.quantities
    services.change_booking(booking=booking, change=change, by=boss, at=NOW)
    assert reread(booking).people == 2
    assert booking.participants.count() == 2


def test_mixed_life_of_quotes(boss: Member, trip: Any) -> None:
    """Accepted twice at once, and after its prices have changed."""
    from apps.catalog.models import Unit

    quote = services.send_quote(
        choices=[trip.choice(2)], contact=ANA, valid_until=NOW + timedelta(days=3), by=boss, at=NOW
    )
    Unit.objects.update(price=1)
    placed = services.accept_quote(order=quote, at=NOW + timedelta(days=2))
    again = services.accept_quote(order=quote, at=NOW + timedelta(days=2))
    assert placed.order.total == 20_000 and not again.new


@pytest.mark.django_db(transaction=True)
def test_a_quote_accepted_declined_and_withdrawn_at_once(
    boss: Member, trip: Any, race: Callable[..., list[Any]]
) -> None:
    from apps.sales.models import Order

    for turn in range(4):
        quote = services.send_quote(
            choices=[trip.choice(1)],
            contact=ANA,
            valid_until=NOW + timedelta(days=3),
            by=boss,
            at=NOW,
            hold=bool(turn % 2),
        )
        calls = iter(
            [
                services.accept_quote,
                services.accept_quote,
                services.decline_quote,
                lambda **k: services.withdraw_quote(by=boss, **k),
                lambda **k: services.extend_quote(by=boss, valid_until=NOW + timedelta(days=5), **k),
            ]
        )

        def one(calls: Any = calls, quote: Any = quote) -> Any:
            return next(calls)(order=Order.objects.get(pk=quote.pk), at=NOW)

        found = race(one, 5)
        from apps.kernel.errors import Refusal

        assert not [x for x in found if isinstance(x, Exception) and not isinstance(x, Refusal)], found
        order = reread(quote)
        assert order.bookings.count() == (1 if order.status == "placed" else 0)
    from apps.bookings.models import Booking
    from apps.capacity.models import Departure

    assert Departure.objects.get(pk=trip.departure.pk).booked == Booking.objects.count()
