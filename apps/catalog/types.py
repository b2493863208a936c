"""Plain values of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How a product is sold."""

    DEPARTURE = "departure", _("Departure")
    APPOINTMENT = "appointment", _("Appointment")
    STAY = "stay", _("Stay")
    RENTAL = "rental", _("Rental")
    PASS = "pass", _("Pass")
    RETAIL = "retail", _("Retail")


class Status(TextChoices):
    """Whether customers see a product."""

    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("Active")
    ARCHIVED = "archived", _("Archived")


# What is back from the archive is looked at before customers see it.
TRANSITIONS: Final[Mapping[str, frozenset[str]]] = {
    Status.DRAFT: frozenset({Status.ACTIVE, Status.ARCHIVED}),
    Status.ACTIVE: frozenset({Status.DRAFT, Status.ARCHIVED}),
    Status.ARCHIVED: frozenset({Status.DRAFT}),
}


class Difficulty(TextChoices):
    """How hard it is for those who take part."""

    EASY = "easy", _("Easy")
    MODERATE = "moderate", _("Moderate")
    CHALLENGING = "challenging", _("Challenging")
    EXPERT = "expert", _("Expert")


class Per(TextChoices):
    """What one price is for."""

    PERSON = "person", _("person")
    NIGHT = "night", _("night")
    VEHICLE = "vehicle", _("vehicle")
    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    ITEM = "item", _("item")
    HOUR = "hour", _("hour")


@dataclass(frozen=True, slots=True)
class Before:
    """What a product was called and whether customers saw it, before it changed."""

    name: str
    status: str
