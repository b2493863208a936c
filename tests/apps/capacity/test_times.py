"""Appointments and rentals: who is taken, and when one may be."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from apps.capacity import queries, services
from apps.capacity.errors import HoldExpired, NotFree, NothingServes, TooEarly, TooLate
from apps.capacity.models import Reservation, ResourceSkill, WorkingException
from apps.catalog.models import Option
from tests.conftest import NOW

# NOW is a Saturday, 04:00 in New York. Monday at nine there is 14:00 in UTC.
MONDAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.fixture
def detail(option_with, crew):
    """Full detail: two hours by one technician who can polish; Ana and Ben can, Cal cannot."""
    option = option_with("appointment", "Full detail")
    polish = crew.skill("Polish")
    class_ = crew.class_("Technicians", buffer_before=15, buffer_after=30)
    people = {
        "Ana": crew.one(class_, "Ana", polish),
        "Ben": crew.one(class_, "Ben", polish),
        "Cal": crew.one(class_, "Cal"),
    }
    for one in people.values():
        crew.works(one)
    crew.needs(option, polish)
    return option, people


def test_one_who_can_and_works_is_taken_with_buffers(detail):
    option, people = detail
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    (row,) = Reservation.objects.filter(hold=held.id)
    assert row.resource in (people["Ana"], people["Ben"])
    assert (held.starts_at, held.ends_at) == (NINE, NINE + timedelta(hours=2))
    assert (row.taken_from, row.taken_until) == (
        NINE - timedelta(minutes=15),
        NINE + timedelta(hours=2, minutes=30),
    )
    assert (row.kind, row.status, row.promised_class) == ("appointment", "held", row.resource.resource_class)


def test_when_all_who_can_are_taken_it_is_not_free(detail):
    option, _people = detail
    for _ in range(2):
        services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    with pytest.raises(NotFree):
        services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    with pytest.raises(NotFree):  # the buffer after the first
        services.hold_time(option=option.pk, starts_at=NINE + timedelta(hours=2), at=NOW)
    services.hold_time(option=option.pk, starts_at=NINE + timedelta(hours=2, minutes=45), at=NOW)


def test_a_wish_is_met_or_refused(detail):
    option, people = detail
    ben = people["Ben"].pk
    assert services.hold_time(option=option.pk, starts_at=NINE, at=NOW, resources=[ben]).resources == (ben,)
    with pytest.raises(NotFree):
        services.hold_time(option=option.pk, starts_at=NINE, at=NOW, resources=[ben])
    with pytest.raises(NotFree):  # Cal cannot
        services.hold_time(option=option.pk, starts_at=NINE, at=NOW, resources=[people["Cal"].pk])


def test_the_tightest_gap_is_filled_first(detail):
    option, people = detail
    four = NINE + timedelta(hours=5)
    services.hold_time(option=option.pk, starts_at=four, at=NOW, resources=[people["Ben"].pk])
    # Ben has little left in the morning, Ana the whole day: the morning goes to Ben.
    at_ten = services.hold_time(option=option.pk, starts_at=NINE + timedelta(hours=1), at=NOW)
    assert at_ten.resources == (people["Ben"].pk,)


def test_nobody_works_outside_their_hours_or_on_days_off(detail):
    option, people = detail
    with pytest.raises(NotFree):
        services.hold_time(option=option.pk, starts_at=NINE - timedelta(hours=1), at=NOW)
    with pytest.raises(NotFree):  # Sunday
        services.hold_time(option=option.pk, starts_at=NINE - timedelta(days=1), at=NOW)
    for name in ("Ana", "Ben"):
        WorkingException.objects.create(
            resource=people[name], kind="off", first_day=MONDAY, last_day=MONDAY, note="Holiday"
        )
    with pytest.raises(NotFree):
        services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    WorkingException.objects.create(
        resource=people["Ana"], kind="extra", first_day=MONDAY, last_day=MONDAY, begins=time(9), ends=time(12)
    )
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    assert held.resources == (people["Ana"].pk,)


def test_a_skill_that_has_run_out_counts_no_more(detail):
    option, people = detail
    ResourceSkill.objects.update(valid_until=MONDAY - timedelta(days=1))
    with pytest.raises(NotFree):
        services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    ResourceSkill.objects.filter(resource=people["Ben"]).update(valid_until=MONDAY)
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    assert held.resources == (people["Ben"].pk,)


def test_one_who_can_do_two_things_is_kept_for_what_nobody_else_can(option_with, crew):
    option = option_with("appointment", "Two hands")
    weld, paint = crew.skill("Weld"), crew.skill("Paint")
    class_ = crew.class_()
    both = crew.one(class_, "Both", weld, paint)
    only = crew.one(class_, "Only", paint)
    crew.needs(option, paint)
    crew.needs(option, weld)
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    assert set(held.resources) == {both.pk, only.pk}


def test_as_many_are_taken_as_the_people_need(option_with, crew):
    option = option_with("rental", "Kayak")
    kayaks = crew.class_("Kayaks", "item")
    for number in range(3):
        crew.one(kayaks, f"Kayak {number}")
    crew.needs(option, kayaks, each="person")
    assert len(services.hold_time(option=option.pk, starts_at=NINE, people=2, at=NOW).resources) == 2
    with pytest.raises(NotFree):
        services.hold_time(option=option.pk, starts_at=NINE, people=2, at=NOW)


def test_notice_and_horizon_bound_it(detail):
    option, _people = detail
    with pytest.raises(TooLate):
        services.hold_time(option=option.pk, starts_at=NOW - timedelta(hours=1), at=NOW)
    with pytest.raises(TooEarly):
        services.hold_time(option=option.pk, starts_at=NINE + timedelta(days=700), at=NOW)


def test_a_product_that_says_nothing_of_what_it_needs_is_not_booked(option_with):
    with pytest.raises(NothingServes):
        services.hold_time(option=option_with("appointment", "Chat").pk, starts_at=NINE, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_technicians_and_a_third_none(detail, race):
    option, _people = detail
    results = race(lambda: services.hold_time(option=option.pk, starts_at=NINE, at=NOW), times=3)
    assert sorted(type(one).__name__ for one in results) == ["Held", "Held", "NotFree"]
    taken = [one.resources[0] for one in results if not isinstance(one, Exception)]
    assert len(set(taken)) == 2


def test_another_time_keeps_whoever_does_it_if_they_can(detail):
    option, people = detail
    ana = people["Ana"].pk
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW, resources=[ana])
    row = Reservation.objects.get(hold=held.id)
    moved = services.change_hold(hold=held.id, at=NOW, starts_at=NINE + timedelta(hours=1))
    assert moved.resources == (ana,) and moved.starts_at == NINE + timedelta(hours=1)
    assert Reservation.objects.get(hold=held.id, status="held").pk == row.pk
    services.block(
        resource=ana,
        starts_at=NINE + timedelta(hours=4),
        ends_at=NINE + timedelta(hours=8),
        note="Dentist",
        by=None,
        at=NOW,
    )
    moved = services.change_hold(hold=held.id, at=NOW, starts_at=NINE + timedelta(hours=5))
    assert moved.resources == (people["Ben"].pk,)
    with pytest.raises(NotFree):
        services.change_hold(hold=held.id, at=NOW, resources=[ana])


def test_what_ran_out_is_taken_again_by_another_of_the_class(detail):
    option, people = detail
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    later = NOW + timedelta(minutes=20)
    services.expire_holds(at=later)
    services.hold_time(option=option.pk, starts_at=NINE, at=later, resources=held.resources)
    kept = services.confirm_hold(hold=held.id, at=later)
    assert kept.confirmed and kept.resources != held.resources
    assert kept.resources[0] in {one.pk for one in people.values()}


def test_what_ran_out_and_has_gone_is_gone(option_with, crew):
    option = option_with("appointment", "Wash")
    class_ = crew.class_()
    crew.one(class_, "Only")
    crew.needs(option, class_)
    held = services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    later = NOW + timedelta(minutes=20)
    services.expire_holds(at=later)
    services.hold_time(option=option.pk, starts_at=NINE, at=later)
    with pytest.raises(HoldExpired):
        services.confirm_hold(hold=held.id, at=later)


def test_slots_are_what_can_be_held(detail, django_assert_num_queries):
    option, people = detail
    with django_assert_num_queries(7):
        found = queries.slots(option=option.pk, first=MONDAY, days=1, at=NOW)
    assert [one.starts_at for one in found][:2] == [NINE, NINE + timedelta(minutes=30)]
    assert found[-1].ends_at == NINE + timedelta(hours=8)
    assert set(found[0].resources) == {people["Ana"].pk, people["Ben"].pk}
    services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    left = queries.slots(option=option.pk, first=MONDAY, days=1, at=NOW)
    assert left[0].starts_at == NINE + timedelta(hours=3)  # 11:30 and 15 minutes, on the next half hour
    for one in left:
        assert queries.available(option=option.pk, at=NOW, people=1, starts_at=one.starts_at).ok


def test_a_month_of_appointments_counts_its_slots(detail, django_assert_num_queries):
    option, _people = detail
    with django_assert_num_queries(8):
        days = queries.month(
            product=option.product_id, first=MONDAY - timedelta(days=1), days=7, party=1, at=NOW
        )
    assert [(one.state, one.runs > 0) for one in days] == [("none", False)] + [("open", True)] * 5 + [
        ("none", False)
    ]
    assert days[1].left == 2


def test_staff_read_who_is_off_and_what_is_booked(detail, django_assert_num_queries):
    option, people = detail
    WorkingException.objects.create(resource=people["Ana"], kind="off", first_day=MONDAY, last_day=MONDAY)
    services.hold_time(option=option.pk, starts_at=NINE, at=NOW)
    with django_assert_num_queries(7):
        said = queries.available(option=option.pk, at=NOW, people=1, starts_at=NINE, staff=True)
    assert not said.ok
    assert [one.sentence for one in said.reasons] == ["Ana is off", "Ben is booked 09:00–11:00"]
    to_customers = queries.available(option=option.pk, at=NOW, people=1, starts_at=NINE)
    assert [one.code for one in to_customers.reasons] == ["not_free"]


def test_an_option_of_quarters_begins_on_quarters(detail):
    option, _people = detail
    Option.objects.filter(pk=option.pk).update(duration=20)
    found = queries.slots(option=option.pk, first=MONDAY, days=1, at=NOW)
    assert found[1].starts_at - found[0].starts_at == timedelta(minutes=15)
