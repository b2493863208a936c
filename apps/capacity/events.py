"""Facts of capacity. The waitlist, live pages and reports listen."""

from dataclasses import dataclass

from apps.events.types import Event, fact


@dataclass(frozen=True, slots=True)
class _OfHold(Event):
    """What all facts about a claim tell. Facts of one departure or pool come in their order."""

    hold: int
    product: int
    option: int
    departure: int | None = None
    pool: int | None = None
    seats: int = 0

    @property
    def subject(self) -> str:
        if self.departure is not None:
            return f"departure:{self.departure}"
        if self.pool is not None:
            return f"pool:{self.pool}"
        return f"hold:{self.hold}"


@fact("capacity.seats_held")
@dataclass(frozen=True, slots=True)
class SeatsHeld(_OfHold):
    """Places or time were taken for a while."""


@fact("capacity.hold_confirmed")
@dataclass(frozen=True, slots=True)
class HoldConfirmed(_OfHold):
    """They are taken for good. With `again` they had expired and were taken again."""

    again: bool = False


@fact("capacity.hold_changed")
@dataclass(frozen=True, slots=True)
class HoldChanged(_OfHold):
    """A claim takes something else now; `before_*` is what it took."""

    before_departure: int | None = None
    before_seats: int = 0


@fact("capacity.hold_released")
@dataclass(frozen=True, slots=True)
class HoldReleased(_OfHold):
    """Places or time were given back."""


@fact("capacity.hold_expired")
@dataclass(frozen=True, slots=True)
class HoldExpired(_OfHold):
    """Nobody confirmed in time, so they are free again."""


@dataclass(frozen=True, slots=True)
class _OfDeparture(Event):
    departure: int
    product: int
    option: int

    @property
    def subject(self) -> str:
        return f"departure:{self.departure}"


@fact("capacity.departure_opened")
@dataclass(frozen=True, slots=True)
class DepartureOpened(_OfDeparture):
    """It takes bookings again."""


@fact("capacity.departure_closed")
@dataclass(frozen=True, slots=True)
class DepartureClosed(_OfDeparture):
    """It takes no more bookings; what is booked stays."""


@fact("capacity.departure_cancelled")
@dataclass(frozen=True, slots=True)
class DepartureCancelled(_OfDeparture):
    """It does not take place. Whoever sells handles each booking."""

    reason: str = ""


@fact("capacity.departure_completed")
@dataclass(frozen=True, slots=True)
class DepartureCompleted(_OfDeparture):
    """It has taken place."""


@fact("capacity.departure_moved")
@dataclass(frozen=True, slots=True)
class DepartureMoved(_OfDeparture):
    """It takes place at another time, or ends at another, or its later `sessions` do, of which there were
    `sessions_before`. Instants as ISO text.
    """

    starts_at: str = ""
    was: str = ""
    sessions: bool = False
    sessions_before: int = 0


@fact("capacity.places_added")
@dataclass(frozen=True, slots=True)
class PlacesAdded(_OfDeparture):
    """Its capacity was raised."""

    left: int = 0


@fact("capacity.pool_places_added")
@dataclass(frozen=True, slots=True)
class PoolPlacesAdded(Event):
    """A pool of passes has more places, or is sold again."""

    pool: int
    product: int
    option: int
    left: int = 0

    @property
    def subject(self) -> str:
        return f"pool:{self.pool}"
