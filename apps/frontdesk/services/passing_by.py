"""Whoever waits comes before whoever is new, also between the moment places become free and their being offered."""

from collections.abc import Iterable
from datetime import datetime

from apps.bookings import queries as bookings
from apps.capacity.errors import SoldOut
from apps.frontdesk.services.choosing import Chosen
from apps.frontdesk.types import Choice
from apps.sales.models import OrderItem


def check_nobody_waits(wanted: Iterable[Choice | OrderItem], *, at: datetime) -> None:
    """Whether nobody waits for what is wanted whose party fits into what is free: one query as a rule, none for what
    is not counted. Who cannot be served, since things are missing that they need, keeps nobody out. Raises SoldOut.
    For customers; staff decide themselves. Places that were offered are held, and not free.
    """
    numbers = [
        (one.departure_id, one.pool_id) if isinstance(one, OrderItem) else (one.departure, one.pool)
        for one in wanted
    ]
    departures = {departure for departure, _pool in numbers if departure is not None}
    pools = {pool for _departure, pool in numbers if pool is not None}
    if (departures or pools) and bookings.somebody_fits(departures=departures, pools=pools, at=at):
        raise SoldOut(left=0)


def check_change(
    wanted: Chosen, *, departure: int | None, pool: int | None, seats: int, at: datetime
) -> None:
    """The same of what stands already on a departure or pool with so many seats, and is to be as `wanted`: what it has
    it keeps, more or others it takes like somebody new. Raises SoldOut.
    """
    other = (wanted.choice.departure, wanted.choice.pool) != (departure, pool)
    if other or wanted.seats > seats:
        check_nobody_waits([wanted.choice], at=at)
