"""Plain values of messages."""

from dataclasses import dataclass
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a message travels."""

    EMAIL = "email", _("E-mail")


class State(TextChoices):
    """Where a message is on its way."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    STOPPED = "stopped", _("Stopped")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a message is sent. `shipped` says whether we have words of our own for it."""

    key: str
    label: str | Promise
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and text, with placeholders or filled."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message: stored (`file`, a path in the private storage), or made on the way.

    `made_by` is a key of `ports.MAKERS`, which is given `about`, as "booking:12".
    """

    name: str
    file: str = ""
    made_by: str = ""
    about: str = ""

    def as_json(self) -> dict[str, str]:
        """As the column keeps it."""
        return {"name": self.name, "file": self.file, "made_by": self.made_by, "about": self.about}

    @classmethod
    def of_json(cls, kept: dict[str, Any]) -> Self:
        """What the column keeps."""
        return cls(**{key: str(kept.get(key, "")) for key in ("name", "file", "made_by", "about")})


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment's content, ready to travel."""

    name: str
    content: bytes
    type: str
