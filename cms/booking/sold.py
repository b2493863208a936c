"""What choosing a product needs to know of it besides what its page says: whose clock, how far ahead, which terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from apps.capacity import local
from apps.catalog import cancelling
from apps.catalog.models import Product
from apps.catalog.types import Status
from apps.tenancy import facts, parts
from apps.tenancy.models import Location
from cms.booking import when


@dataclass(frozen=True, slots=True)
class Sold:
    """A product as it is sold."""

    id: int
    slug: str
    name: str
    kind: str
    zone: ZoneInfo
    place: str
    location: int | None
    notice: int
    horizon: int
    asks: Sequence[str]
    approval: bool
    policy: Sequence[str]

    @property
    def zone_text(self) -> str:
        """Whose clock all times are on."""
        return when.zone_text(self.zone, self.place)

    def today(self, at: datetime) -> date:
        """Which day it is at the venue."""
        return local.day_of(at, self.zone.key)


def sold(*, number: int | None = None, slug: str = "") -> Sold | None:
    """The active product of a number or an address: three queries, one more where no location is named; or a part
    that pages share.
    """
    name = f"cms.booking.sold {number} {slug} {get_language()}"
    return parts.part(name, lambda: _read(number, slug))


def _read(number: int | None, slug: str) -> Sold | None:
    rows = (
        Product.objects.filter(status=Status.ACTIVE).select_related("location").defer("custom", "description")
    )
    row = (rows.filter(pk=number) if number is not None else rows.filter(slug=slug)).first()
    if row is None:
        return None
    place = row.location or Location.objects.order_by("pk").first()
    zone = place.time_zone if place is not None else facts.current().time_zone
    return Sold(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        kind=row.kind,
        zone=local.zone_of(zone),
        place=place.city if place is not None else "",
        location=place.pk if place is not None else None,
        notice=row.notice,
        horizon=row.horizon,
        asks=row.asks,
        approval=row.approval,
        policy=cancelling.describe(cancelling.snapshot(row)),
    )
