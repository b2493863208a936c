"""Free passes by location."""

from datetime import datetime

from apps.capacity.models import Pool
from apps.capacity.types import PoolPlace


def pools(*, product: int, at: datetime) -> list[PoolPlace]:
    """The pools of a product that are on sale, those without a free place too. One query."""
    rows = Pool.objects.filter(option__product=product, active=True, option__active=True)
    rows = rows.order_by("location__name", "option__position", "pk")
    return [PoolPlace(one.pk, one.option_id, one.location_id, one.left) for one in rows]
