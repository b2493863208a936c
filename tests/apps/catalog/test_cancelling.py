"""What is given back, by the policy that was agreed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog import cancelling
from apps.catalog.models import CancellationPolicy, CancellationRule, Product
from tests.conftest import NOW

# The source's own example: a week before all, three days before half.
POLICY = {
    "rules": [[168, 100], [72, 50]],
    "no_show": 100,
    "changes_until": 24,
    "change_fee": 1_000,
    "currency": "EUR",
}
causes = st.sampled_from(["cancel", "no_show", "change", "business"])
policies = st.fixed_dictionaries(
    {
        "rules": st.lists(st.tuples(st.integers(0, 400), st.integers(0, 100)).map(list), max_size=5),
        "no_show": st.integers(0, 100),
        "changes_until": st.integers(0, 100),
        "change_fee": st.integers(0, 10_000),
        "currency": st.just("EUR"),
    }
)


@pytest.mark.parametrize(
    ("hours", "refund"),
    [(500, 20_001), (168, 20_001), (167.99, 10_001), (72, 10_001), (71.99, 0), (0, 0), (-5, 0)],
)
def test_what_is_given_back_depends_on_how_long_before(hours: float, refund: int) -> None:
    found = cancelling.outcome(
        POLICY, starts_at=NOW + timedelta(hours=hours), at=NOW, total=20_001, paid=20_001
    )
    assert (found.refund, found.kept) == (refund, 20_001 - refund)


def test_a_deposit_is_kept_and_the_rest_of_the_fee_is_owed() -> None:
    found = cancelling.outcome(POLICY, starts_at=NOW + timedelta(hours=80), at=NOW, total=20_000, paid=4_000)
    assert (found.refund, found.kept, found.fee, found.owed, found.percent) == (0, 4_000, 10_000, 6_000, 50)


def test_the_business_gives_everything_back_and_a_no_show_what_the_policy_says() -> None:
    soon = NOW + timedelta(hours=1)
    values: dict[str, Any] = {"starts_at": soon, "at": NOW, "total": 20_000, "paid": 20_000}
    assert cancelling.outcome(POLICY, **values, cause="business").refund == 20_000
    assert cancelling.outcome({**POLICY, "no_show": 80}, **values, cause="no_show").refund == 4_000


def test_a_change_costs_its_fee_and_is_allowed_until_its_hour() -> None:
    values: dict[str, Any] = {"at": NOW, "total": 20_000, "paid": 20_000, "cause": "change"}
    early = cancelling.outcome(POLICY, starts_at=NOW + timedelta(hours=24), **values)
    late = cancelling.outcome(POLICY, starts_at=NOW + timedelta(hours=23), **values)
    assert (early.allowed, early.fee, early.refund, late.allowed) == (True, 1_000, 0, False)
    assert early.sentence == "Changing it costs €10.00."


def test_a_policy_is_told_in_sentences() -> None:
    assert cancelling.describe(POLICY) == [
        "Until 7 days before: 100 % is given back.",
        "Until 3 days before: 50 % is given back.",
        "Later than that, or without coming, nothing is given back.",
        "You can change it yourself until 1 day before.",
        "Changing it costs €10.00.",
    ]
    assert cancelling.describe({**POLICY, "description": "Ask us.\n\nWe are kind."}) == [
        "Ask us.",
        "We are kind.",
    ]


@given(policies, causes, st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-500, 500))
def test_what_is_given_back_and_kept_is_what_was_paid(
    policy: dict[str, Any], cause: Any, total: int, paid: int, hours: int
) -> None:
    starts = NOW + timedelta(hours=hours)
    found = cancelling.outcome(policy, starts_at=starts, at=NOW, total=total, paid=paid, cause=cause)
    assert found.refund + found.kept == paid
    assert found.refund >= 0
    assert found.kept >= 0
    assert found.sentence


@given(policies, st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-500, 500), st.integers(0, 500))
def test_waiting_never_pays(policy: dict[str, Any], total: int, paid: int, hours: int, later: int) -> None:
    starts = NOW + timedelta(hours=hours)
    now, then = (
        cancelling.outcome(policy, starts_at=starts, at=at, total=total, paid=paid)
        for at in (NOW, NOW + timedelta(hours=later))
    )
    assert now.refund >= then.refund
    assert now.percent >= then.percent


def test_a_snapshot_is_of_the_products_policy_or_the_standard_one(
    product_with: Callable[..., Product], django_assert_num_queries: Callable[..., Any]
) -> None:
    plain = product_with("Plain")
    assert cancelling.snapshot(plain) == cancelling.NO_POLICY
    standard = CancellationPolicy.objects.create(name="Standard", standard=True)
    CancellationRule.objects.create(policy=standard, hours_before=72, refund_percent=50)
    CancellationRule.objects.create(policy=standard, hours_before=168, refund_percent=100)
    strict = product_with("Strict", cancellation_policy=CancellationPolicy.objects.create(name="Strict"))
    with django_assert_num_queries(1):
        found = cancelling.snapshots([plain, strict])
    assert found[plain.pk]["rules"] == [[168, 100], [72, 50]]
    assert (found[strict.pk]["name"], found[strict.pk]["rules"]) == ("Strict", [])
