"""Each order a list offers is read off an index: a page of a million costs what a page of twenty-five does."""

import json
from itertools import product
from typing import Any

import pytest
from django.db import connection, connections

from apps.backoffice.attributes import columns_of
from apps.customers.models import Customer
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import ALIASES

pytestmark = pytest.mark.django_db(transaction=True, databases=[*ALIASES, "owner"])
ORDERS = ("name", "email", "phone", "created_at", "last_activity_at", "lifetime_value")


@pytest.fixture
def crowded(in_coral: Tenant) -> Tenant:
    """Three thousand customers, of whom many lack something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO customers_customer (name, sort_name, outline, email, phone, lifetime_value, lifetime_currency,"
            " last_activity_at, given_name, family_name, street, postal_code, city, region, country, language, currency,"
            " source, source_detail, channel, campaign, tags, notes, booking_count, risk_score)"
            " SELECT 'N' || n, 'n' || n, 'n', CASE WHEN n %% 3 = 0 THEN NULL ELSE n || '@example.com' END,"
            " CASE WHEN n %% 4 = 0 THEN NULL ELSE '+5016' || lpad(n::text, 6, '0') END, n, 'USD',"
            " CASE WHEN n %% 5 = 0 THEN NULL ELSE now() - n * interval '1 minute' END,"
            " '','','','','','','','','','','','','','{}','',0,0 FROM generate_series(1, %s) n",
            [3000],
        )
    # Without statistics the planner takes whatever index it sees first.
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE customers_customer")
    return in_coral


def plan(rows: Any) -> list[dict[str, Any]]:
    """Nodes of the plan of the first page."""
    with context.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, params = rows.query.sql_with_params()
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (found,) = cursor.fetchone()
    tree = found if isinstance(found, list) else json.loads(found)
    nodes, left = [], [tree[0]["Plan"]]
    while left:
        node = left.pop()
        nodes.append(node)
        left += node.get("Plans", [])
    return nodes


def test_an_order_is_an_index(crowded: Tenant) -> None:
    for key, descending in product(ORDERS, (False, True)):
        column = next(one for one in columns_of(Customer) if one.key == key)
        rows = column.order(Customer.objects.all(), descending=descending)
        assert {node["Node Type"] for node in plan(rows[:25])} == {"Limit", "Index Scan"}, key
        found = [getattr(one, key) for one in rows]
        filled = [value for value in found if value is not None]
        assert found[: len(filled)] == filled, "who has none stands last"


@pytest.mark.parametrize("found", [{"email": "1@example.com"}, {"phone": "+5016000001"}, {"outline": "x"}])
def test_a_person_is_found_by_an_index(crowded: Tenant, found: dict[str, str]) -> None:
    conditions = " ".join(
        node.get("Index Cond", "") for node in plan(Customer.objects.filter(**found).order_by())
    )
    assert "tenant_id" in conditions
    assert next(iter(found)) in conditions
