"""The live part of a product's page: what can be chosen of it, by its kind."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from apps.catalog.shown import ProductShown
from apps.catalog.types import Kind
from cms.booking import asked as asked_for
from cms.booking.panels import appointments, departures, goods, passes, rentals, stays
from cms.booking.panels.types import Around, Mine, Panel
from cms.booking.sold import Sold

_BY_KIND: Final[Mapping[str, Callable[[Around], dict[str, Any]]]] = {
    Kind.DEPARTURE: departures.panel,
    Kind.APPOINTMENT: appointments.panel,
    Kind.STAY: stays.panel,
    Kind.RENTAL: rentals.panel,
    Kind.PASS: passes.panel,
    Kind.RETAIL: goods.panel,
}


def panel_of(
    *,
    product: ProductShown,
    sold: Sold,
    values: Mapping[str, Any],
    prefix: str,
    at: datetime,
    given: Mapping[int, int] | None = None,
    mine: Mine | None = None,
) -> Panel | None:
    """The panel of a product as this address asks for it; None where nothing of it has a price.

    `prefix` is what addresses of the language begin with; `mine` is what a booking that is to be changed has.
    """
    if not any(option.units for option in product.options):
        return None
    asked = asked_for.read(values, today=sold.today(at), horizon=sold.horizon)
    around = Around(product=product, sold=sold, asked=asked, at=at, given=given, mine=mine)
    said = _BY_KIND[product.kind](around)
    waitlist = said.pop("waitlist", "")
    return Panel(
        kind=product.kind,
        zone_text=sold.zone_text,
        policy=sold.policy,
        action=f"{prefix}{reverse('booking_add', args=[product.slug])}",
        fragment=f"{prefix}{reverse('booking_panel', args=[product.slug])}",
        asked=asked,
        approval=sold.approval,
        asks=sold.asks,
        waitlist=f"{prefix}{reverse('booking_waitlist', args=[product.slug])}{waitlist}" if waitlist else "",
        **said,
    )
