"""A plan's limits are asked before the operation and counted with it."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from apps.tenancy import context, quotas
from apps.tenancy.errors import FeatureNotIncluded, NoTenant, QuotaReached
from apps.tenancy.models import Plan, Tenant
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(coral):
    """The dive shop on a plan of ten bookings a month and five customers."""
    with context.use_platform():
        plan = Plan.objects.create(
            key="small",
            name="Small",
            monthly_minor=100,
            yearly_minor=1000,
            limits={"bookings": 10, "customers": 5},
            features=["core"],
        )
        Tenant.objects.filter(pk=coral.pk).update(plan=plan)
    with context.use_tenant(coral):
        yield coral


def test_use_is_counted_warned_of_at_80_percent_and_refused_at_100(small):
    warned = [quotas.consume("bookings", at=NOW).warn for _ in range(10)]
    assert warned == [False] * 7 + [True] * 3
    with pytest.raises(QuotaReached, match="Your plan allows 10") as refused:
        quotas.consume("bookings", at=NOW)
    assert refused.value.facts["used"] == 10
    assert quotas.state("bookings", at=NOW).percent == 100


def test_more_than_is_left_is_refused_and_counts_nothing(small):
    quotas.consume("customers", 4, at=NOW)
    with pytest.raises(QuotaReached):
        quotas.consume("customers", 2, at=NOW)
    assert quotas.state("customers", at=NOW).used == 4
    with pytest.raises(QuotaReached):
        quotas.consume("bookings", 11, at=NOW)


def test_a_monthly_quota_begins_anew_at_midnight_of_the_business(small):
    quotas.consume("bookings", 10, at=datetime(2026, 12, 1, 5, 59, tzinfo=UTC))  # 23:59 in Belize
    assert quotas.consume("bookings", at=datetime(2026, 12, 1, 6, 0, tzinfo=UTC)).used == 1


def test_what_is_gone_is_given_back(small):
    quotas.consume("customers", 5, at=NOW)
    quotas.release("customers", 2, at=NOW)
    assert quotas.consume("customers", 2, at=NOW).used == 5
    quotas.release("customers", 99, at=NOW)
    assert quotas.state("customers", at=NOW).used == 0


def test_a_failed_operation_gives_its_use_back(small):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        quotas.consume("customers", at=NOW)
        raise ZeroDivisionError
    assert quotas.state("customers", at=NOW).used == 0


def test_the_last_one_goes_to_one_of_many(small, race):
    quotas.consume("customers", 4, at=NOW)
    results = race(lambda: quotas.consume("customers", at=NOW), times=6)
    assert sorted(type(result).__name__ for result in results) == ["QuotaReached"] * 5 + ["QuotaState"]


def test_a_quota_the_plan_does_not_name_is_unlimited(small):
    assert quotas.consume("sms", 1_000_000, at=NOW).limit is None


def test_a_feature_outside_the_plan_is_refused(small, northgate):
    quotas.require("core")
    with pytest.raises(FeatureNotIncluded, match="Small"):
        quotas.require("waivers")
    with context.use_tenant(northgate):
        quotas.require("waivers")  # enterprise has everything


def test_the_overview_shows_what_the_plan_limits(small):
    quotas.consume("bookings", 8, at=NOW)
    assert [(state.quota, state.used, state.limit, state.warn) for state in quotas.overview(at=NOW)] == [
        ("bookings", 8, 10, True),
        ("customers", 0, 5, False),
    ]


def test_nothing_is_counted_without_a_business():
    with pytest.raises(NoTenant):
        quotas.consume("bookings", at=NOW)
