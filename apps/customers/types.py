"""Plain values of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Side = Literal["kept", "other", "both"]
# By attribute key; what is not named keeps the kept record's value unless that is empty.
Choices = Mapping[str, Side]


class Source(TextChoices):
    """How somebody became a customer."""

    WALK_IN = "walk_in", _("Walk-in")
    WEBSITE = "website", _("Website")
    PHONE = "phone", _("Phone")
    REFERRAL = "referral", _("Referral")
    AGENT = "agent", _("Agent")
    IMPORT = "import", _("Import")
    OTHER = "other", _("Other")


class ConsentKind(TextChoices):
    """What a customer can agree to."""

    EMAIL_MARKETING = "email_marketing", _("E-mail marketing")
    SMS_MARKETING = "sms_marketing", _("SMS marketing")
    DATA_PROCESSING = "data_processing", _("Data processing")
    PHOTO = "photo", _("Photos")


class ConsentSource(TextChoices):
    """Where a consent was given or withdrawn."""

    WEBSITE = "website", _("Website")
    COUNTER = "counter", _("At the counter")
    PHONE = "phone", _("Phone")
    LINK = "link", _("Link in a message")
    PAPER = "paper", _("On paper")
    IMPORT = "import", _("Import")


@dataclass(frozen=True, slots=True)
class Match:
    """The customer somebody turned out to be; `created` when nobody was known."""

    customer: Any
    created: bool


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One value of two customers about to be one. `side` is whose wins, "both" when they are put together.

    Values of a `group` come from one side; it is called by the key of its first one.
    """

    key: str
    group: str
    label: str | Promise
    kept: str
    other: str
    result: str
    side: Side
    differs: bool
    choosable: bool


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: values, and how many records of what kind would move, by their names."""

    kept: Any
    other: Any
    lines: Sequence[MergeLine]
    moves: Sequence[tuple[str, int]]
    warnings: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Undone:
    """Both customers after a merge was undone, and in words what could not be brought back."""

    kept: Any
    restored: Any
    left: Sequence[str]


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What undoing a merge would do now.

    `changes` of the kept record are (label, as it is now, as it becomes), `restored` is (label, value) of the record
    that comes back, `returns` counts by their names the records that go back to it. `left` is as in `Undone`.
    """

    kept: Any
    name: str
    changes: Sequence[tuple[str, str, str]]
    restored: Sequence[tuple[str, str]]
    returns: Sequence[tuple[str, int]]
    left: Sequence[str]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A customer who may be the same person, and why."""

    customer: Any
    reasons: Sequence[str | Promise]
    likeness: float
