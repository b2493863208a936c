"""What bookings do when places become free by themselves."""

from datetime import datetime

from apps.bookings import services
from apps.capacity.events import (
    DepartureMoved,
    DepartureOpened,
    HoldExpired,
    HoldReleased,
    PlacesAdded,
    PoolPlacesAdded,
)
from apps.events.ports import on


@on(HoldReleased, key="bookings.offer_released")
def offer_released(event: HoldReleased, *, at: datetime) -> None:
    """Somebody gave places back."""
    _offer(event.departure, event.pool, at=at)


@on(HoldExpired, key="bookings.offer_expired")
def offer_expired(event: HoldExpired, *, at: datetime) -> None:
    """Somebody did not book what was held for them."""
    _offer(event.departure, event.pool, at=at)


@on(PlacesAdded, key="bookings.offer_added")
def offer_added(event: PlacesAdded, *, at: datetime) -> None:
    """A bigger boat."""
    _offer(event.departure, None, at=at)


@on(PoolPlacesAdded, key="bookings.offer_pool_added")
def offer_pool_added(event: PoolPlacesAdded, *, at: datetime) -> None:
    """More passes."""
    _offer(None, event.pool, at=at)


@on(DepartureOpened, key="bookings.offer_opened")
def offer_opened(event: DepartureOpened, *, at: datetime) -> None:
    """It takes bookings again."""
    _offer(event.departure, None, at=at)


@on(DepartureMoved, key="bookings.follow_departure")
def follow_departure(event: DepartureMoved, *, at: datetime) -> None:
    """It takes place at another time, and so does what was booked of it."""
    entries = event.sessions_before + 1 if event.sessions else 0
    services.follow_departure(departure=event.departure, sessions=event.sessions, entries=entries, at=at)


def _offer(departure: int | None, pool: int | None, *, at: datetime) -> None:
    if departure is not None or pool is not None:
        services.offer_places(departure=departure, pool=pool, at=at)
