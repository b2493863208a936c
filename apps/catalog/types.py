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


class DepositKind(TextChoices):
    """What is asked for when a booking is made."""

    NONE = "none", _("No deposit")
    PERCENT = "percent", _("A part of the price")
    FIXED = "fixed", _("A fixed amount")
    FULL = "full", _("The whole price")


class Change(TextChoices):
    """How a rule changes a price. A percentage or an amount may be below zero, which makes it cheaper."""

    PERCENT = "percent", _("Percent")
    FIXED = "fixed", _("Amount")


class Reason(TextChoices):
    """Which rule changed a price."""

    SEASON = "season", _("Season")
    GROUP = "group", _("Group")
    EARLY_BIRD = "early_bird", _("Early bird")
    CODE = "code", _("Code")
    MANUAL = "manual", _("By hand")


class TaxKind(TextChoices):
    """What a tax is counted on."""

    PERCENT = "percent", _("Percent of the price")
    PERSON_NIGHT = "person_night", _("Amount per person and night")
    UNIT = "unit", _("Amount per unit sold")


class Ask(TextChoices):
    """What a product asks of those who book it, besides the owner's own public fields."""

    NAMES = "names", _("Names of all who come")
    AGES = "ages", _("Ages of all who come")
    DIET = "diet", _("Dietary restrictions")
    REQUESTS = "requests", _("Special requests")
    ADDRESS = "address", _("Address where it takes place")
    VEHICLE = "vehicle", _("Vehicle")
    PLATE = "plate", _("Licence plate")
