"""What has run out, across businesses."""

from datetime import datetime

from apps.capacity.models import Hold
from apps.capacity.types import HoldStatus


def tenants_with_expired(*, at: datetime) -> list[int]:
    """Businesses where a hold has run out, for the platform role: one query of a small index."""
    found = Hold.objects.filter(status=HoldStatus.HELD, hold_until__lte=at).order_by()
    return list(found.values_list("tenant_id", flat=True).distinct())
