"""From the platform's host to a business's host without another password."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
import time_machine

from apps.accounts import handover
from tests.people import BOTH, PASSWORD

# The platform's host and a business's write the same person over two connections.
pytestmark = pytest.mark.django_db(transaction=True)


def target(response) -> str:
    """Where a page takes the browser by itself, on the next host."""
    assert response.status_code == 200, response.status_code
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', response.content.decode())
    assert found is not None
    return unescape(found[1])


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


@pytest.fixture
def platform(browser_of, coral, northgate):
    return browser_of("localhost", BOTH)


def ticket(platform, there, following: str = "") -> str:
    """The address with a ticket that the browser `there` asked for."""
    asked = there.get(f"/accounts/enter/{following}")
    return path_of(target(platform.get(path_of(asked.url))))


def test_a_member_crosses_over_and_is_signed_in(platform, browser_of) -> None:
    there = browser_of("northgate.localhost")
    arrived = there.get(ticket(platform, there))
    assert arrived.url == "/accounts/after-sign-in/"
    assert there.get("/home/").status_code == 200


def test_the_person_lands_where_they_were_going(platform, browser_of) -> None:
    there = browser_of()
    assert there.get(ticket(platform, there, "?next=/accounts/sessions/")).url == "/accounts/sessions/"


def test_nobody_is_sent_on_to_a_foreign_site(platform, browser_of) -> None:
    there = browser_of()
    arrived = there.get(ticket(platform, there, "?next=https://evil.example/"))
    assert arrived.url == "/accounts/after-sign-in/"


def test_choosing_a_business_leads_to_its_host(platform, coral) -> None:
    assert target(platform.post("/businesses/", {"business": coral.pk})) == (
        "http://coral.localhost:8000/accounts/enter/"
    )
    assert platform.post("/businesses/", {"business": 999}).status_code == 404


def test_a_ticket_works_once(platform, browser_of) -> None:
    there = browser_of()
    path = ticket(platform, there)
    cookies = dict(there.cookies)
    assert there.get(path).status_code == 302
    again = browser_of()
    again.cookies.load({name: morsel.value for name, morsel in cookies.items()})
    assert again.get(path).status_code == 410


def test_a_ticket_is_good_for_thirty_seconds(platform, browser_of) -> None:
    there = browser_of()
    with time_machine.travel("2026-11-21T10:00:00Z") as clock:
        path = ticket(platform, there)
        clock.shift(31)
        assert there.get(path).status_code == 410


def test_a_ticket_is_for_one_business(platform, browser_of) -> None:
    there, elsewhere = browser_of("coral.localhost"), browser_of("northgate.localhost")
    elsewhere.get("/accounts/enter/")
    path = ticket(platform, there)
    elsewhere.cookies["arrival"] = there.cookies["arrival"].value
    assert elsewhere.get(path).status_code == 410


def test_a_ticket_is_for_one_browser(platform, browser_of) -> None:
    path = ticket(platform, browser_of())
    assert browser_of().get(path).status_code == 410
    other = browser_of()
    other.get("/accounts/enter/")
    assert other.get(path).status_code == 410


def test_a_ticket_dies_with_the_session_it_came_from(platform, browser_of) -> None:
    there = browser_of()
    path = ticket(platform, there)
    platform.post("/accounts/logout/")
    assert there.get(path).status_code == 410


def test_a_forged_ticket_opens_nothing(browser_of, coral) -> None:
    there = browser_of()
    there.get("/accounts/enter/")
    assert there.get("/accounts/arrive/?token=made-up").status_code == 410
    assert there.get("/accounts/arrive/").status_code == 410


def test_nobody_gets_a_ticket_for_a_business_they_are_not_in(browser_of, owner, northgate) -> None:
    platform = browser_of("localhost", owner)
    response = platform.get("/businesses/enter/?to=northgate&state=abc&host=northgate.localhost")
    assert response.status_code == 403


def test_a_ticket_goes_to_a_host_of_the_business_whatever_the_address_says(platform, coral) -> None:
    page = platform.get("/businesses/enter/?to=coral&state=abc&host=evil.example")
    assert urlsplit(target(page)).netloc == "coral.localhost:8000"
    page = platform.get("/businesses/enter/?to=coral&state=abc&host=northgate.localhost")
    assert urlsplit(target(page)).netloc == "coral.localhost:8000"


def test_who_is_not_signed_in_on_the_platform_signs_in_there_first(browser_of, coral) -> None:
    there, platform = browser_of(), browser_of("localhost")
    asked = path_of(there.get("/accounts/enter/").url)
    to_login = platform.get(asked)
    assert to_login.url.startswith("/accounts/login/?next=/businesses/enter/")
    signed = platform.post(to_login.url, {"login": BOTH, "password": PASSWORD, "next": asked})
    assert signed.url == asked
    assert there.get(path_of(target(platform.get(signed.url)))).status_code == 302


def test_a_hand_over_is_no_proof_for_what_asks_for_one(platform, browser_of) -> None:
    there = browser_of()
    there.get(ticket(platform, there))
    assert there.get("/accounts/email/").url.startswith("/accounts/reauthenticate/")


def test_states_are_never_the_same() -> None:
    assert handover.new_state() != handover.new_state()
