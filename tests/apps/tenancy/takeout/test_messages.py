"""Messages come along with what they are about; events stay where they were handled."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.events.models import OutboxEvent
from apps.messaging.models import Message
from apps.messaging.types import Attachment
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_log_of_messages_names_the_new_rows_and_files(coral, restored):
    with context.use_tenant(coral):
        place = Location.objects.get()
        path = default_storage.save("note.txt", ContentFile(b"bring a towel"))
        Message.objects.create(
            occasion="booking_confirmed",
            language="en",
            to_address="maria@example.com",
            subject="Hello",
            text="Hello",
            about=f"location:{place.pk}",
            once="12:bookings.send",
            attachments=[
                Attachment("Note.txt", file=path).as_json(),
                Attachment("Booking.pdf", made_by="x", about=f"location:{place.pk}").as_json(),
            ],
            state="sent",
            sent_at=NOW,
        )
        OutboxEvent.objects.create(kind="tests.gone", payload={"location": place.pk})
    reef = restored(coral)
    with context.use_tenant(reef):
        message, new = Message.objects.get(), Location.objects.get()
        assert (message.about, message.once) == (f"location:{new.pk}", "")
        note, drawn = message.enclosed
        assert note.file.startswith(f"tenants/{reef.pk}/")
        with default_storage.open(note.file) as file:
            assert file.read() == b"bring a towel"
        assert drawn.about == f"location:{new.pk}"
        assert not OutboxEvent.objects.exists()
