"""Messages from the site."""

from typing import Any

import pytest
from django.core import mail

from apps.tenancy import context
from apps.tenancy.models import Location
from cms.contact import services, tasks
from cms.contact.models import ContactMessage
from tests.cms.conftest import files
from tests.conftest import NOW

__all__ = ["files"]
FROM_HERE = {"origin": "http://coral.localhost"}
GOOD = {
    "name": "Ana Pérez",
    "email": "ana@example.com",
    "phone": "",
    "message": "Is the water warm?\nTwo of us.",
    "agreed": "on",
    "website": "",
}


def send(browser: Any, headers: Any = FROM_HERE, **changed: Any) -> Any:
    """Press the button."""
    return browser.post("/contact/", {**GOOD, **changed}, headers=headers)


def stored(coral: Any) -> list[ContactMessage]:
    """What the business has."""
    with context.use_tenant(coral):
        return list(ContactMessage.objects.order_by("pk"))


def test_a_message_is_stored_and_thanked_for(browser_of, coral):
    browser = browser_of()
    shown = browser.get("/contact/").content.decode()
    assert "Coral &amp; Current may use what I write to answer me" in shown
    answer = send(browser)
    assert (answer.status_code, answer["Location"]) == (303, "/contact/?sent=1#sent")
    thanks = browser.get(answer["Location"]).content.decode()
    assert "Thank you" in thanks and "<form class=" not in thanks.split('class="site-footer"')[0]
    (message,) = stored(coral)
    assert (message.name, message.email, message.state) == ("Ana Pérez", "ana@example.com", "new")
    assert message.message == "Is the water warm?\nTwo of us." and message.page_title == "Contact"
    assert "Coral & Current" in message.agreed_to and message.language == "en"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"email": "ana"}, "valid email"),
        ({"message": " "}, "This field is required"),
        ({"message": "x" * 4001}, "at most 4000"),
        ({"agreed": ""}, "Please tick it"),
        ({"name": "x" * 121}, "at most 120"),
        ({"name": "a\0b"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_written_stays(
    browser_of, coral, changed, sentence
):
    response = send(browser_of(), **changed)
    html = response.content.decode()
    assert response.status_code == 422 and sentence in html
    for key in ("name", "email"):
        if key not in changed:
            assert f'value="{GOOD[key]}"' in html
    assert not stored(coral)


def test_a_program_falls_into_the_trap_and_hears_nothing_of_it(browser_of, coral):
    assert send(browser_of(), website="https://spam.example")["Location"].startswith("/contact/?sent=1")
    assert not stored(coral)


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.example"}])
def test_a_form_on_another_site_is_refused(browser_of, coral, headers):
    assert send(browser_of(), headers=headers).status_code == 403
    assert not stored(coral)


def test_the_sixth_within_ten_minutes_waits(browser_of, coral):
    for _number in range(5):
        assert send(browser_of()).status_code == 303
    refused = send(browser_of())
    assert refused.status_code == 429 and "wait ten minutes" in refused.content.decode()
    assert f'value="{GOOD["name"]}"' in refused.content.decode()
    assert len(stored(coral)) == 5


def test_other_pages_take_no_forms(browser_of, coral):
    assert browser_of().post("/about/", GOOD, headers=FROM_HERE).status_code == 405


def test_the_business_hears_of_it_and_answering_answers_the_visitor(browser_of, in_coral):
    Location.objects.update(email="shop@coral.example")
    send(browser_of())
    tasks.tell.here(stored(in_coral)[0].pk)
    (sent,) = mail.outbox
    assert sent.to == ["shop@coral.example"] and sent.reply_to == ["ana@example.com"]
    assert sent.subject == "Ana Pérez has written on your site"
    assert "Is the water warm?\nTwo of us." in sent.body and "/admin/cms/contactmessage/" in sent.body
    Location.objects.update(email="")
    assert tasks.recipients() == ["owner@coral.example"]


def test_nobody_can_write_headers_into_the_mail(browser_of, in_coral):
    send(browser_of(), name="Ana\r\nBcc: all@example.com")
    for message in stored(in_coral):
        tasks.tell.here(message.pk)
    assert all("Bcc" not in sent.extra_headers and "\n" not in sent.subject for sent in mail.outbox)


def test_staff_see_it_and_mark_it_as_answered(browser_of, coral, owner, clerk, guide, other):
    send(browser_of())
    (message,) = stored(coral)
    office = browser_of(who=clerk)
    page = f"/admin/cms/contactmessage/{message.pk}/"
    assert "Ana Pérez" in office.get("/admin/cms/contactmessage/").content.decode()
    assert "Is the water warm?" in office.get(page).content.decode()
    assert office.get("/admin/cms/contactmessage/add/").status_code in {403, 404}
    assert office.post(f"{page}do/answered/", {"confirmed": "1"}).status_code == 302
    (message,) = stored(coral)
    assert message.state == "answered" and message.answered_at
    assert browser_of(who=guide).get(page).status_code in {403, 404}
    assert other.get(page).status_code == 404


def test_answering_and_taking_it_back(browser_of, in_coral):
    send(browser_of())
    (message,) = stored(in_coral)
    assert services.move(record=message, state="answered", by=None, at=NOW).answered_at == NOW
    assert services.move(record=message, state="new", by=None, at=NOW).answered_at is None


@pytest.mark.parametrize("headers", [{"origin": "http://["}, {"referer": "http://[::1/contact/"}])
def test_an_address_that_is_none_is_not_ours(browser_of, coral, headers):
    assert send(browser_of(), headers).status_code == 403
    assert stored(coral) == []
