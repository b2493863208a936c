"""The rows that are measured fit the tables as they are now."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connections

from apps.bookings.models import Booking
from apps.catalog import services as catalog
from apps.sales.models import OrderItem
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.bench import shape

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform", "owner"])
def test_a_business_is_filled_with_bookings(coral: Tenant) -> None:
    with context.use_tenant(coral):
        values: dict[str, Any] = {"name": "Trip", "status": "active"}
        product = catalog.create_product(values=values, by=None, at=AT)
        catalog.create_option(values={"product": product, "name": "Morning"}, by=None, at=AT)
    with connections["owner"].cursor() as cursor:
        for statement in shape.fill_bookings(coral.pk, 50):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with context.use_tenant(coral):
        assert Booking.objects.count() == 50
        assert Booking.objects.filter(item=OrderItem.objects.get(), product=product).count() == 50
