"""The sample businesses have bookings of yesterday, today and tomorrow, made as everybody makes them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.bookings.models import Booking, WaitlistEntry
from apps.bookings.types import BookingStatus
from apps.capacity.models import Departure
from apps.operator_console import services
from apps.tenancy import context
from apps.tenancy.models import Tenant
from apps.tenancy.packs import shipped
from quayside.demo import booked, seed


@pytest.mark.parametrize("trade", seed.TRADES)
@pytest.mark.django_db(transaction=True)
def test_a_sample_business_has_bookings_of_the_past_of_today_and_to_come(coral: Tenant, trade: str) -> None:
    at = timezone.now()
    with context.use_tenant(coral):
        options: dict[str, Any] = {"drafts": True, "password": "x"}
        services.install(folder=shipped()[trade], sample=True, options=options, by=None, at=at)
    assert booked.seed(coral, at=at) >= 30
    with context.use_tenant(coral):
        found = Booking.objects.all()
        assert found.filter(starts_at__lt=at - timedelta(days=1)).exists()
        assert found.filter(starts_at__gt=at).exists()
        assert not found.filter(status=BookingStatus.PENDING, created_at__lt=at - timedelta(days=5)).exists()
        if trade != "parking":
            assert found.filter(status=BookingStatus.COMPLETED).count() >= 5
            assert found.filter(status=BookingStatus.NO_SHOW).count() == 1
            assert found.filter(status=BookingStatus.CANCELLED).count() == 1
        full = Departure.objects.filter(booked__gt=0)
        assert all(one.left >= 0 for one in full)
        if full.exists():
            assert WaitlistEntry.objects.count() == 2
        assert all(one.customer.email for one in found.select_related("customer"))
    assert booked.seed(coral, at=at) == 0
