"""The back office of what comes in by the site."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Board, Screen, Section
from apps.backoffice.screens.registry import screen
from cms.contact import services
from cms.contact.models import ContactMessage, ContactState

CHANGE = "cms.change_contactmessage"


class MarkAnswered(Action):
    """Take it off everybody's list."""

    key, label, icon, needs = "answered", _("Mark as answered"), "mark_email_read", CHANGE

    @classmethod
    def applies(cls, record: ContactMessage) -> bool:
        """What is new."""
        return record.state == ContactState.NEW

    @staticmethod
    def run(*, records: Sequence[ContactMessage], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for record in records:
            services.answer(record=record, by=by, at=at)


class MarkNew(Action):
    """Put it back on the list."""

    key, label, icon, needs = "new", _("Mark as new"), "mark_email_unread", CHANGE

    @classmethod
    def applies(cls, record: ContactMessage) -> bool:
        """What is answered."""
        return record.state == ContactState.ANSWERED

    @staticmethod
    def run(*, records: Sequence[ContactMessage], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for record in records:
            services.reopen(record=record, by=by, at=at)


@screen(ContactMessage, group=_("Website"), icon="mail", position=300)
class ContactMessageScreen(Screen):
    """What visitors have written; nobody edits it."""

    about = _("What visitors wrote with the forms of the site.")
    columns = ("name", "email", "message", "state", "received_at")
    filters = ("state", "received_at", "language")
    ordering = ("-received_at", "-id")
    search = ("name", "email", "message")
    sections = (
        Section(_("Message"), ("name", "email", "phone", "message")),
        Section(_("How it came"), ("page_title", "language", "received_at", "agreed_to")),
        Section(_("Answer"), ("state", "answered_by", "answered_at")),
    )
    readonly = (
        *("name", "email", "phone", "message", "page_title", "language", "received_at", "agreed_to"),
        *("state", "answered_by", "answered_at"),
    )
    actions = (MarkAnswered, MarkNew)
    board = Board("state", services.move, ("email", "received_at"), newest_first=tuple(ContactState.values))
    addable = importable = False
