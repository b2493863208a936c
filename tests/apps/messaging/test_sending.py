"""A message is a row, written once, in the words of the business and the language of the customer."""

import pytest

from apps.customers import services as customers
from apps.customers.models import Customer
from apps.messaging import services
from apps.messaging.models import Message, MessageText
from apps.messaging.types import Attachment
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.messaging.conftest import VALUES, send
from tests.conftest import NOW


def test_a_message_is_written_in_our_words(in_coral):
    Location.objects.update(email="hello@coral.example", phone="+5012260000")
    message = send(about="booking:12", attachments=[Attachment("a.pdf", made_by="tests.paper")])
    assert message is not None
    row = Message.objects.get()
    assert row == message
    assert row.subject == "Confirmed: Reef trip, Sat 14 March 2026"
    assert "Hello María <Núñez>," in row.text
    assert "Reef trip\nSat" in row.text
    assert "+5012260000" in row.text
    assert (row.state, row.reply_to, row.about) == ("waiting", "hello@coral.example", "booking:12")
    assert row.enclosed == [Attachment("a.pdf", made_by="tests.paper")]


def test_html_says_the_same_and_nothing_in_it_runs(in_coral):
    message = send(values={**VALUES, "product": '<script>alert("x")</script>'})
    assert message is not None
    assert "<script>" not in message.html
    assert "&lt;script&gt;" in message.html
    assert 'href="https://coral.localhost/b/x?a=1&amp;b=2"' in message.html
    assert 'lang="en"' in message.html
    assert "src=" not in message.html


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("es", "Confirmada: Reef trip, Sat 14 March 2026"),
        ("fr-ca", "Confirmée : Reef trip, Sat 14 March 2026"),
        ("de", "Confirmed: Reef trip, Sat 14 March 2026"),
        ("", "Confirmed: Reef trip, Sat 14 March 2026"),
    ],
)
def test_a_customer_is_written_in_their_language_or_the_business_s(in_coral, language, subject):
    message = send(language=language)
    assert message is not None
    assert message.subject == subject


def test_the_business_s_words_win_over_ours_in_the_same_language(in_coral):
    MessageText.objects.create(key="booking_confirmed", language="en", subject="Ahoy {name}", text="{link}")
    mine, theirs = send(), send(language="es")
    assert mine is not None
    assert theirs is not None
    assert mine.subject == "Ahoy María <Núñez>"
    assert theirs.subject.startswith("Confirmada")


def test_once_is_once(in_coral):
    assert send(once="12:bookings.send") is not None
    assert send(once="12:bookings.send") is None
    assert Message.objects.count() == 1
    assert send() is not None
    assert send() is not None


@pytest.mark.django_db(transaction=True)
def test_once_is_once_for_several_at_once(coral, race):
    with context.use_tenant(coral):
        results = race(lambda: send(once="12:bookings.send"), times=4)
        assert not [one for one in results if isinstance(one, Exception)]
        assert Message.objects.count() == 1


def test_who_has_no_address_and_what_has_no_words_is_not_written(in_coral):
    assert send(to=" ") is None
    assert send(occasion="gift_card") is None
    assert send(occasion="nonsense") is None
    assert not Message.objects.exists()


def test_line_breaks_in_values_do_not_reach_headers(in_coral):
    message = send(values={**VALUES, "product": "Reef\r\nBcc: all@example.com"}, to="a@b.example\r\n")
    assert message is not None
    assert "\n" not in message.subject + message.to_address


def test_writing_costs_the_same_whatever_is_written(in_coral, django_assert_max_num_queries):
    send()
    with django_assert_max_num_queries(7):
        send(once="1:x")


def test_a_customer_s_messages_go_along_and_can_be_forgotten(in_coral):
    customer = customers.create_customer(
        record=Customer(), values={"name": "María", "email": "maria@example.com"}, by=None, at=NOW
    )
    send(customer=customer)
    assert services.forget(customer=customer, at=NOW) == 1
    row = Message.objects.get()
    assert (row.to_address, row.subject, row.text, row.html, row.state) == ("", "", "", "", "stopped")
