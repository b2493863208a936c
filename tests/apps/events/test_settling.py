"""What was given up waits for a person; what is old goes."""

from datetime import timedelta

import pytest

from apps.events import services
from apps.events.errors import NotDead
from apps.events.models import Handled, OutboxEvent
from tests.apps.events.conftest import effects, light
from tests.conftest import NOW


@pytest.fixture
def dead(in_coral, script) -> OutboxEvent:
    """A fact that one of two handlers never managed."""
    (event,) = light(1)
    script.failing["first"] = ValueError()
    services.dispatch(at=NOW)
    OutboxEvent.objects.filter(pk=event.pk).update(state="dead", attempts=8)
    script.failing.clear()
    return OutboxEvent.objects.get(pk=event.pk)


def test_trying_again_asks_only_who_failed(dead):
    services.retry(event=dead, by=None, at=NOW)
    services.dispatch(at=NOW)
    assert effects() == ["second 1", "first 1"]
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("done", 0)


def test_what_is_discarded_rests_with_its_error(dead):
    services.discard(event=dead, by=None, at=NOW)
    services.dispatch(at=NOW + timedelta(days=1))
    dead.refresh_from_db()
    assert (dead.state, dead.settled_at, dead.error) == ("discarded", NOW, "tests.first: ValueError")
    assert effects() == ["second 1"]


@pytest.mark.parametrize("act", [services.retry, services.discard])
def test_what_was_not_given_up_is_left_alone(in_coral, act):
    (event,) = light(1)
    with pytest.raises(NotDead, match="not been given up"):
        act(event=event, by=None, at=NOW)


def test_after_ninety_days_what_is_settled_goes(dead):
    light(2)
    services.dispatch(at=NOW)
    light(3, at=NOW + timedelta(days=89))
    assert services.forget_old(at=NOW + timedelta(days=90)) == 0
    assert services.forget_old(at=NOW + timedelta(days=91)) == 1
    assert sorted(OutboxEvent.objects.values_list("payload__lamp", "state")) == [(1, "dead"), (3, "waiting")]
    assert Handled.objects.count() == 1
