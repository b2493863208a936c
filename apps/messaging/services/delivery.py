"""Sending what waits. The row is the record: whoever sends takes it for some minutes, sends outside any transaction,
and says how it went. A worker that dies in between leaves a message that is sent again, under the same Message-ID.
"""

import logging
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from apps.messaging.enclosing import enclose
from apps.messaging.models import Message
from apps.messaging.services.sending import WORK
from apps.messaging.types import State
from apps.tenancy import context, facts, waking

log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 6
_TAKEN: Final = timedelta(minutes=5)  # longer than a mail server may be silent, attachments drawn included
_FIRST_WAIT: Final = timedelta(minutes=1)
_MOST_AT_ONCE: Final = 50
_PERMANENT: Final = 500  # of SMTP's answers


def deliver(*, at: datetime) -> bool:
    """Send what waits in the bound business, oldest first; answers whether there may be more. Raises NoTenant."""
    waking.heard(WORK)
    due = list(Message.objects.due(at=at).order_by("pk").values_list("pk", flat=True)[:_MOST_AT_ONCE])
    for pk in due:
        message = _take(pk, at=at)
        if message is not None:
            _send(message, at=at)
    return len(due) == _MOST_AT_ONCE


def _take(pk: int, *, at: datetime) -> Message | None:
    """The message, ours for some minutes; None when another has it or it was stopped."""
    with context.atomic():
        rows = Message.objects.due(at=at).filter(pk=pk).order_by()
        message = next(iter(rows.select_for_update(skip_locked=True, of=("self",))), None)
        if message is not None:
            message.attempts += 1
            message.due_at = at + _TAKEN
            message.save(update_fields=["attempts", "due_at"])
    return message


def _send(message: Message, *, at: datetime) -> None:
    try:
        _mail(message).send()
    except Exception as error:  # noqa: BLE001  a drawing or a mail server may fail in any way
        log.warning("messages.not_sent", extra={"number": message.pk, "error": type(error).__name__})
        _failed(message, error, at=at)
        return
    mine = Message.objects.filter(pk=message.pk, state__in=[State.WAITING, State.STOPPED])
    mine.update(state=State.SENT, sent_at=at, error="")


def _mail(message: Message) -> EmailMultiAlternatives:
    business = facts.current()
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        formataddr((business.name, address)),
        [message.to_address],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            "Message-ID": f"<message-{message.pk}@{business.host}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.enclosed:
        enclosed = enclose(message, attachment)
        mail.attach(enclosed.name, enclosed.content, enclosed.type)
    return mail


def _failed(message: Message, error: Exception, *, at: datetime) -> None:
    """Wait longer, or give up: after six attempts, or when the other side will not have it. Keeps no address."""
    over = message.attempts >= MOST_ATTEMPTS or _is_permanent(error)
    message.state = State.FAILED if over else State.WAITING
    message.error = _named(error)
    factor: int = 4 ** (message.attempts - 1)
    message.due_at = at + _FIRST_WAIT * factor
    mine = Message.objects.filter(pk=message.pk, state=State.WAITING)
    mine.update(state=message.state, error=message.error, due_at=message.due_at)


def _code(error: Exception) -> int | None:
    if isinstance(error, SMTPRecipientsRefused):
        return min((code for code, _said in error.recipients.values()), default=None)
    return error.smtp_code if isinstance(error, SMTPResponseException) else None


def _is_permanent(error: Exception) -> bool:
    code = _code(error)
    return code is not None and code >= _PERMANENT


def _named(error: Exception) -> str:
    code = _code(error)
    return type(error).__name__ if code is None else f"{type(error).__name__} {code}"
