"""What packs say of how things are sold: taxes, policies, patterns, needs, resources, codes."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from apps.capacity.models import Departure, Requirement, Resource
from apps.catalog.models import (
    GroupRate,
    NameTranslation,
    Product,
    PromotionalCode,
    Season,
    TaxClass,
    Unit,
)
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.operator_console.models import PackItem
from apps.tenancy.models import Tenant
from apps.tenancy.packs import collect, load
from tests.apps.operator_console.packs.conftest import GYM, LATER, NOW, Copy, dump

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


def called(of: str, language: str = "es") -> dict[str, str]:
    rows = NameTranslation.objects.filter(language=language, **{f"{of}__isnull": False})
    return {getattr(one, of).name: one.name for one in rows.select_related(of)}


ALL = {
    "season": {"August": "Agosto"},
    "policy": {"Free until two days before": "Gratis hasta dos días antes"},
    "group_rate": {"Four friends": "Cuatro amigos"},
    "early_bird": {"Two weeks ahead": "Con dos semanas"},
}


def test_names_of_rules_and_policies_come_in_the_packs_other_languages(in_coral: Tenant, gym: Copy) -> None:
    gym.replace("selling.toml", 'two days before"\n', 'two days before"\ndescription = "Call us."\n')
    gym.replace("selling.toml", 'dos días antes"\n', 'dos días antes"\n  description = "Llámenos."\n')
    gym.install()
    assert {of: called(of) for of in ALL} == ALL
    assert NameTranslation.objects.get(policy__isnull=False).description == "Llámenos."
    before = dump()
    assert {step.change for step in gym.install(LATER).steps} == {Change.SAME}
    assert dump() == before


def test_a_business_that_speaks_spanish_has_them_in_english_besides() -> None:
    items = collect(load(GYM, language="es")).items
    [policy], [rules] = items["policy"], [one for one in items["price"] if one.key == "*"]
    assert policy.values["names"] == {"en": {"name": "Free until two days before"}}
    assert rules.values["season_names"] == {"Agosto": {"en": {"name": "August"}}}


def test_an_upgrade_brings_names_beside_what_the_business_changed(in_coral: Tenant, gym: Copy) -> None:
    for name in ("Agosto", "Cuatro amigos"):
        where = "selling.toml" if name == "Agosto" else "products/first-ropes.toml"
        of = "season" if name == "Agosto" else "group_rate"
        gym.replace(where, f'  [{of}.es]\n  name = "{name}"\n', "")
    gym.install()
    assert not called("season") and not called("group_rate")
    Season.objects.update(percent=-20)
    mine = GroupRate.objects.get()
    NameTranslation.objects.create(group_rate=mine, language="es", name="Cuatro amigas")
    gym.next_version()
    gym.replace("selling.toml", "percent = -15\n", 'percent = -10\n  [season.es]\n  name = "Agosto"\n')
    rate = '  [group_rate.es]\n  name = "Cuatro amigos"\n'
    gym.replace("products/first-ropes.toml", "\n[[early_bird]]", f"{rate}\n[[early_bird]]")
    done = gym.install(LATER)
    # The season is the business's own by now; what it is called is new. Their own translation is not written over.
    assert (Season.objects.get().percent, called("season")) == (-20, {"August": "Agosto"})
    assert called("group_rate") == {"Four friends": "Cuatro amigas"}
    offered = {(one.kind, one.key): set(one.offered) for one in PackItem.objects.exclude(offered={})}
    assert offered == {("price", "*"): {"seasons"}, ("price", "first-ropes"): {"group_rate_names"}}
    assert done.count(Change.CONFLICT) == 2
    gym.next_version()
    gym.replace("selling.toml", '"Agosto"', '"En agosto"')
    gym.install(LATER + timedelta(days=1))
    assert called("season") == {"August": "En agosto"}


@pytest.mark.parametrize("folder", sorted(one for one in GYM.parent.iterdir() if one.is_dir()))
def test_a_pack_names_all_its_rules_and_policies_in_all_its_languages(folder: Path) -> None:
    pack = load(folder)
    items = collect(pack).items
    said = [one.values.get("names", {}) for one in items["policy"]]
    for one in items["price"]:
        for part in ("season", "group_rate", "early_bird"):
            names = one.values.get(f"{part}_names", {})
            said += [names.get(row["name"], {}) for row in one.values[f"{part}s"]]
    assert all(set(one) == set(pack.languages[1:]) for one in said)
