"""Members of the dive shop, and a record type that it made up."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.models import Record, RecordType
from apps.backoffice.screens import registry
from apps.backoffice.services import record_types
from apps.backoffice.types import State, TypeFacts
from tests.conftest import NOW

STATES = (
    State("open", "Open", "blue", to=("done", "void")),
    State("done", "Done", "green", to=("open",)),
    State("void", "Void", "grey", to=()),
)
BOAT_LOG = TypeFacts(
    name="Boat log", name_plural="Boat logs", icon="sailing", group="Boats", states=STATES, initial="open"
)


@pytest.fixture
def member_of(in_coral: Any) -> Callable[[str], Member]:
    """A member of the dive shop by the key of their role."""

    def find(role: str) -> Member:
        return Member.objects.select_related("role", "user").get(user__email=f"{role}@coral.example")

    return find


@pytest.fixture
def boss(member_of: Callable[[str], Member]) -> Member:
    """The owner as a member."""
    return member_of("owner")


@pytest.fixture
def boat_log(boss: Member) -> RecordType:
    """A type with three states, whose titles people write."""
    return record_types.create_record_type(facts=BOAT_LOG, key="boat_log", by=boss, at=NOW)


@pytest.fixture
def log_of(boat_log: RecordType, boss: Member) -> Callable[..., Record]:
    """A record of the boat log, made through its screen."""

    def make(title: str = "Manta, 21 Nov", **values: Any) -> Record:
        screen = registry.find("records", "boat_log")
        assert screen is not None
        record: Record = screen.create(
            record=screen.new(), values={"title": title, **values}, by=boss, at=NOW
        )
        return record

    return make
