"""What waits is handled in order, once, and by everybody who acts on it."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connections
from huey.contrib.djhuey import HUEY

from apps.events import services, tasks
from apps.events.models import Handled, OutboxEvent
from apps.events.services import dispatching
from apps.events.services.dispatching import MOST_ATTEMPTS, wait_after
from apps.kernel import clock
from apps.tenancy import context, db
from apps.tenancy import tasks as tenancy_tasks
from apps.tenancy.models import TaxProfile
from tests.apps.events.conftest import Ignored, LampLit, effects, light
from tests.apps.tenancy.test_tasks import run_queue
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)


class Crash(BaseException):
    """The process dies."""


def test_everybody_acts_in_the_order_of_facts(in_coral, script):
    light(1, 2)
    services.dispatch(at=NOW)
    assert script.told == [("first", 1), ("second", 1), ("first", 2), ("second", 2)]
    assert set(OutboxEvent.objects.values_list("state", "settled_at")) == {("done", NOW)}
    services.dispatch(at=LATER)
    assert len(script.told) == 4


def test_a_fact_on_which_nobody_acts_is_done(in_coral):
    with context.atomic():
        services.record_many([Ignored(n) for n in range(3)], at=NOW)
    services.dispatch(at=NOW)
    assert set(OutboxEvent.objects.values_list("state", flat=True)) == {"done"}
    assert not Handled.objects.exists()


def test_a_fact_of_a_newer_release_waits_for_it(in_coral):
    db.execute("INSERT INTO events_outboxevent (kind) VALUES ('tests.of_tomorrow')")
    services.dispatch(at=clock.now() + timedelta(hours=1))
    row = OutboxEvent.objects.get()
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "events.read: KeyError")


def test_who_fails_is_asked_again_and_the_others_are_not(in_coral, script):
    light(1)
    script.failing["first"] = ValueError("maria@example.com is wrong")
    services.dispatch(at=NOW)
    row = OutboxEvent.objects.get()
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "tests.first: ValueError")
    assert row.due_at == NOW + timedelta(seconds=10)
    assert effects() == ["second 1"]
    services.dispatch(at=NOW + timedelta(seconds=9))
    assert len(script.told) == 2
    script.failing.clear()
    services.dispatch(at=NOW + timedelta(seconds=10))
    assert effects() == ["second 1", "first 1"]
    assert OutboxEvent.objects.get().state == "done"


def test_later_facts_of_a_subject_wait_and_others_go_on(in_coral, script):
    light(1, 2, 1, 0, 0)
    script.failing["first"] = lambda event: ValueError() if event.lamp == 1 else None
    services.dispatch(at=NOW)
    assert effects() == ["second 1", "first 2", "second 2", "first 0", "second 0", "first 0", "second 0"]
    script.failing.clear()
    services.dispatch(at=LATER)
    assert effects()[-3:] == ["first 1", "first 1", "second 1"]
    assert not OutboxEvent.objects.exclude(state="done").exists()


def test_after_eight_attempts_a_fact_is_given_up_and_its_subject_goes_on(in_coral, script):
    dead, behind = light(1, 1)
    script.failing["first"] = ValueError()
    at = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        services.dispatch(at=at)
        at += wait_after(attempt)
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("dead", MOST_ATTEMPTS)
    assert timedelta(hours=2) < at - NOW < timedelta(hours=12)
    script.failing.clear()
    services.dispatch(at=at)
    behind.refresh_from_db()
    assert behind.state == "done"


def test_waits_grow_threefold():
    assert [wait_after(n).total_seconds() for n in (1, 2, 3)] == [10, 30, 90]


def test_a_flood_is_handled_in_several_messages(in_coral, monkeypatch):
    # Five pages of a message, as it is, a tenth as long.
    monkeypatch.setattr(dispatching, "_PAGE", 10)
    monkeypatch.setattr(dispatching, "_MOST_AT_ONCE", 50)
    light(*[0] * 51)
    assert services.dispatch(at=NOW) is True
    assert OutboxEvent.objects.filter(state="done").count() == 50
    assert services.dispatch(at=NOW) is False
    assert OutboxEvent.objects.filter(state="done").count() == 51


def test_a_blocked_subject_starves_nobody(in_coral, script):
    light(*[1] * 120, 2)
    script.failing["first"] = lambda event: ValueError() if event.lamp == 1 else None
    services.dispatch(at=NOW)
    services.dispatch(at=NOW)
    assert script.told.count(("first", 2)) == 1
    assert script.told.count(("first", 1)) == 1


def test_a_business_handles_its_own_facts_alone(coral, northgate, script):
    for tenant, lamp in ((coral, 1), (northgate, 2)):
        with context.use_tenant(tenant):
            light(lamp)
    with context.use_tenant(northgate):
        services.dispatch(at=NOW)
        assert effects() == ["first 2", "second 2"]
    with context.use_tenant(coral):
        assert OutboxEvent.objects.get().state == "waiting"
        assert effects() == []


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_the_effect_and_the_mark_leaves_neither(coral, script):
    with context.use_tenant(coral):
        light(1)
        script.failing["second"] = Crash()
        with pytest.raises(Crash):
            services.dispatch(at=NOW)
        assert effects() == ["first 1"]
        assert OutboxEvent.objects.get().state == "waiting"
        script.failing.clear()
        services.dispatch(at=NOW)
        assert effects() == ["first 1", "second 1"]


@pytest.mark.django_db(transaction=True)
def test_several_dispatchers_at_once_act_once_and_in_order(coral, script, race):
    with context.use_tenant(coral):
        light(*(n % 5 for n in range(40)))
        for _round in range(20):
            results = race(lambda: services.dispatch(at=NOW), times=4)
            assert not [one for one in results if isinstance(one, Exception)]
            if not OutboxEvent.objects.exclude(state="done").exists():
                break
        done = effects()
        assert len(done) == 80
        assert Handled.objects.count() == 80
    for lamp in range(1, 5):
        mine = [key for key, told in script.told if told == lamp]
        assert mine == ["first", "second"] * 8


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_somebody_is_handling_is_passed_by(coral, script):
    with context.use_tenant(coral):
        light(1, 2)
        held = threading.Event()
        go = threading.Event()

        def slow(event: LampLit) -> None:
            if event.lamp == 1:
                held.set()
                assert go.wait(10)

        script.failing["first"] = slow
        outer = context.current()

        def other() -> None:
            with context.enter(outer):
                services.dispatch(at=NOW)
            connections.close_all()

        thread = threading.Thread(target=other)
        thread.start()
        assert held.wait(10)
        began = time.monotonic()
        services.dispatch(at=NOW)
        assert time.monotonic() - began < 5
        assert ("second", 2) in script.told
        assert script.told.count(("first", 1)) == 1
        go.set()
        thread.join()
        assert not OutboxEvent.objects.exclude(state="done").exists()
        assert TaxProfile.objects.filter(name__startswith="first 1").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_commit_is_followed_by_its_effects_through_the_queue(coral, script):
    with context.use_tenant(coral, request="req-1"):
        light(1)
    run_queue()
    assert script.told == [("first", 1), ("second", 1)]


@pytest.mark.django_db(transaction=True)
def test_what_the_queue_lost_is_found_within_the_minute(coral, northgate, script):
    with context.use_tenant(coral):
        light(1)
    HUEY.flush()
    tenancy_tasks.every_minute.call_local()
    assert HUEY.pending_count() == 1
    run_queue()
    assert script.told == [("first", 1), ("second", 1)]
    tenancy_tasks.every_minute.call_local()
    assert HUEY.pending_count() == 0


def test_looking_for_work_is_one_query(in_coral, django_assert_num_queries):
    light(1)
    with context.use_platform(), django_assert_num_queries(1, using="platform"):
        assert tasks.queries.tenants_with_due(at=NOW) == []


@pytest.mark.django_db(transaction=True)
def test_what_another_dispatcher_passed_by_is_handled_by_the_one_that_was_in_its_way(coral, script):
    with context.use_tenant(coral):
        light(1)

        def meanwhile(event: LampLit) -> None:
            script.failing.clear()
            outer = context.current()

            def other() -> None:
                with context.enter(outer):
                    light(1)
                    services.dispatch(at=NOW)
                    assert OutboxEvent.objects.filter(state="waiting").count() == 2
                connections.close_all()

            thread = threading.Thread(target=other)
            thread.start()
            thread.join()

        script.failing["first"] = meanwhile
        assert services.dispatch(at=NOW) is False
        assert OutboxEvent.objects.filter(state="done").count() == 2
