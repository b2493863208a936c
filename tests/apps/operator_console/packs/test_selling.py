"""What packs say of how things are sold: taxes, policies, patterns, needs, resources, codes."""

from datetime import date, timedelta
from typing import Any

from apps.capacity.models import Departure, Requirement, Resource
from apps.catalog.models import Product, PromotionalCode, TaxClass, Unit
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.tenancy.models import Tenant
from tests.apps.operator_console.packs.conftest import GYM, LATER, NOW, dump

DIVE = GYM.parent / "dive_shop"
DRAFTS = {"drafts": True}


def test_a_dive_shop_gets_taxes_policies_needs_and_departures_on_the_days_of_each_season(
    in_coral: Tenant,
) -> None:
    services.install(folder=DIVE, options=DRAFTS, by=None, at=NOW)
    tax = TaxClass.objects.get(standard=True)
    assert [(rate.name, str(rate.percent)) for rate in tax.rates.all()] == [("GST 12.5 %", "12.5000")]
    blue_hole = Product.objects.select_related("cancellation_policy").get(slug="great-blue-hole")
    policy: Any = blue_hole.cancellation_policy
    assert list(policy.rules.values_list("hours_before", "refund_percent")) == [(72, 100), (24, 50)]
    assert (blue_hole.deposit, str(blue_hole.deposit_percent)) == ("percent", "33.33")
    assert (blue_hole.balance_days, blue_hole.notice) == (1, 810)
    assert "cert_level" in blue_hole.asks
    needs = Requirement.objects.filter(product=blue_hole).order_by("pk")
    assert [str(need) for need in needs] == ["1 × Boats", "1 × Captain's licence", "1 × Divemaster"]
    assert Unit.objects.get(key="boat").seats == 8
    extras = blue_hole.extras.values_list("extra__slug", flat=True)
    assert list(extras) == ["gear-rental", "air-fills", "mask-and-fins"]
    # Wednesday and Saturday until November, Tuesday, Thursday and Saturday from December on.
    days = [row.starts_at.date() for row in Departure.objects.filter(product=blue_hole).order_by("starts_at")]
    assert {day.weekday() for day in days if day < date(2026, 12, 1)} == {2, 5}
    assert {day.weekday() for day in days if day >= date(2026, 12, 1)} == {1, 3, 5}
    assert days[-1] <= NOW.date() + timedelta(days=91)
    courses = Departure.objects.filter(product__slug="open-water", option__key="three-days")
    first = courses.earliest("starts_at")
    later = [one.starts_at.date() - first.starts_at.date() for one in first.sessions.all()]
    assert later == [timedelta(days=1), timedelta(days=2)]
    # Boats, people and codes belong to the sample business.
    assert not Resource.objects.exists()
    assert not PromotionalCode.objects.exists()
    before = dump()
    done = services.install(folder=DIVE, by=None, at=LATER)
    assert {step.change for step in done.steps} == {Change.SAME}
    assert dump() == before
