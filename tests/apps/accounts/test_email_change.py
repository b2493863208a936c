"""Changing one's e-mail: both addresses agree, nobody learns who else is here."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.db import ProgrammingError

from apps.accounts import services
from apps.accounts.models import EmailChange, User
from apps.kernel import clock
from apps.tenancy import context
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "moved@people.example"


def links_by_address() -> dict[str, str]:
    found = {}
    for sent in mail.outbox:
        link = re.search(r"http://localhost:8000(/accounts/email/confirm/\S+)", str(sent.body))
        if link:
            found[sent.to[0]] = link[1]
    return found


def ask(client, email: str = NEW):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    mail.outbox.clear()
    return client.post("/accounts/email/", {"email": email})


def stored(user: User) -> str:
    with context.use_signin():
        return User.objects.values_list("email", flat=True).get(pk=user.pk)


@pytest.mark.parametrize("order", [["old", "new"], ["new", "old"]])
def test_the_change_is_done_when_both_have_confirmed(browser_of, clerk, order) -> None:
    assert ask(browser_of(who=clerk)).status_code == 302
    link = {"old": links_by_address()[clerk.email], "new": links_by_address()[NEW]}
    anybody = browser_of("localhost")
    anybody.get(link[order[0]])
    anybody.post(link[order[0]])
    assert stored(clerk) == clerk.email
    assert "is changed" in anybody.post(link[order[1]]).content.decode()
    assert stored(clerk) == NEW
    with context.use_signin():
        rows = EmailAddress.objects.filter(user_id=clerk.pk)
        assert [(row.email, row.primary, row.verified) for row in rows] == [(NEW, True, True)]
    assert mail.outbox[-1].to == [clerk.email]
    signed = browser_of().post("/accounts/login/", {"login": NEW, "password": PASSWORD})
    assert signed.status_code == 302


def test_opening_a_link_confirms_nothing(browser_of, clerk) -> None:
    ask(browser_of(who=clerk))
    for path in links_by_address().values():
        assert browser_of("localhost").get(path).status_code == 200
    assert stored(clerk) == clerk.email


def test_one_address_alone_is_not_enough_however_often(browser_of, clerk) -> None:
    ask(browser_of(who=clerk))
    path = links_by_address()[NEW]
    for _ in range(3):
        assert "other address" in browser_of("localhost").post(path).content.decode()
    assert stored(clerk) == clerk.email


def test_it_works_with_an_authenticator_app_turned_on(browser_of, clerk, coral) -> None:
    client = browser_of(who=clerk)
    with context.use_tenant(coral):
        TOTP.activate(clerk, generate_totp_secret())
    assert ask(client).status_code == 302
    for path in links_by_address().values():
        browser_of("localhost").post(path)
    assert stored(clerk) == NEW


def test_a_taken_address_gets_the_same_answer_and_is_never_taken_over(browser_of, clerk, stranger) -> None:
    client = browser_of(who=clerk)
    free = client.get(ask(client).url).content.decode()
    taken = client.get(ask(client, stranger.email).url).content.decode()
    assert "We have written to both addresses" in free
    assert "We have written to both addresses" in taken
    assert {sent.to[0] for sent in mail.outbox} == {clerk.email, stranger.email}
    assert set(links_by_address()) == {clerk.email}
    page = browser_of("localhost").post(links_by_address()[clerk.email]).content.decode()
    assert "as soon as the other address confirms" in page
    assert stored(clerk) == clerk.email
    assert stored(stranger) == stranger.email


def test_an_address_taken_in_between_changes_nothing(browser_of, clerk, stranger) -> None:
    ask(browser_of(who=clerk))
    link = links_by_address()
    browser_of("localhost").post(link[clerk.email])
    with context.use_platform():
        User.objects.filter(pk=stranger.pk).update(email=NEW)
    assert browser_of("localhost").post(link[NEW]).status_code == 200
    assert stored(clerk) == clerk.email
    assert stored(stranger) == NEW


def test_a_second_wish_replaces_the_first(browser_of, clerk) -> None:
    client = browser_of(who=clerk)
    ask(client)
    old = links_by_address()
    ask(client, "elsewhere@people.example")
    assert browser_of("localhost").get(old[NEW]).status_code == 410
    with context.use_platform():
        assert EmailChange.objects.get().email == "elsewhere@people.example"


def test_a_link_ends_after_a_day(browser_of, clerk) -> None:
    ask(browser_of(who=clerk))
    path = links_by_address()[NEW]
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1)):
        assert browser_of("localhost").get(path).status_code == 410


def test_the_address_one_has_is_refused(browser_of, clerk) -> None:
    page = ask(browser_of(who=clerk), clerk.email.upper()).content.decode()
    assert "This is your e-mail already" in page
    assert not mail.outbox


def test_the_change_is_known_to_the_platform_role_alone(clerk, coral) -> None:
    services.start_email_change(user=clerk, email=NEW, at=clock.now())
    for binding in (context.use_tenant(coral), context.use_signin()):
        with binding, pytest.raises(ProgrammingError, match="permission denied"), context.atomic():
            EmailChange.objects.count()


def test_the_password_is_asked_again_first(browser_of, clerk) -> None:
    client = browser_of(who=clerk)
    assert client.get("/accounts/email/").url.startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/accounts/email/").status_code == 200
