"""Work that stands or falls as one: transactions inside cost no savepoints, and none of them can be left behind."""

from typing import Any

import pytest
from django.db import transaction

from apps.tenancy import context
from apps.tenancy.models import Location, Tenant


def put(name: str) -> None:
    with context.atomic():
        Location(name=name).save()


def test_transactions_inside_cost_nothing(in_coral: Tenant, django_assert_num_queries: Any) -> None:
    with context.atomic(), django_assert_num_queries(2), context.as_a_whole():
        put("One")
        put("Two")
    with context.atomic(), django_assert_num_queries(3):
        put("Three")


def test_what_fails_inside_ends_all_of_it(in_coral: Tenant) -> None:
    with pytest.raises(transaction.TransactionManagementError), context.atomic(), context.as_a_whole():
        put("One")
        with pytest.raises(ValueError, match="no"), context.atomic():
            raise ValueError("no")
        put("Two")
    assert not Location.objects.filter(name__in=["One", "Two"]).exists()


def test_it_is_the_same_business_and_remembers_the_same(in_coral: Tenant) -> None:
    context.current().memory["seen"] = 1
    with context.as_a_whole() as bound:
        assert (bound.tenant, bound.memory["seen"]) == (in_coral.pk, 1)
        bound.memory["seen"] = 2
    assert context.current().memory["seen"] == 2
    assert not context.current().whole
