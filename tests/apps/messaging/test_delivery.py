"""What waits is sent after the commit, tried again when it fails, and given up in the end."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.locmem import EmailBackend
from huey.contrib.djhuey import HUEY

from apps.messaging import services
from apps.messaging.errors import NoAddress, NotWaiting, StillWaiting
from apps.messaging.models import Message
from apps.messaging.services.delivery import MOST_ATTEMPTS
from apps.messaging.types import Attachment
from apps.tenancy import context
from apps.tenancy import tasks as tenancy_tasks
from tests.apps.messaging.conftest import send
from tests.apps.tenancy.test_tasks import run_queue
from tests.conftest import NOW


class Failing(EmailBackend):
    """A mail server that answers as it was told."""

    answer: Exception | None = None

    def send_messages(self, messages):
        if Failing.answer is not None:
            raise Failing.answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    yield Failing
    Failing.answer = None


def test_a_message_leaves_in_the_business_s_name(in_coral):
    message = send(reply_to="dock@coral.example")
    services.deliver(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.attempts) == ("sent", NOW, 1)
    (sent,) = mail.outbox
    assert sent.from_email.startswith('"Coral & Current" <') or sent.from_email.startswith(
        "Coral & Current <"
    )
    assert sent.to == ["maria@example.com"]
    assert sent.reply_to == ["dock@coral.example"]
    assert sent.alternatives[0][1] == "text/html"
    assert sent.extra_headers["Message-ID"] == f"<message-{message.pk}@coral.localhost>"
    services.deliver(at=NOW + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_attachments_are_read_or_drawn_on_the_way(in_coral):
    stored = default_storage.save("note.txt", ContentFile(b"bring a towel"))
    attachments = [Attachment("Note.txt", file=stored), Attachment("Booking.pdf", made_by="tests.paper")]
    send(about="booking:12", language="es", attachments=attachments)
    services.deliver(at=NOW)
    note, paper = mail.outbox[0].attachments
    assert tuple(note)[:2] == ("Note.txt", "bring a towel")
    assert tuple(paper) == ("Booking.pdf", b"%PDF booking:12 es", "application/pdf")


def test_who_is_silent_is_asked_again_later_and_later(in_coral, server):
    send()
    server.answer = SMTPServerDisconnected("gone")
    at = NOW
    for attempt in range(1, MOST_ATTEMPTS + 1):
        services.deliver(at=at)
        row = Message.objects.get()
        assert (row.attempts, row.error) == (attempt, "SMTPServerDisconnected")
        services.deliver(at=row.due_at - timedelta(seconds=1))
        assert Message.objects.get().attempts == attempt
        at = row.due_at
    assert row.state == "failed"
    assert timedelta(hours=5) < at - NOW < timedelta(days=2)


def test_an_address_that_is_refused_for_good_is_not_asked_again(in_coral, server):
    send()
    server.answer = SMTPRecipientsRefused({"maria@example.com": (550, b"no maria@example.com here")})
    services.deliver(at=NOW)
    row = Message.objects.get()
    assert (row.state, row.error) == ("failed", "SMTPRecipientsRefused 550")


def test_an_attachment_that_cannot_be_drawn_keeps_the_message_and_no_secret(in_coral):
    send(about="booking:0", attachments=[Attachment("x.pdf", made_by="tests.paper")])
    send()
    services.deliver(at=NOW)
    failed, sent = Message.objects.order_by("pk")
    assert (failed.state, failed.error) == ("waiting", "ValueError")
    assert sent.state == "sent"


def test_what_was_stopped_does_not_leave(in_coral):
    message = send()
    services.stop(message=message, by=None, at=NOW)
    services.deliver(at=NOW)
    assert mail.outbox == []
    with pytest.raises(NotWaiting):
        services.stop(message=message, by=None, at=NOW)


def test_a_copy_of_what_was_sent_is_sent_again(in_coral):
    message = send(once="1:x")
    with pytest.raises(StillWaiting):
        services.send_again(message=message, by=None, at=NOW)
    services.deliver(at=NOW)
    services.send_again(message=message, by=None, at=NOW)
    services.deliver(at=NOW)
    assert len(mail.outbox) == 2
    assert Message.objects.filter(state="sent").count() == 2


def test_what_failed_is_sent_itself(in_coral):
    message = send()
    Message.objects.update(state="failed", attempts=6, error="x")
    services.send_again(message=message, by=None, at=NOW)
    services.deliver(at=NOW)
    row = Message.objects.get()
    assert (row.state, row.attempts, row.error) == ("sent", 1, "")


def test_what_has_no_address_any_more_stays(in_coral):
    message = send()
    Message.objects.update(state="stopped", to_address="")
    with pytest.raises(NoAddress):
        services.send_again(message=message, by=None, at=NOW)


def test_another_business_s_messages_are_not_sent(coral, northgate):
    with context.use_tenant(coral):
        send()
    with context.use_tenant(northgate):
        services.deliver(at=NOW)
        assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_several_at_once_send_once(coral, race):
    with context.use_tenant(coral):
        for _n in range(6):
            send()
        race(lambda: services.deliver(at=NOW), times=4)
        assert len(mail.outbox) == 6


@pytest.mark.django_db(transaction=True)
def test_a_message_is_sent_after_the_commit_and_what_the_queue_lost_within_the_minute(coral):
    with context.use_tenant(coral):
        with pytest.raises(ZeroDivisionError), context.atomic():
            send()
            raise ZeroDivisionError
        assert HUEY.pending_count() == 0
        send()
        run_queue()
        assert len(mail.outbox) == 1
        send()
    HUEY.flush()
    tenancy_tasks.every_minute.call_local()
    run_queue()
    assert len(mail.outbox) == 2
