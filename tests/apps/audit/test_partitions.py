"""Months are made ahead, entries land in theirs, and what landed nowhere is moved when its month is made."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connections

from apps.audit import catalog, partitions
from apps.kernel import clock
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.audit.conftest import as_owner, trying_as_owner

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform", "owner"])
FAR = datetime(2040, 2, 29, 23, 59, 59, 999999, tzinfo=UTC)


def insert(cursor, at, request):
    cursor.execute(
        "INSERT INTO audit_entry (at, tenant_id, op, table_name, request) VALUES (%s, 1, 'I', 'x', %s)",
        [at, request],
    )


def where_is(cursor, request):
    cursor.execute("SELECT tableoid::regclass::text, at FROM audit_entry WHERE request = %s", [request])
    return cursor.fetchone()


def test_two_years_are_ready_and_nothing_waits_in_the_default_partition(coral):
    now = clock.now()
    with as_owner() as cursor:
        have = partitions.existing(cursor)
        month = partitions.month_of(now)
        for ahead in range(25):
            year, index = divmod(month.month - 1 + ahead, 12)
            name = f"audit_entry_{month.year + year}{index + 1:02}"
            assert name in have
            assert name.replace("entry", "request") in have
        cursor.execute("SELECT count(*) FROM audit_entry_default")
        assert cursor.fetchone() == (0,)


def test_an_entry_lands_in_its_month(coral):
    with context.use_tenant(coral, request="today"):
        Location.objects.create(name="Pier", time_zone="UTC")
        name, at = where_is(connections["default"].cursor(), "today")
        assert name == f"audit_entry_{at:%Y%m}"


def test_an_entry_of_a_month_that_nobody_made_is_kept_and_moved_when_it_is_made(coral):
    with trying_as_owner() as cursor:
        insert(cursor, FAR, "far")
        insert(cursor, FAR + timedelta(microseconds=1), "farther")
        assert where_is(cursor, "far")[0] == "audit_entry_default"
        made = partitions.top_up(cursor, at=FAR, months=0)
        assert made == ["audit_entry_204002", "audit_request_204002"]
        assert where_is(cursor, "far") == ("audit_entry_204002", FAR)
        assert where_is(cursor, "farther")[0] == "audit_entry_default"
        assert catalog.audit(cursor) == []


@committed
def test_topping_up_again_makes_nothing(coral):
    with as_owner() as cursor:
        before = partitions.existing(cursor)
        assert partitions.top_up(cursor, at=clock.now()) == []
    call_command("audit_partitions", verbosity=0)
    with as_owner() as cursor:
        assert partitions.existing(cursor) == before


@committed
def test_the_command_says_what_it_made(coral, capsys):
    call_command("audit_partitions", months=26)
    assert capsys.readouterr().out.startswith("Made audit_entry_")
    call_command("audit_partitions", months=26)
    assert capsys.readouterr().out == "Nothing to do.\n"


def test_the_year_turns_between_december_and_january(coral):
    with trying_as_owner() as cursor:
        made = partitions.top_up(cursor, at=datetime(2041, 12, 31, 23, tzinfo=UTC), months=1)
        assert made[:2] == ["audit_entry_204112", "audit_entry_204201"]
        for at, name in (("2041-12-31 23:59:59+00", "204112"), ("2042-01-01 00:00+00", "204201")):
            insert(cursor, at, name)
            assert where_is(cursor, name)[0] == f"audit_entry_{name}"
