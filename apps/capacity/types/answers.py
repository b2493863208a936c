"""What capacity answers: frozen values, instants in UTC, days on the location's clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Held:
    """A claim that was made. `left` is what is free after it, None where time on resources was taken."""

    id: int
    token: UUID
    option: int
    product: int
    departure: int | None = None
    pool: int | None = None
    seats: int = 0
    hold_until: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    resources: tuple[int, ...] = ()
    left: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something cannot be had: a code for programs, a sentence for people."""

    code: str
    sentence: str


class DayState(StrEnum):
    """What a day of a calendar looks like to a party."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar. `left` is the most places that one run, slot or night of it still has."""

    day: date
    state: str
    left: int
    runs: int
    from_price: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One departure of a day."""

    departure: int
    option: int
    starts_at: datetime
    ends_at: datetime
    left: int
    status: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which an appointment can begin, and the resources that are free for it, the best first."""

    starts_at: datetime
    ends_at: datetime
    resources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Night:
    """The night that begins on `day`: free rooms, and the rules for stays that begin, end or pass there."""

    day: date
    left: int
    no_arrival: bool
    no_departure: bool
    nights_min: int
    nights_max: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a stay in one room."""

    resource: int
    first: date
    nights: int

    @property
    def last(self) -> date:
        """The day on which it is left."""
        return self.first + timedelta(days=self.nights)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it can be had, how much is left, and if not why not; `legs` say how a stay could be had all the same."""

    ok: bool
    left: int
    reasons: tuple[Reason, ...] = ()
    legs: tuple[Leg, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay that is offered. `moves` guests' rooms are changed for it; with more than one leg the guest moves."""

    legs: tuple[Leg, ...]
    moves: int = 0

    @property
    def throughout(self) -> bool:
        """Whether it is one room from arrival to departure."""
        return len(self.legs) == 1


@dataclass(frozen=True, slots=True)
class PoolPlace:
    """Free places of a pool, at its location."""

    pool: int
    option: int
    location: int
    left: int
