"""A fact is written with the change it tells of, or not at all."""

import logging

import pytest
from django.db import connection
from huey.contrib.djhuey import HUEY

from apps.events import services
from apps.events.models import OutboxEvent
from apps.events.types import Event, fact, read
from apps.kernel import clock
from apps.tenancy import context, db, valkey
from apps.tenancy.errors import NoTenant
from tests.apps.events.conftest import Ignored, LampLit, light
from tests.conftest import NOW


def test_a_fact_is_one_statement(in_coral, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.record(LampLit(7, by="Zoë"), at=NOW)
    row = OutboxEvent.objects.get()
    assert (row.kind, row.subject, row.payload) == (
        "tests.lamp_lit",
        "lamp:7",
        {"lamp": 7, "by": "Zoë", "colours": []},
    )
    assert (row.state, row.attempts, row.due_at, row.recorded_at) == ("waiting", 0, NOW, NOW)
    assert read(row.kind, row.payload).lamp == 7


def test_many_facts_are_one_statement_and_keep_their_order(in_coral, django_assert_num_queries):
    with django_assert_num_queries(1):
        services.record_many([LampLit(n, colours=("a", "b")) for n in range(50)], at=NOW)
    assert [row.payload["lamp"] for row in OutboxEvent.objects.order_by("pk")] == list(range(50))


def test_nothing_recorded_is_nothing_asked(in_coral, django_assert_num_queries):
    with django_assert_num_queries(0):
        services.record_many([], at=NOW)


def test_sql_of_other_apps_needs_to_say_only_what_happened(in_coral):
    db.execute(
        "INSERT INTO events_outboxevent (kind, subject, payload) VALUES ('tests.ignored', 'x:1', '{\"number\": 1}')"
    )
    row = OutboxEvent.objects.get()
    assert (row.state, row.attempts, row.error, row.settled_at) == ("waiting", 0, "", None)
    assert abs((row.recorded_at - clock.now()).total_seconds()) < 60
    assert row.tenant_id == in_coral.pk


def test_a_fact_of_nobody_is_refused(coral):
    with context.use_platform(), pytest.raises(NoTenant):
        services.record(LampLit(1), at=NOW)


def test_waking_needs_a_business():
    with pytest.raises(NoTenant):
        services.wake()


def test_a_name_belongs_to_one_fact():
    with pytest.raises(ValueError, match="registered twice"):
        fact("tests.ignored")(LampLit)
    LampLit.KIND = "tests.lamp_lit"


def test_a_fact_that_nobody_named_is_refused(in_coral):
    with context.atomic(), pytest.raises(KeyError):
        services.record(Event(), at=NOW)


def test_what_a_fact_no_longer_holds_is_left_out():
    assert read("tests.ignored", {"number": 3, "gone": True}) == Ignored(3)
    with pytest.raises(TypeError):
        read("tests.ignored", {})


@pytest.mark.django_db(transaction=True)
def test_a_fact_outside_a_transaction_is_refused(coral):
    with context.use_tenant(coral), pytest.raises(RuntimeError, match="transaction"):
        services.record(LampLit(1), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_fact_never_was(coral):
    with context.use_tenant(coral):
        with pytest.raises(ZeroDivisionError), context.atomic():
            services.record(LampLit(1), at=NOW)
            raise ZeroDivisionError
        assert not OutboxEvent.objects.exists()
    assert HUEY.pending_count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_dispatcher_is_asked_for_once_per_transaction_and_while_it_has_not_begun(coral, northgate):
    with context.use_tenant(coral), context.atomic():
        services.record(LampLit(1), at=NOW)
        with context.atomic():
            services.record(LampLit(2), at=NOW)
        with context.use_tenant(northgate):
            services.record(LampLit(3), at=NOW)
        assert len(connection.run_on_commit) == 2
        assert HUEY.pending_count() == 0
    assert HUEY.pending_count() == 2
    with context.use_tenant(coral):
        light(4)
        assert HUEY.pending_count() == 2
        services.dispatch(at=NOW)
        light(5)
    assert HUEY.pending_count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_is_rolled_back_takes_its_question_along_and_no_other(coral):
    with context.use_tenant(coral), context.atomic():
        with pytest.raises(ZeroDivisionError), context.atomic():
            services.record(LampLit(1), at=NOW)
            raise ZeroDivisionError
        services.record(LampLit(2), at=NOW)
    assert HUEY.pending_count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_valkey_the_write_stands(coral, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    valkey.client.cache_clear()
    try:
        with context.use_tenant(coral), caplog.at_level(logging.WARNING):
            light(1)
            assert OutboxEvent.objects.count() == 1
    finally:
        valkey.client.cache_clear()
    assert "waking.valkey_away" in caplog.text
