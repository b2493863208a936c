"""Resetting a forgotten password: the same answer for everybody, one link, every session over."""

import re

import pytest
from django.core import mail

from tests.people import BOTH, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "another-pier-of-nine"
FORM = "/accounts/password/reset/"


def ask(client, email: str):
    mail.outbox.clear()
    return client.post(FORM, {"email": email})


def link(host: str = "coral.localhost") -> str:
    found = re.search(
        rf"http://{re.escape(host)}(?::\d+)?(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body)
    )
    assert found is not None, mail.outbox[-1].body
    return found[1]


def choose(client, path: str, password: str = NEW):
    form = client.get(path)
    assert form.status_code == 302, "the key leaves the address at once"
    return client.post(form.url, {"password1": password, "password2": password})


@pytest.mark.parametrize("host", ["coral.localhost", "localhost"])
def test_the_link_leads_to_the_host_it_was_asked_on_and_sets_a_password(browser_of, owner, host) -> None:
    client = browser_of(host)
    assert ask(client, owner.email).status_code == 302
    assert mail.outbox[-1].to == [owner.email]
    assert choose(client, link(host)).status_code == 302
    refused = client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    assert refused.status_code == 200
    assert client.post("/accounts/login/", {"login": owner.email, "password": NEW}).status_code == 302


def test_a_link_works_once(browser_of, owner) -> None:
    ask(browser_of(), owner.email)
    path = link()
    choose(browser_of(), path)
    assert "no longer valid" in browser_of().get(path).content.decode()


@pytest.mark.parametrize("email", ["owner@northgate.example", "nobody@nowhere.example"])
def test_strangers_get_the_same_answer_and_a_mail_without_a_link(browser_of, owner, northgate, email) -> None:
    client = browser_of()
    known, unknown = ask(client, owner.email), ask(client, email)
    assert (unknown.status_code, unknown.url) == (known.status_code, known.url)
    assert "password/reset/key" not in mail.outbox[-1].body


def test_a_reset_ends_every_session_on_every_host(browser_of, coral, northgate) -> None:
    signed_in = [browser_of(host, BOTH) for host in ("coral.localhost", "northgate.localhost", "localhost")]
    ask(browser_of(), BOTH)
    choose(browser_of(), link())
    assert [client.get("/accounts/profile/").status_code for client in signed_in] == [302, 302, 302]


def test_a_weak_password_is_refused(browser_of, owner) -> None:
    client = browser_of()
    ask(client, owner.email)
    page = choose(client, link(), "12345").content.decode()
    assert "too short" in page
