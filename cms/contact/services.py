"""Writes about messages from the site."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from apps.accounts.models import Member
from apps.tenancy import context, limits
from cms.contact import tasks
from cms.contact.errors import TooManyMessages
from cms.contact.forms import agreement
from cms.contact.models import ContactMessage, ContactState

# Of one address, and of all of them together, which would be somebody with many addresses.
EACH: Final = (5, 600)
ALL: Final = (100, 3600)


def receive(
    *, values: Mapping[str, Any], page_title: str, language: str, address: str | None, at: datetime
) -> ContactMessage:
    """Store a message that the form has checked; the business is told once it is stored. Raises TooManyMessages."""
    if limits.is_over(f"contact:{address}", *EACH) or limits.is_over("contact", *ALL):
        raise TooManyMessages
    with context.atomic():
        message = ContactMessage.objects.create(
            **{key: values[key] for key in ("name", "email", "phone", "message")},
            agreed_to=agreement(),
            page_title=page_title,
            language=language,
            received_at=at,
        )
        tasks.tell(message.pk)
    return message


def answer(*, record: ContactMessage, by: Member | None, at: datetime) -> ContactMessage:
    """Note that somebody has answered. Locks the message."""
    return _move(record, ContactState.ANSWERED, by, at)


def reopen(*, record: ContactMessage, by: Member | None, at: datetime) -> ContactMessage:
    """Nobody has answered after all. Locks the message."""
    return _move(record, ContactState.NEW, None, None)


def move(*, record: ContactMessage, state: str, by: Member | None, at: datetime) -> ContactMessage:
    """One of the two, as dragged."""
    return (answer if state == ContactState.ANSWERED else reopen)(record=record, by=by, at=at)


def _move(
    record: ContactMessage, state: ContactState, by: Member | None, at: datetime | None
) -> ContactMessage:
    with context.atomic():
        row = ContactMessage.objects.select_for_update(of=("self",)).get(pk=record.pk)
        if row.state != state:
            row.state, row.answered_by, row.answered_at = state, by, at
            row.save(update_fields=["state", "answered_by", "answered_at"])
    return row
