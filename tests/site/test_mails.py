"""The demo shows what it would have sent, with attachments; a real installation shows nothing."""

import re

import pytest
from django.core.mail import EmailMultiAlternatives

PAGES = ("/mails/", "/mails/1/", "/mails/1/attachments/0/")


@pytest.fixture
def demo(settings, tmp_path):
    settings.EMAIL_BACKEND = "quayside.mail_files.InOrder"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.DEMO = True
    return settings


def send(subject: str = "Confirmed: Reef trip – Zoë") -> None:
    mail = EmailMultiAlternatives(subject, "Hello <b>\nhttps://x.example/b/1", "a@b.example", ["c@d.example"])
    mail.attach_alternative("<p>Hello</p>", "text/html")
    mail.attach("Booking Ä.pdf", b"%PDF-1.4 \x00\xff", "application/pdf")
    mail.send()


def test_mails_stand_newest_first_with_words_and_attachments(db, demo, browser_of):
    browser = browser_of("localhost")
    assert "Nothing has been sent yet" in browser.get("/mails/").content.decode()
    send("First")
    send()
    page = browser.get("/mails/").content.decode()
    assert page.index("Confirmed: Reef trip – Zoë") < page.index("First")
    page = browser.get("/mails/2/").content.decode()
    assert "Hello &lt;b&gt;" in page
    assert 'href="https://x.example/b/1"' in page
    assert "Booking Ä.pdf" in page
    answer = browser.get("/mails/2/attachments/0/")
    assert answer.content == b"%PDF-1.4 \x00\xff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "attachment" in answer["Content-Disposition"]


def test_mails_of_one_second_stand_in_order(db, demo, browser_of):
    for number in range(12):
        send(f"Mail {number:02}")
    page = browser_of("localhost").get("/mails/").content.decode()
    assert re.findall(r"Mail \d\d", page) == [f"Mail {number:02}" for number in reversed(range(12))]


def test_what_is_not_there_is_not_found(db, demo, browser_of):
    send()
    for path in ("/mails/7/", "/mails/1/attachments/1/"):
        assert browser_of("localhost").get(path).status_code == 404


def test_outside_the_demo_and_on_a_business_s_host_there_is_nothing(db, demo, browser_of, coral):
    send()
    for path in PAGES:
        assert browser_of("coral.localhost").get(path).status_code == 404
    demo.DEMO = False
    for path in PAGES:
        assert browser_of("localhost").get(path).status_code == 404
