"""Plain values of capacity."""

from apps.capacity.types.answers import (
    Answer,
    Day,
    Held,
    Leg,
    Night,
    PoolPlace,
    Reason,
    Run,
    Slot,
    Stay,
)
from apps.capacity.types.choices import (
    LIVE,
    TRANSITIONS,
    DepartureStatus,
    Each,
    ExceptionKind,
    HoldStatus,
    PatternKind,
    ReservationKind,
    ResourceKind,
)

__all__ = [
    "LIVE",
    "TRANSITIONS",
    "Answer",
    "Day",
    "DepartureStatus",
    "Each",
    "ExceptionKind",
    "Held",
    "HoldStatus",
    "Leg",
    "Night",
    "PatternKind",
    "PoolPlace",
    "Reason",
    "ReservationKind",
    "ResourceKind",
    "Run",
    "Slot",
    "Stay",
]
