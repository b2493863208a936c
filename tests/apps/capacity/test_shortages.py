"""What departures lack of boats and people, as staff are told it."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.capacity import queries, services
from apps.capacity.errors import Taken
from apps.capacity.models import DepartureSession, ResourceSkill, WorkingException
from tests.apps.capacity.conftest import TOMORROW
from tests.conftest import NOW

HOUR = timedelta(hours=1)
# 09:00 in New York, where the place is.
NINE = TOMORROW.replace(hour=14)


@pytest.fixture
def guides(crew):
    return crew.class_("Guides")


@pytest.fixture
def boat(crew):
    """Mako takes ten."""
    return crew.one(crew.class_("Boats", "boat"), "Boat Mako", places=10)


def told(departure, people=1):
    """Whether it can be booked, and what staff are told."""
    said = queries.available(
        option=departure.option_id, at=NOW, people=people, departure=departure.pk, staff=True
    )
    return said.ok, [one.sentence for one in said.reasons]


def test_staff_are_told_who_is_off_and_what_is_booked_on_the_places_clock(
    departure_with, option_with, crew, guides, boat
):
    option = option_with()
    ana = crew.one(guides, "Ana")
    crew.needs(option, boat.resource_class, each="departure")
    crew.needs(option, guides, each="departure")
    WorkingException.objects.create(
        resource=ana, kind="off", first_day=NINE.date(), last_day=NINE.date(), note="Dentist"
    )
    other = departure_with(starts_at=NINE, ends_at=NINE + 3 * HOUR)
    services.assign(departure=other, resource=boat, by=None, at=NOW)
    departure = departure_with(option, NINE + HOUR)
    assert told(departure) == (
        True,
        [
            "Boats: 0 of 1 assigned, not enough are free",
            "Boat Mako is booked 09:00–12:00",
            "Guides: 0 of 1 assigned, not enough are free",
            "Ana is off (Dentist)",
        ],
    )
    to_customers = queries.available(option=option.pk, at=NOW, people=1, departure=departure.pk)
    assert to_customers.ok
    assert to_customers.reasons == ()


def test_who_is_free_is_named_until_enough_are_assigned(departure_with, option_with, crew, guides):
    option = option_with()
    crew.needs(option, guides, quantity=2, each="departure")
    ana, _ben, _cleo = (crew.one(guides, name) for name in ("Ana", "Ben", "Cleo"))
    departure = departure_with(option)
    assert told(departure) == (True, ["Guides: 0 of 2 assigned, free: Ana, Ben, Cleo"])
    services.assign(departure=departure, resource=ana, by=None, at=NOW)
    assert told(departure) == (True, ["Guides: 1 of 2 assigned, free: Ben, Cleo"])
    services.assign(departure=departure, resource=_cleo, by=None, at=NOW)
    assert told(departure) == (True, [])


def test_who_can_do_two_things_does_what_nobody_else_can(departure_with, option_with, crew, guides):
    option = option_with()
    french = crew.skill("French")
    crew.needs(option, guides, each="departure")
    crew.needs(option, french, each="departure")
    ana, ben = crew.one(guides, "Ana", french), crew.one(guides, "Ben")
    departure = departure_with(option)
    services.assign(departure=departure, resource=ana, by=None, at=NOW)
    # Ana counts once, for what nobody else can.
    assert told(departure) == (True, ["Guides: 0 of 1 assigned, free: Ben"])
    services.assign(departure=departure, resource=ben, by=None, at=NOW)
    assert told(departure) == (True, [])
    ResourceSkill.objects.filter(resource=ana).update(valid_until=NOW.date())
    assert told(departure) == (True, ["French: 0 of 1 assigned, not enough are free"])


def test_who_is_off_after_having_been_assigned_is_missed(departure_with, option_with, crew, guides):
    option = option_with()
    crew.needs(option, guides, each="departure")
    ana = crew.one(guides, "Ana")
    departure = departure_with(option)
    services.assign(departure=departure, resource=ana, by=None, at=NOW)
    assert told(departure) == (True, [])
    WorkingException.objects.create(
        resource=ana, kind="off", first_day=TOMORROW.date(), last_day=TOMORROW.date()
    )
    assert told(departure) == (True, ["Guides: 0 of 1 assigned, not enough are free", "Ana is off"])


def test_later_sessions_and_boats_that_are_too_small_count(departure_with, option_with, crew, guides, boat):
    option = option_with(capacity=12)
    crew.needs(option, boat.resource_class, each="departure")
    crew.needs(option, guides, each="departure")
    ana = crew.one(guides, "Ana")
    departure = departure_with(option, NINE)
    second = NINE + timedelta(days=1)
    DepartureSession.objects.create(departure=departure, starts_at=second, ends_at=second + HOUR)
    services.block(resource=ana, starts_at=second, ends_at=second + HOUR, by=None, at=NOW)
    services.hold_seats(departure=departure.pk, seats=11, at=NOW)
    assert told(departure) == (
        True,
        [
            "Boats: 0 of 1 assigned, not enough are free",
            "Boat Mako holds 10 at most",
            "Guides: 0 of 1 assigned, not enough are free",
            "Ana is blocked 09:00–10:00",
        ],
    )


def test_what_each_booking_needs_is_refused_with_what_takes_it(departure_with, option_with, crew):
    option = option_with()
    tanks = crew.class_("Tanks", "item")
    crew.needs(option, tanks, each="person")
    one = crew.one(tanks, "Tank 7")
    services.block(resource=one, starts_at=NINE, ends_at=NINE + HOUR, kind="maintenance", by=None, at=NOW)
    departure = departure_with(option, NINE)
    assert told(departure) == (
        False,
        ["Tank 7 is in maintenance 09:00–10:00", "Tanks: none is free for another booking"],
    )
    assert [one.sentence for one in queries.shortages([departure])[departure.pk]] == [
        "Tanks: none is free for another booking",
        "Tank 7 is in maintenance 09:00–10:00",
    ]
    crew.one(tanks, "Tank 8")
    assert told(departure) == (True, [])


def test_what_belongs_to_another_option_or_place_is_not_asked_for(
    departure_with, option_with, crew, guides, northgate
):
    option = option_with()
    crew.needs(option, guides, each="departure")
    assert told(departure_with()) == (True, [])
    assert told(departure_with(option)) == (True, ["Guides: 0 of 1 assigned, not enough are free"])


def test_a_departure_that_cannot_be_moved_says_everything_that_is_in_the_way(
    departure_with, option_with, crew, guides, boat
):
    ana = crew.one(guides, "Ana")
    departure = departure_with(starts_at=NINE)
    for one in (ana, boat):
        services.assign(departure=departure, resource=one, by=None, at=NOW)
    later = NINE + timedelta(days=2)
    WorkingException.objects.create(resource=ana, kind="off", first_day=later.date(), last_day=later.date())
    services.block(resource=boat, starts_at=later, ends_at=later + 3 * HOUR, by=None, at=NOW)
    with pytest.raises(Taken) as refused:
        services.move_departure(record=departure, start=later, by=None, at=NOW)
    assert str(refused.value) == ("Boat Mako is not free then: Boat Mako is blocked 09:00–12:00; Ana is off")
    departure.refresh_from_db()
    assert departure.starts_at == NINE


def test_many_departures_cost_as_many_queries_as_one(departure_with, option_with, crew, guides):
    option = option_with()
    crew.needs(option, guides, each="departure")
    crew.one(guides, "Ana")
    made = [departure_with(option, NINE + number * HOUR) for number in range(12)]
    connection = connections["default"]
    with CaptureQueriesContext(connection) as few:
        queries.shortages(made[:1])
    with CaptureQueriesContext(connection) as many:
        assert len(queries.shortages(made)) == 12
    assert len(many) == len(few) <= 7
    with CaptureQueriesContext(connection) as none:
        queries.shortages([departure_with()])
    assert len([one for one in none if "capacity_resource" in one["sql"]]) <= 1
