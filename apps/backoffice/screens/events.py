"""The screen of the outbox: what happened here and what followed from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.screens.declaration import Action, Fact, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.backoffice.screens.subjects import Subject
from apps.backoffice.screens.tenancy import BUSINESS
from apps.backoffice.types import Kind
from apps.events import services
from apps.events.models import OutboxEvent, State

CHANGE = "events.change_outboxevent"


class _Title(Attribute):
    key, kind, label, editable = "title", Kind.TEXT, _("What happened"), False

    def value(self, record: Model) -> Any:
        return getattr(record, "title", "")


class _Content(Attribute):
    key, kind, label, editable = "content", Kind.LONG_TEXT, _("Content"), False

    def value(self, record: Model) -> Any:
        payload = getattr(record, "payload", None)
        if not isinstance(payload, dict):
            return ""
        return "\n".join(f"{name}: {value}" for name, value in payload.items())


def _retry(*, records: list[OutboxEvent], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    for record in records:
        services.retry(event=record, by=by, at=at)
    said = ngettext("%(count)d event is tried again.", "%(count)d events are tried again.", len(records))
    return said % {"count": len(records)}


def _discard(*, records: list[OutboxEvent], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    for record in records:
        services.discard(event=record, by=by, at=at)
    said = ngettext("%(count)d event is discarded.", "%(count)d events are discarded.", len(records))
    return said % {"count": len(records)}


class _OfDead(Action):
    needs = CHANGE

    @classmethod
    def applies(cls, record: OutboxEvent) -> bool:
        """Only what was given up waits for a person."""
        return record.state == State.DEAD


class RetryEvent(_OfDead):
    """Have those act who have not managed."""

    key, label, icon = "retry", _("Try again"), "replay"
    about = _("Whatever has not followed from it yet is done now. What has been done is not done twice.")
    run = staticmethod(_retry)


class DiscardEvent(_OfDead):
    """Leave undone what could not be done."""

    key, label, icon, danger = "discard", _("Discard"), "delete_sweep", True
    about = _("What should have followed from it, such as a message, will not happen.")
    run = staticmethod(_discard)


def _history(record: OutboxEvent, member: Member) -> Sequence[Fact]:
    acted = [
        Fact(one.at, _t("Done: %(what)s") % {"what": one.handler}, icon="check")
        for one in record.handled.all()
    ]
    decided = [Fact(one.at, str(one), one.error, icon="person") for one in record.decisions.all()]
    return [*acted, *decided]


@screen(OutboxEvent, group=BUSINESS, icon="outbox", position=890)
class OutboxEventScreen(Screen):
    """What happened, and whether everything that follows from it was done."""

    about = _("What happened here, and whether everything that follows from it was done. Kept for 90 days.")
    columns = ("title", "subject", "state", "recorded_at", "attempts", "error")
    filters = ("state", "kind", "recorded_at", "attempts")
    ordering = ("-id",)
    # No index: what stands here is not looked for by name, and its writers are in a hurry.
    search_lookups = ("kind", "subject", "error")
    search_everywhere = False
    sections = (
        Section(_("What"), ("title", "subject", "content", "kind", "recorded_at")),
        Section(_("What followed"), ("state", "settled_at", "attempts", "error", "due_at")),
    )
    actions = (RetryEvent, DiscardEvent)
    timelines = (_history,)
    addable = changeable = deletable = importable = False

    def declared_attributes(self) -> list[Attribute]:
        """The columns, and what is made of them."""
        columns = [one for one in super().declared_attributes() if one.key != "subject"]
        return [_Title(), Subject("subject", _("About")), _Content(), *columns]
