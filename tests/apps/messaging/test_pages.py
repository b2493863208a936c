"""The log and the texts in the back office."""

import re
from html import unescape

import pytest

from apps.messaging import services
from apps.messaging.models import Message, MessageText
from apps.messaging.types import Attachment
from apps.tenancy import context
from tests.apps.messaging.conftest import send
from tests.conftest import NOW

LIST, TEXTS = "/admin/messaging/message/", "/admin/messaging/messagetext/"


def text(response) -> str:
    return str(response.content.decode())


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


@pytest.fixture
def message(coral) -> Message:
    with context.use_tenant(coral):
        made = send(about="location:1", attachments=[Attachment("Booking 7.pdf", made_by="tests.paper")])
    assert made is not None
    return made


def test_the_log_is_searched_and_a_message_shows_its_words_and_attachments(office, message):
    assert "Confirmed: Reef trip" in text(office.get(LIST, {"q": "maria@example"}))
    page = text(office.get(f"{LIST}{message.pk}/"))
    assert "Hello María &lt;Núñez&gt;," in page
    assert f'<a href="{LIST}{message.pk}/attachments/0/" download>Booking 7.pdf</a>' in page
    assert f"{LIST}{message.pk}/html/" in page
    assert "Booking confirmed" in page


def test_an_attachment_is_saved_and_never_run(office, message):
    answer = office.get(f"{LIST}{message.pk}/attachments/0/")
    assert answer.content == b"%PDF location:1 en"
    assert answer["Content-Disposition"] == 'attachment; filename="Booking 7.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert office.get(f"{LIST}{message.pk}/attachments/1/").status_code == 404


def test_the_html_is_shown_where_nothing_runs(office, message):
    answer = office.get(f"{LIST}{message.pk}/html/")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "Reef trip" in text(answer)


def test_a_message_is_stopped_and_sent_again(office, message, coral):
    office.post(f"{LIST}{message.pk}/do/stop/", {"confirmed": "1"})
    with context.use_tenant(coral):
        assert Message.objects.get().state == "stopped"
    office.post(f"{LIST}{message.pk}/do/send_again/", {"confirmed": "1"})
    with context.use_tenant(coral):
        assert Message.objects.get().state == "waiting"


def test_pages_of_a_message_are_not_there_for_strangers(browser_of, stranger, message):
    other = browser_of("northgate.localhost", stranger)
    for part in ("", "attachments/0/", "html/"):
        assert other.get(f"{LIST}{message.pk}/{part}").status_code == 404


def test_who_may_not_see_messages_sees_none(browser_of, guide, message):
    browser = browser_of(who=guide)
    for part in ("", "attachments/0/", "html/"):
        assert browser.get(f"{LIST}{message.pk}/{part}").status_code == 403


def test_the_texts_say_whose_words_are_used(office, coral):
    page = text(office.get("/admin/messaging/texts/"))
    assert "Ours: change it" in page
    assert "None: write one" in page
    (address,) = re.findall(rf'href="({TEXTS}add/\?key=booking_confirmed&amp;language=es[^"]*)"', page)
    form = text(office.get(unescape(address)))
    assert "Confirmada: {product}, {date}" in form
    assert "Su reserva está confirmada." in form


def test_a_text_is_written_previewed_and_refused_when_it_asks_for_the_unknown(office, coral):
    values = {
        "key": "welcome",
        "language": "en",
        "subject": "Hi {name}",
        "text": "Welcome to {business}, {nmae}",
    }
    page = text(office.post(f"{TEXTS}add/", values))
    assert "“{nmae}” is not something that can be filled in." in page
    answer = office.post(f"{TEXTS}add/", {**values, "text": "Welcome to {business}, {name}"})
    assert answer.status_code == 302
    with context.use_tenant(coral):
        row = MessageText.objects.get()
    page = text(office.get(f"{TEXTS}{row.pk}/"))
    assert "Welcome to Coral &amp; Current, Alex Morgan" in page


def test_a_language_has_one_text(office, coral):
    values = {"key": "welcome", "language": "en", "subject": "Hi", "text": "Welcome"}
    office.post(f"{TEXTS}add/", values)
    assert "There is a text for this message" in text(office.post(f"{TEXTS}add/", values))


def test_sending_again_is_logged_by_who_did_it(office, message, coral, owner):
    with context.use_tenant(coral):
        services.deliver(at=NOW)
    office.post(f"{LIST}{message.pk}/do/send_again/", {"confirmed": "1"})
    assert text(office.get(f"{LIST}{message.pk}/history/"))
