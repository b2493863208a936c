"""Departures, pools, resources, and what claims them."""

from apps.capacity.models.departures import Departure, DepartureSession, Pool
from apps.capacity.models.holds import Hold, Reservation
from apps.capacity.models.patterns import Pattern, PatternSession
from apps.capacity.models.resources import (
    Requirement,
    Resource,
    ResourceClass,
    ResourceSkill,
    Skill,
    WorkingException,
    WorkingHours,
)

__all__ = [
    "Departure",
    "DepartureSession",
    "Hold",
    "Pattern",
    "PatternSession",
    "Pool",
    "Requirement",
    "Reservation",
    "Resource",
    "ResourceClass",
    "ResourceSkill",
    "Skill",
    "WorkingException",
    "WorkingHours",
]
