"""Limits of promotional codes hold, however many buy at once."""

from datetime import timedelta
from typing import Any

import pytest

from apps.catalog import services
from apps.catalog.errors import CodeEnded, CodeUnknown, CodeUsedByYou, CodeUsedUp
from apps.catalog.merging import CodeUses
from apps.catalog.models import CodeUse, PromotionalCode
from apps.customers.models import Customer
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW


def code_with(**values: Any) -> PromotionalCode:
    """A code of 10 % off."""
    return PromotionalCode.objects.create(**{"code": "SAVE10", "percent": 10, **values})


def buyer(name: str = "Ana") -> Customer:
    """Somebody who buys."""
    return Customer.objects.create(name=name, sort_name=name.lower(), outline=name.lower())


def test_a_use_is_counted_and_can_be_given_back(in_coral: Tenant) -> None:
    code, ana = code_with(most_uses=1), buyer()
    services.spend_code(code=code.pk, customer=ana.pk, at=NOW)
    with pytest.raises(CodeUsedUp):
        services.spend_code(code=code.pk, customer=ana.pk, at=NOW)
    services.unspend_code(code=code.pk, customer=ana.pk, at=NOW)
    services.unspend_code(code=code.pk, customer=ana.pk, at=NOW)  # nothing is left to give back
    services.spend_code(code=code.pk, customer=ana.pk, at=NOW)
    code.refresh_from_db()
    assert code.uses == 1


def test_a_customer_who_has_used_it_up_does_not_use_up_others_share(in_coral: Tenant) -> None:
    code, ana, ben = code_with(most_each=1), buyer(), buyer("Ben")
    services.spend_code(code=code.pk, customer=ana.pk, at=NOW)
    with pytest.raises(CodeUsedByYou):
        services.spend_code(code=code.pk, customer=ana.pk, at=NOW)
    services.spend_code(code=code.pk, customer=ben.pk, at=NOW)
    code.refresh_from_db()
    assert code.uses == 2


def test_a_code_counts_in_its_time(in_coral: Tenant) -> None:
    code, ana = code_with(valid_until=NOW), buyer()
    with pytest.raises(CodeEnded):
        services.spend_code(code=code.pk, customer=ana.pk, at=NOW)
    services.spend_code(code=code.pk, customer=ana.pk, at=NOW - timedelta(seconds=1))
    with pytest.raises(CodeUnknown):
        services.spend_code(code=code_with(code="OFF", active=False).pk, customer=ana.pk, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_five_of_twenty_buyers_get_a_code_for_five(coral: Tenant, race: Any) -> None:
    with context.use_tenant(coral):
        code = code_with(most_uses=5)
        buyers = iter([buyer(f"Buyer {n}").pk for n in range(20)])
        found = race(lambda: services.spend_code(code=code.pk, customer=next(buyers), at=NOW), times=20)
        code.refresh_from_db()
        used = sum(CodeUse.objects.values_list("uses", flat=True))
    assert [type(one).__name__ for one in found].count("CodeUsedUp") == 15
    assert found.count(None) == code.uses == used == 5


@pytest.mark.django_db(transaction=True)
def test_one_customer_in_twenty_windows_gets_it_twice(coral: Tenant, race: Any) -> None:
    with context.use_tenant(coral):
        code, ana = code_with(most_each=2), buyer()
        found = race(lambda: services.spend_code(code=code.pk, customer=ana.pk, at=NOW), times=20)
        code.refresh_from_db()
    assert found.count(None) == code.uses == 2
    assert {type(one).__name__ for one in found} == {"NoneType", "CodeUsedByYou"}


def test_uses_of_two_customers_who_become_one_count_together(in_coral: Tenant) -> None:
    save, once = code_with(), code_with(code="ONCE")
    ana, ben = buyer(), buyer("Ben")
    for code, who in ((save, ana), (save, ben), (save, ben), (once, ben)):
        services.spend_code(code=code.pk, customer=who.pk, at=NOW)
    moved = CodeUses().move(kept=ana, other=ben)
    assert dict(CodeUse.objects.values_list("code__code", "uses")) == {"SAVE10": 3, "ONCE": 1}
    assert set(CodeUse.objects.values_list("customer", flat=True)) == {ana.pk}
    assert len(moved) == 1
