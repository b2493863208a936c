"""The back office of messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.screens.declaration import Action, Extension, Link, Related, Screen, Section
from apps.backoffice.screens.registry import SCREENS, extend, screen
from apps.backoffice.screens.subjects import Subject
from apps.backoffice.types import Kind
from apps.customers.models import Customer
from apps.messaging import services
from apps.messaging.models import Message, MessageText
from apps.messaging.occasions import OCCASIONS, SAMPLE
from apps.messaging.types import State, Words
from apps.messaging.wording import filled
from apps.tenancy import facts

CHANGE = "messaging.change_message"


def _occasions() -> list[tuple[str, Any]]:
    return [(key, one.label) for key, one in OCCASIONS.items()]


def _languages() -> list[tuple[str, Any]]:
    return [(code, _(name)) for code, name in settings.LANGUAGES]


class _Attachments(Attribute):
    key, kind, label, editable = "enclosed", Kind.LONG_TEXT, _("Attachments"), False

    def value(self, record: Model) -> Any:
        return ", ".join(one.name for one in record.enclosed) if isinstance(record, Message) else ""

    def cell(self, record: Model) -> SafeString:
        if not isinstance(record, Message):
            return escape("")
        named = (
            (reverse("messaging_attachment", args=[record.pk, place]), one.name)
            for place, one in enumerate(record.enclosed)
        )
        return format_html_join(" ", '<a href="{}" download>{}</a>', named)


class _Preview(Attribute):
    key, kind, label, editable = "preview", Kind.LONG_TEXT, _("As a customer reads it"), False

    def value(self, record: Model) -> Any:
        if not isinstance(record, MessageText) or record.pk is None:
            return ""
        values = {**SAMPLE, "business": facts.current().name}
        said = filled(Words(record.subject, record.text), values)
        return f"{said.subject}\n\n{said.text}"


def _send_again(*, records: list[Message], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    for record in records:
        services.send_again(message=record, by=by, at=at)
    said = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", len(records))
    return said % {"count": len(records)}


def _stop(*, records: list[Message], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    for record in records:
        services.stop(message=record, by=by, at=at)
    said = ngettext("%(count)d message is stopped.", "%(count)d messages are stopped.", len(records))
    return said % {"count": len(records)}


class SendAgain(Action):
    """To who did not get it, or has lost it."""

    key, label, icon, needs = "send_again", _("Send again"), "forward_to_inbox", CHANGE
    about = _("The same words go to the same address. Of a message that was sent, a copy is sent.")
    run = staticmethod(_send_again)

    @classmethod
    def applies(cls, record: Message) -> bool:
        """Not while it waits."""
        return record.state != State.WAITING


class Stop(Action):
    """Before it leaves."""

    key, label, icon, needs, danger = "stop", _("Stop"), "cancel_schedule_send", CHANGE, True
    about = _("The message is not sent.")
    run = staticmethod(_stop)

    @classmethod
    def applies(cls, record: Message) -> bool:
        """Only while it waits."""
        return record.state == State.WAITING


def _ways(record: Message, member: Member) -> Sequence[Link]:
    if not record.html:
        return []
    return [Link(_("As a mail program shows it"), reverse("messaging_html", args=[record.pk]), "mail")]


@screen(Message, group=_("Customers"), icon="mail", position=145)
class MessageScreen(Screen):
    """Everything that was and will be sent."""

    about = _("Everything your customers were sent, and what is about to be.")
    columns = ("subject", "to_address", "occasion", "about", "state", "created_at")
    filters = ("state", "occasion", "channel", "language", "created_at", "sent_at", "customer")
    ordering = ("-id",)
    search = ("subject", "to_address")
    hidden = ("html",)
    choices = {"occasion": _occasions}
    sections = (
        Section(_("Message"), ("subject", "text", "enclosed")),
        Section(_("To whom"), ("to_address", "customer", "language", "channel", "reply_to")),
        Section(
            _("How far"),
            ("state", "created_at", "sent_at", "attempts", "error", "due_at", "occasion", "about"),
        ),
    )
    actions = (SendAgain, Stop)
    link_sources = (_ways,)
    addable = changeable = deletable = importable = False

    def declared_attributes(self) -> list[Attribute]:
        """The columns, what it is about as a link, and its attachments."""
        columns = [one for one in super().declared_attributes() if one.key != "about"]
        return [*columns, Subject("about", _("About")), _Attachments()]


@screen(MessageText, group=_("Settings"), icon="edit_note", position=850)
class MessageTextScreen(Screen):
    """The words of messages."""

    listed = False
    about = _("Your own words for messages. Where there are none, ours are used.")
    columns = ("key", "language", "subject")
    filters = ("key", "language")
    ordering = ("key", "language")
    search = ("subject",)
    choices = {"key": _occasions, "language": _languages}
    sections = (
        Section(_("For what"), ("key", "language")),
        Section(_("Words"), ("subject", "text")),
        Section(_("Preview"), ("preview",), _("With made-up values.")),
    )
    create = staticmethod(services.create_text)
    update = staticmethod(services.update_text)
    importable = False

    def declared_attributes(self) -> list[Attribute]:
        """The columns, and how it reads."""
        return [*super().declared_attributes(), _Preview()]


def _to_customer(record: Customer, member: Member) -> Any:
    messages = SCREENS.get("messaging.message")
    if not messages.may(member, "view"):
        return Message.objects.none()
    return messages.rows(member).filter(customer=record)


@extend(Customer)
class CustomerMessages(Extension):
    """What a customer was sent, on the customer's page."""

    related = (Related("messages", _("Messages"), _to_customer, ("subject", "state", "created_at")),)
