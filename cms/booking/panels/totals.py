"""What those who were named come to, before anything is put into the basket: asked of the one price function."""

from datetime import date, datetime
from typing import Any

from apps.capacity.errors import SoldOut
from apps.catalog.pricing import BasketItem
from apps.catalog.shown import OptionShown
from apps.catalog.types import Per
from apps.kernel.errors import Refusal
from cms.booking.day_prices import DayPrices
from cms.booking.panels.types import Around, Total


def total(
    around: Around,
    option: OptionShown,
    prices: DayPrices,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    day: date | None = None,
    left: int | None = None,
) -> Total | None:
    """The price of so many as the form says, with how it comes to that; or why not. None where nobody has asked.

    Priced as the basket will be, so that both say the same. No query.
    """
    given = around.given
    if given is None or around.mine is not None:
        return None
    units = {unit.id: unit for unit in option.units}
    quantities = {number: many for number, many in given.items() if many and number in units}
    if not quantities:
        return None
    seats = sum(units[number].seats * many for number, many in quantities.items())
    if left is not None and seats > left:
        return Total(problem=str(SoldOut(left=left)))
    zone = around.sold.zone
    begins = starts_at.astimezone(zone) if starts_at is not None else None
    ends = ends_at.astimezone(zone) if ends_at is not None else None
    timed: dict[str, Any] = {"starts_on": day, "ends_on": None}
    if begins is not None:
        timed = {"starts_on": begins.date(), "starts_at": starts_at}
    if begins is not None and ends is not None:
        # By the clock on the wall, as orders count.
        length = ends.replace(tzinfo=None) - begins.replace(tzinfo=None)
        timed |= {"ends_on": ends.date(), "minutes": int(length.total_seconds()) // 60}
    people = sum(
        max(units[number].seats, 1) * many
        for number, many in quantities.items()
        if units[number].price.per == Per.PERSON
    )
    item = BasketItem(
        key="total",
        product=around.product.id,
        option=option.id,
        quantities=quantities,
        people=people or sum(quantities.values()),
        **timed,
    )
    try:
        amount, lines = prices.whole(item)
    except Refusal as refusal:
        return Total(problem=str(refusal))
    return Total(price=amount, lines=lines)
