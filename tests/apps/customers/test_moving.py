"""A business that moves takes its customers along, and a merge can be undone where it arrives."""

from pathlib import Path
from typing import Any

import pytest

from apps.customers import services
from apps.customers.models import Customer, CustomerMerge, Vehicle
from apps.tenancy import context
from apps.tenancy.models import Tenant
from apps.tenancy.takeout import opening
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def shown() -> dict[str, Any]:
    return {
        one.name: (one.email, one.phone, one.tags, [car.plate for car in one.vehicles.order_by("pk")])
        for one in Customer.objects.all()
    }


def test_a_merge_is_undone_where_the_business_was_restored(
    coral: Tenant, tmp_path: Path, settings: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    with context.use_tenant(coral):
        ann, old = (
            services.create_customer(
                values={"name": name, "email": f"{name}@example.com", "tags": [name]}, by=None, at=NOW
            )
            for name in ("ann", "old")
        )
        Vehicle.objects.create(customer=old, plate="AB12")
        before = shown()
        services.merge_customers(kept=ann, other=old, by=None, at=NOW)
        opening.export_to(tmp_path / "coral.zip", at=NOW)
    reef = opening.restore_from(tmp_path / "coral.zip", slug="reef", at=NOW).tenant
    with context.use_tenant(reef):
        merged = CustomerMerge.objects.get()
        numbers = {ann.pk, old.pk}
        assert not numbers & {merged.kept_id, merged.merged_number, merged.snapshot["kept"]}
        done = services.undo_merge(merge=merged, by=None, at=NOW)
        assert done.restored.pk == merged.merged_number
        assert shown() == before
    with context.use_tenant(coral):
        services.undo_merge(merge=CustomerMerge.objects.get(), by=None, at=NOW)
        assert shown() == before
