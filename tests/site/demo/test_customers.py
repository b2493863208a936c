"""The demo's customers are believable, the same each time, and made once."""

import re
from typing import Any

from apps.customers.models import Consent, Customer, Gear, Vehicle
from apps.tenancy import context
from apps.tenancy.models import Tenant
from quayside.demo import customers
from quayside.demo.people import COMMUTERS, TRAVELLERS
from tests.conftest import NOW


def shown() -> list[tuple[Any, ...]]:
    return list(
        Customer.objects.order_by("pk").values_list("name", "email", "phone", "booking_count", "country")
    )


def test_each_business_has_sixty_who_are_the_same_each_time(coral: Tenant, northgate: Tenant) -> None:
    for tenant, people in ((coral, TRAVELLERS), (northgate, COMMUTERS)):
        customers.seed(tenant, at=NOW)
        with context.use_tenant(tenant):
            first = shown()
            assert [name for name, *_ in first] == [person.name for person in people]
            assert len(first) == 60
            assert all(phone is None or re.fullmatch(r"\+\d{7,15}", phone) for _n, _e, phone, *_ in first)
            assert all(email or phone for _n, email, phone, *_ in first)
            customers.seed(tenant, at=NOW)
            assert shown() == first
            assert Consent.objects.count() > 15
            assert (Vehicle if tenant == northgate else Gear).objects.count() >= 15
