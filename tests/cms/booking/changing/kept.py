"""A booking that a visitor changes by its link, and what forms send for each kind."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.test import Client

from apps.bookings.models import Booking
from apps.capacity import local
from apps.capacity.models import Departure, Hold, Pool, Reservation
from apps.frontdesk.types import Contact
from apps.kernel import clock
from apps.sales.models import OrderLine
from apps.tenancy.models import Location
from tests.cms.booking.conftest import HERE, text, value_of

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


def rental_form(gear: Any, days: int = 10, until: int = 10, many: Any = 1, **more: Any) -> dict[str, Any]:
    """What the form of an offer sends."""
    return {
        "option": gear.options[0].pk,
        "starts": at_ten(days, 9).isoformat(),
        "stops": at_ten(until, 17).isoformat(),
        f"u{gear.units[0].pk}": many,
        **more,
    }


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
