"""Members of the dive shop, its places and to-dos, and a record type that it made up."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from apps.accounts.models import Member
from apps.backoffice.models import Record, RecordType, Todo
from apps.backoffice.screens import registry
from apps.backoffice.services import record_types, todos
from apps.backoffice.types import State, TypeFacts
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
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
def member_of(in_coral: Any) -> Callable[[Any], Member]:
    """A member of the dive shop, by the key of their role or as a person."""

    def find(who: Any) -> Member:
        email = f"{who}@coral.example" if isinstance(who, str) else who.email
        return Member.objects.select_related("role", "user").get(user__email=email)

    return find


@pytest.fixture
def boss(in_coral: Any, member_of: Callable[[Any], Member]) -> Member:
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


KIND = "tenancy.location"


@pytest.fixture
def place(in_coral: Tenant) -> Callable[..., Location]:
    """Make a place of the dive shop."""

    def make(name: str, **values: Any) -> Location:
        return Location.objects.create(name=name, time_zone="UTC", **values)

    return make


@pytest.fixture
def todo(coral: Any) -> Callable[..., Todo]:
    """A to-do of the dive shop, made by its service."""

    def make(title: str = "Rinse regulators", *, by: Member | None = None, **values: Any) -> Todo:
        with context.use_tenant(coral):
            return todos.create(record=Todo(), values={"title": title, **values}, by=by, at=NOW)

    return make


@pytest.fixture
def bound(coral: Any) -> Iterator[Any]:
    """The dive shop, bound."""
    with context.use_tenant(coral):
        yield coral
