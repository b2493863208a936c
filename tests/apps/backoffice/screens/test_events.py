"""The screen of the outbox shows what happened and lets a person decide about what was given up."""

import pytest

from apps.audit.models import Entry
from apps.events.models import Decision, OutboxEvent
from apps.tenancy import context
from tests.conftest import NOW

LIST = "/admin/events/outboxevent/"


def event(tenant, state: str = "dead", **values) -> OutboxEvent:
    with context.use_tenant(tenant):
        return OutboxEvent.objects.create(
            kind="bookings.booking_confirmed",
            subject="location:1",
            payload={"booking": 12, "note": "<b>"},
            recorded_at=NOW,
            due_at=NOW,
            state=state,
            error="bookings.send_confirmation: SoldOut",
            settled_at=NOW if state == "done" else None,
            **values,
        )


@pytest.fixture
def office(browser_of, owner):
    return browser_of(who=owner)


def text(response) -> str:
    return str(response.content.decode())


def test_the_list_is_searched_and_filtered(office, coral):
    event(coral)
    event(coral, "done")
    page = text(office.get(LIST))
    assert page.count("Booking confirmed") >= 2
    assert "Given up" in page
    assert "Booking confirmed" in text(office.get(LIST, {"q": "confirmed"}))
    assert "Booking confirmed (" not in text(office.get(LIST, {"q": "cancelled"}))


def test_the_page_says_what_happened_and_offers_what_fits(office, coral):
    dead, done = event(coral), event(coral, "done")
    page = text(office.get(f"{LIST}{dead.pk}/"))
    assert "booking: 12" in page
    assert "note: &lt;b&gt;" in page
    assert '<a href="/admin/tenancy/location/1/">Location 1</a>' in page
    assert "do/retry/" in page
    assert "do/discard/" in page
    assert "do/retry/" not in text(office.get(f"{LIST}{done.pk}/"))


def test_what_was_given_up_is_tried_again_by_who_may_and_the_log_says_who(office, coral, owner):
    dead = event(coral)
    assert office.post(f"{LIST}{dead.pk}/do/retry/", {"confirmed": "1"}).status_code == 302
    with context.use_tenant(coral):
        dead.refresh_from_db()
        assert dead.state == "waiting"
        assert Decision.objects.get().what == "retry"
        assert Entry.objects.filter(table_name="events_decision").latest("pk").actor == owner.pk


def test_what_was_given_up_is_discarded(office, coral):
    dead = event(coral)
    office.post(f"{LIST}{dead.pk}/do/discard/", {"confirmed": "1"})
    with context.use_tenant(coral):
        dead.refresh_from_db()
        assert dead.state == "discarded"


def test_who_does_not_run_the_business_sees_nothing_of_it(browser_of, clerk, coral):
    dead = event(coral)
    assert browser_of(who=clerk).get(LIST).status_code == 403
    assert browser_of(who=clerk).post(f"{LIST}{dead.pk}/do/retry/", {"confirmed": "1"}).status_code in (
        403,
        404,
    )


def test_an_event_of_another_business_is_not_there(office, northgate):
    assert office.get(f"{LIST}{event(northgate).pk}/").status_code == 404
