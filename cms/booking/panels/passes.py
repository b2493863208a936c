"""Passes: which garage, from which day, for which plate."""

from dataclasses import replace
from typing import Any

from django.utils.translation import ngettext

from apps.capacity import queries as capacity
from apps.capacity.types import PoolPlace
from apps.catalog.shown import OptionShown
from apps.tenancy.models import Location
from cms.booking.day_prices import DayPrices, rules_of
from cms.booking.panels.departures import free
from cms.booking.panels.parties import party
from cms.booking.panels.totals import total
from cms.booking.panels.types import Around, Mine, Pick


def panel(around: Around) -> dict[str, Any]:
    """The garages with what is free in them; for the one chosen a day to begin and how many. Three queries more."""
    asked, product = around.asked, around.product
    options = {option.id: option for option in product.options if option.units}
    mine = around.mine
    pools = [
        _with_own(mine, pool)
        for pool in capacity.pools(product=product.id, at=around.at)
        if pool.option in options
    ]
    if not pools:
        return {}
    rules = rules_of(around.product, at=around.at, today=around.asked.today)
    prices = DayPrices(rules, product=product.id, at=around.at, today=asked.today)
    places = dict(Location.objects.filter(pk__in={pool.location for pool in pools}).values_list("pk", "name"))
    wished = asked.pool or (mine.pool if mine is not None else None)
    chosen = next((pool for pool in pools if pool.pool == wished), None) or next(
        (pool for pool in pools if pool.left > 0), pools[0]
    )
    day = asked.day or asked.today
    several = len(options) > 1
    begun = mine is not None and mine.begun
    found: dict[str, Any] = {
        "times": []
        if begun
        else [
            _pick(
                around,
                pool,
                places[pool.location],
                options[pool.option],
                prices,
                is_chosen=pool is chosen,
                several=several,
            )
            for pool in pools
        ],
        "chosen": places[chosen.location],
        "values": {
            "day": day.isoformat(),
            "first": asked.today.isoformat(),
            "last": asked.last.isoformat(),
            "plate": asked.plate or (mine.plate if mine is not None else ""),
            "begun": "1" if begun else "",
        },
        "hidden": {"option": str(chosen.option), "pool": str(chosen.pool)},
        "left": chosen.left,
        "party": party(
            options[chosen.option], prices, day, people=1, left=chosen.left, given=around.given, one=True
        ),
        "total": total(around, options[chosen.option], prices, day=day, left=chosen.left),
        "is_ready": chosen.left > 0,
    }
    if chosen.left <= 0:
        found["waitlist"] = f"?pool={chosen.pool}"
        found["sentence"] = free(0)
    return found


def _with_own(mine: Mine | None, pool: PoolPlace) -> PoolPlace:
    """Whoever changes a pass has its place to give again."""
    if mine is None or pool.pool != mine.pool:
        return pool
    return replace(pool, left=pool.left + mine.seats)


def _pick(
    around: Around,
    pool: PoolPlace,
    place: str,
    option: OptionShown,
    prices: DayPrices,
    *,
    is_chosen: bool,
    several: bool,
) -> Pick:
    cost = prices.text(prices.lowest([option], around.asked.day or around.asked.today))
    left = ngettext("%(count)d place free", "%(count)d places free", pool.left) % {"count": pool.left}
    parts = [option.name if several else "", cost, left if pool.left > 0 else free(0)]
    return Pick(
        text=place,
        note=" · ".join(part for part in parts if part),
        url=around.link(around.asked.query(pool=pool.pool)),
        is_chosen=is_chosen,
        is_open=pool.left > 0,
    )
