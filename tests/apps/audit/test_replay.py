"""Whatever is done to a table, its entries tell it again."""

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.audit.models import Entry
from apps.tenancy import context
from apps.tenancy.models import TaxProfile

NAMES = st.sampled_from([f"Tax {letter}" for letter in "ABCDEF"])
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(NAMES, min_size=1, max_size=4, unique=True)),
        st.tuples(st.just("change"), st.lists(NAMES, min_size=1, max_size=4), st.text("xyz0", max_size=3)),
        st.tuples(st.just("rename"), NAMES, NAMES),
        st.tuples(st.just("upsert"), NAMES, st.booleans()),
        st.tuples(st.just("swap"), st.booleans()),
        st.tuples(st.just("remove"), st.lists(NAMES, min_size=1, max_size=4)),
    ),
    max_size=15,
)


def perform(kind, *values):
    rows = TaxProfile.objects
    if kind == "add":
        rows.bulk_create([TaxProfile(name=name) for name in values[0]], ignore_conflicts=True)
    elif kind == "change":
        rows.filter(name__in=values[0]).update(tax_number=values[1])
    elif kind == "rename":
        if not rows.filter(name=values[1]).exists():
            rows.filter(name=values[0]).update(name=values[1])
    elif kind == "upsert":
        row = rows.filter(name=values[0]).first() or TaxProfile(name=values[0])
        row.prices_include_tax = values[1]
        row.save()
    elif kind == "swap":
        rows.filter(prices_include_tax=values[0]).update(prices_include_tax=not values[0])
    else:
        rows.filter(name__in=values[0]).delete()


def replayed(start, entries):
    rows = dict(start)
    for entry in entries:
        if entry.op == "I":
            assert entry.row_id not in rows
        else:
            assert rows[entry.row_id] == entry.before
        if entry.op == "D":
            del rows[entry.row_id]
        else:
            rows[entry.row_id] = entry.after
    return rows


def table():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT id, to_jsonb(t)::text FROM tenancy_taxprofile t")
        import json

        return {key: json.loads(row) for key, row in cursor.fetchall()}


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_replaying_the_entries_reproduces_the_table(coral, operations):
    with context.use_tenant(coral):
        start = table()
        last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        for operation in operations:
            perform(*operation)
        entries = Entry.objects.filter(table_name="tenancy_taxprofile", id__gt=last).order_by("at", "id")
        assert replayed(start, entries) == table()
