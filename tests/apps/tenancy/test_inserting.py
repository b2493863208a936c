"""Rows of several tables written at once are what the ORM would have written, and obey what any INSERT obeys."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connections
from django.db.utils import ProgrammingError

from apps.audit.models import Entry
from apps.kernel import clock
from apps.sales.models import LineAdjustment, Order, OrderItem, OrderLine
from apps.tenancy import context, inserting

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform", "owner"])


@pytest.fixture
def bound(coral):
    with context.use_tenant(coral, request="r-1"), context.atomic():
        yield coral


def an_order(**values):
    return Order(currency="USD", language="en", **values)


def a_line(order, **values):
    return OrderLine(
        order=order,
        description="Two “tanks” \\ 12 l\n😀",
        quantity=2,
        unit_price=500,
        currency="USD",
        **values,
    )


def columns_of(row):
    kept = {field.attname for field in row._meta.concrete_fields} - {
        "id",
        "token",
        "created_at",
        "touched_at",
    }
    return {name: getattr(row, name) for name in kept}


def test_rows_are_those_that_the_orm_writes(bound):
    at = clock.now()
    told = {
        "contact": {"name": "محمد", "nested": [1, None, {"a": True}]},
        "requests": 'it\'s \\ "quoted"\n',
        "balance_due_at": at + timedelta(days=3),
        "utm_source": "x",
    }
    ours, theirs = an_order(**told), an_order(**told)
    inserting.insert([ours])
    theirs.save()
    ours, theirs = (Order.objects.get(pk=one.pk) for one in (ours, theirs))
    assert columns_of(ours) == columns_of(theirs)
    assert ours.contact == told["contact"] and ours.balance_due_at == told["balance_due_at"]


def test_rows_that_refer_to_each_other_take_one_statement(bound, django_assert_num_queries):
    orders = [an_order(), an_order()]
    lines = [a_line(order) for order in orders for _ in range(3)]
    off = [
        LineAdjustment(line=line, reason="season", label="Summer", amount=-50, currency="USD", position=place)
        for place, line in enumerate(lines)
    ]
    with django_assert_num_queries(1):
        inserting.insert(orders, lines, off)
    assert [one.order_id for one in OrderLine.objects.order_by("pk")] == [
        order.pk for order in orders for _ in range(3)
    ]
    assert LineAdjustment.objects.filter(line__order=orders[1]).count() == 3
    assert OrderLine.objects.order_by("pk").values_list("description", flat=True)[0] == lines[0].description


def test_what_the_database_fills_in_is_read_when_asked_for(bound, django_assert_num_queries):
    order = an_order()
    inserting.insert([order])
    with django_assert_num_queries(0):
        assert order.pk and not order._state.adding and order.custom == {} and order.tenant_id == bound.pk
    with django_assert_num_queries(1):
        assert abs(order.created_at - clock.now()) < timedelta(minutes=1)


def test_nothing_is_written_for_no_rows(bound, django_assert_num_queries):
    with django_assert_num_queries(0):
        inserting.insert([], [])


def test_rows_of_another_business_are_refused(bound, northgate):
    order = an_order(tenant=northgate)
    with pytest.raises(ProgrammingError, match="row-level security"):
        inserting.insert([order])


def test_constraints_hold(bound):
    order = an_order(status="placed")
    line = a_line(order)
    with pytest.raises(IntegrityError, match="order_has_a_reference"):
        inserting.insert([order], [line])
    assert order.pk is None and line.pk is None and line.order_id is None and order._state.adding


def test_a_reference_to_what_is_not_there_is_refused(bound):
    line = a_line(an_order(), item_id=999_999_999)
    with pytest.raises(IntegrityError, match="item"):
        inserting.insert([line.order], [line])
        with connections["default"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_log_tells_of_them_and_of_who_wrote(bound):
    order = an_order(requests="a wish")
    inserting.insert([order])
    entry = Entry.objects.get(table_name="sales_order", row_id=order.pk)
    assert (entry.op, entry.request, entry.after["requests"]) == ("I", "r-1", "a wish")


def test_a_function_that_does_not_know_a_column_is_not_taken_for_one_that_does(coral, monkeypatch):
    known = inserting._fields(Order)
    monkeypatch.setattr(inserting, "_fields", lambda _model: known[:-1])
    inserting._name.cache_clear()
    other = inserting._name(Order)
    monkeypatch.undo()
    inserting._name.cache_clear()
    assert inserting._name(Order) != other
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, 'insert_rows_of_')")
        standing = {name for (name,) in cursor.fetchall()}
    assert {inserting._name(one) for one in (Order, OrderItem, OrderLine, LineAdjustment)} <= standing
    assert other not in standing
