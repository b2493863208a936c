"""Sessions: seven rolling days, listed over all hosts, ended from anywhere."""

from datetime import timedelta

import pytest
import redis
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import caches

from apps.accounts import sessions, signin
from apps.tenancy import context
from tests.people import BOTH, PASSWORD

# The platform's host and a business's write the same person over two connections.
pytestmark = pytest.mark.django_db(transaction=True)

HOME = "/accounts/sessions/"


def listed(client) -> list[signin.Open]:
    found: list[signin.Open] = client.get(HOME).context["sessions"]
    return found


def test_all_hosts_are_on_the_list_and_one_of_them_is_this(browser_of, coral, northgate) -> None:
    here = browser_of("coral.localhost", BOTH)
    browser_of("northgate.localhost", BOTH)
    browser_of("localhost", BOTH)
    found = listed(here)
    assert {each.host for each in found} == {"coral.localhost", "northgate.localhost", "localhost"}
    assert [each.host for each in found if each.current] == ["coral.localhost"]


def test_a_session_is_ended_from_another_host(browser_of, coral, northgate) -> None:
    here, there = browser_of("coral.localhost", BOTH), browser_of("northgate.localhost", BOTH)
    other = next(each for each in listed(here) if not each.current)
    here.post(HOME, {"session": other.id})
    assert there.get("/home/").status_code == 302
    assert here.get("/home/").status_code == 200
    assert len(listed(here)) == 1


def test_all_others_are_ended_at_once(browser_of, coral, northgate) -> None:
    here = browser_of("coral.localhost", BOTH)
    others = [browser_of(host, BOTH) for host in ("coral.localhost", "northgate.localhost", "localhost")]
    here.post(HOME, {"end": "others"})
    assert [c.get("/accounts/profile/").status_code for c in others] == [302, 302, 302]
    assert here.get("/home/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(browser_of, owner, clerk) -> None:
    mine, theirs = browser_of(who=clerk), browser_of(who=owner)
    target = listed(theirs)[0]
    mine.post(HOME, {"session": target.id})
    assert theirs.get("/home/").status_code == 200


def test_the_list_holds_no_key_that_opens_a_session(browser_of, owner, coral) -> None:
    client = browser_of(who=owner)
    with context.use_tenant(coral):
        row = UserSession.objects.get(user=owner)
    key = client.cookies["sessionid"].value
    assert row.session_key == sessions.digest(key) != key
    thief = browser_of()
    thief.cookies["sessionid"] = row.session_key
    assert thief.get("/home/").status_code == 302


def test_a_session_ends_after_seven_days_without_use_and_lives_on_with_it(browser_of, owner) -> None:
    with time_machine.travel("2026-11-21T10:00:00Z") as clock:
        client = browser_of(who=owner)
        key = client.cookies["sessionid"].value
        clock.shift(timedelta(days=3))
        assert client.get("/home/").status_code == 200
        cookie = client.cookies["sessionid"]
        assert cookie.value == key
        assert cookie["max-age"] == settings.SESSION_COOKIE_AGE == 7 * 24 * 3600


def test_an_entry_lives_seven_days_in_valkey(browser_of, owner) -> None:
    key = browser_of(who=owner).cookies["sessionid"].value
    entry = caches["sessions"].make_key(sessions.SessionStore.cache_key_prefix + sessions.digest(key))
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        assert 0 <= settings.SESSION_COOKIE_AGE - valkey.ttl(entry) <= 60


def test_within_an_hour_a_session_is_not_written_again(browser_of, owner) -> None:
    client = browser_of(who=owner)
    client.get("/home/")
    assert "sessionid" not in client.get("/home/").cookies


def test_last_seen_is_written_every_five_minutes_at_most(browser_of, owner, coral) -> None:
    def last_seen():
        with context.use_tenant(coral):
            return UserSession.objects.values_list("last_seen_at", flat=True).get(user=owner)

    with time_machine.travel("2026-11-21T10:00:00Z") as clock:
        client = browser_of(who=owner)
        first = last_seen()
        clock.shift(200)
        client.get("/home/")
        assert last_seen() == first
        clock.shift(200)
        client.get("/home/")
        assert last_seen() - first >= timedelta(seconds=400)


def test_a_new_password_ends_all_other_sessions(browser_of, coral, northgate) -> None:
    here, there = browser_of("coral.localhost", BOTH), browser_of("northgate.localhost", BOTH)
    new = "another-pier-of-nine"
    response = here.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302, response.content.decode()
    assert here.get("/home/").status_code == 200
    assert there.get("/home/").status_code == 302
    assert len(listed(here)) == 1


def test_a_session_cannot_be_chosen_by_whoever_brings_a_cookie(browser_of, owner) -> None:
    client = browser_of()
    client.cookies["sessionid"] = "a" * 32
    client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != "a" * 32
