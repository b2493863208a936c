"""The demo's businesses come from packs, whole and once."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.backoffice.models import Todo
from apps.customers.models import Customer
from apps.operator_console.models import PackItem
from apps.tenancy import context
from apps.tenancy.models import Tenant
from apps.tenancy.packs import collect, load, shipped
from cms.packs import finishing
from quayside.demo import seed

GYM = Path(__file__).parents[3] / "fixtures" / "climbing_gym"
# Slugs, trades and accents of the businesses that everybody speaks of.
KNOWN = {
    "dive_shop": ("coral", "#0b7a75"),
    "hotel_group": ("aravalli", "#8a3b2e"),
    "tour_operator": ("oldstones", "#2f4b7c"),
    "mobile_detailing": ("mirror", "#111827"),
    "parking": ("northgate", "#14532d"),
}


def widths_of(items: Iterable[PackItem]) -> set[int]:
    return {item.image.width for item in items if item.image is not None}


@pytest.mark.parametrize("trade", seed.TRADES)
def test_each_trade_has_its_business_with_a_hundred_customers_and_a_dozen_products(trade: str) -> None:
    pack = load(shipped()[trade])
    found = collect(pack)
    theme = found.items["theme"][0].values
    assert (pack.shared["sample"]["slug"], theme["accent"]) == KNOWN[trade]
    assert 90 <= len(found.samples["customers"]) <= 120
    assert len(found.items["product"]) >= 12
    assert len({one["role"] for one in found.samples["people"]}) >= 5


@pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform"])
def test_a_business_is_made_from_its_pack_once_and_its_pictures_are_finished_later(db: Any) -> None:
    at = timezone.now()
    made = seed.bring(GYM, "a good password", at)
    assert made["slug"] == "tramwall"
    assert [one["role"] for one in made["users"]] == ["owner", "setter", "manager"]
    assert seed.bring(GYM, "a good password", at) == made
    with context.use_signin():
        tenant = Tenant.objects.get(slug="tramwall")
    with context.use_tenant(tenant):
        assert Customer.objects.count() == 3
        todos = Todo.objects.count()
        assert todos > 0
        drafts = PackItem.objects.filter(kind="media", made__draft=True)
        assert widths_of(drafts) == {400}
        assert finishing.finish_pictures() == 2
        assert finishing.finish_pictures() == 0
        assert widths_of(PackItem.objects.filter(kind="media")) == {2000}
    page = Client(headers={"host": "tramwall.localhost"}).get("/").content.decode()
    assert "Walls worth the walk" in page
    # The pictures in full are what the pack made: bringing it in again touches nothing.
    seed.bring(GYM, "a good password", at)
    with context.use_tenant(tenant):
        assert widths_of(PackItem.objects.filter(kind="media")) == {2000}
