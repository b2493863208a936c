"""Real PostgreSQL and Valkey, a database cloned per worker, and the people of two businesses."""

import gc
import os
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core import mail
from django.db import connections
from django.test import Client, TransactionTestCase
from hypothesis import settings as hypothesis_settings

from apps.accounts.models import User
from apps.kernel import breaker
from apps.tenancy import context, facts, parts, secrets
from apps.tenancy.models import Tenant
from tests import databases
from tests.people import PASSWORD, hash_quickly

ALIASES = ["default", "signin", "platform"]
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
_state: dict[str, str] = {}
hash_quickly()

# Whether an example takes 200 ms says what else the machine does.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that touches the database touches it as all three roles; those that need it say so by a fixture.

    What takes minutes begins at once: as the last one it would run alone.
    """
    items.sort(key=lambda item: item.get_closest_marker("demo") is None)
    for item in items:
        marker = item.get_closest_marker("django_db")
        uses = {"coral", "northgate"} & set(getattr(item, "fixturenames", ()))
        if marker is not None or uses:
            options = {} if marker is None else dict(marker.kwargs)
            options.setdefault("databases", ALIASES)
            item.add_marker(pytest.mark.django_db(**options), append=False)


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: nobody need look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Generator[None]:
    """A clone of the baked database for this worker."""
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}"
    with django_db_blocker.unblock():
        _state.update(name=name, template=databases.template())
        databases.clone(name, _state["template"])
        databases.point_to(name)
        yield
        databases.drop(name)


def _fresh_clone(self: TransactionTestCase) -> None:
    databases.clone(_state["name"], _state["template"])


# Emptying tables is neither allowed to the app role nor enough: the baked businesses must be back.
TransactionTestCase._fixture_teardown = _fresh_clone  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Whatever a process or Valkey keeps between requests is gone between tests."""
    _forget()
    yield
    assert context.current() is context.NOTHING, "a test left a business bound"
    _forget()


def _forget() -> None:
    facts.forget()
    parts.forget()
    secrets.forget()
    breaker.reset()
    with redis.Redis.from_url(settings.REDIS_URL) as valkey:
        valkey.flushdb()
    mail.outbox = []


def _tenant(slug: str) -> Tenant:
    with context.use_signin():
        return Tenant.objects.get(slug=slug)


@pytest.fixture
def coral(db: None) -> Tenant:
    """The dive shop, which most tests are about."""
    return _tenant("coral")


@pytest.fixture
def northgate(db: None) -> Tenant:
    """The other business, which must see nothing of the dive shop."""
    return _tenant("northgate")


@pytest.fixture
def in_coral(coral: Tenant) -> Iterator[Tenant]:
    """The dive shop, bound."""
    with context.use_tenant(coral):
        yield coral


def person(email: str) -> User:
    """Somebody of the baked businesses, by e-mail."""
    with context.use_signin():
        return User.objects.get(email=email)


@pytest.fixture
def owner(coral: Tenant) -> User:
    """Owns the dive shop."""
    return person("owner@coral.example")


@pytest.fixture
def manager(coral: Tenant) -> User:
    """Manages the dive shop."""
    return person("manager@coral.example")


@pytest.fixture
def clerk(coral: Tenant) -> User:
    """Works at the dive shop's counter."""
    return person("staff@coral.example")


@pytest.fixture
def guide(coral: Tenant) -> User:
    """Leads the dive shop's trips."""
    return person("guide@coral.example")


@pytest.fixture
def stranger(northgate: Tenant) -> User:
    """Owns the other business and is nobody at the dive shop."""
    return person("owner@northgate.example")


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """A test client on a host, signed in as somebody when one is given."""

    def make(host: str = "coral.localhost", who: User | str | None = None, **options: Any) -> Client:
        client = Client(headers={"host": host}, **options)
        if who is not None:
            email = who if isinstance(who, str) else who.email
            response = client.post("/accounts/login/", {"login": email, "password": PASSWORD})
            assert response.status_code == 302, response.content.decode()[:2000]
        return client

    return make


@pytest.fixture
def race() -> Callable[..., list[Any]]:
    """Run a call in several threads at the same instant; answers results and exceptions alike."""

    def run(call: Callable[[], Any], times: int) -> list[Any]:
        start = threading.Barrier(times)
        outer = context.current()

        def one() -> Any:
            start.wait()
            try:
                with context.enter(outer):
                    return call()
            except Exception as error:  # noqa: BLE001  the test asserts on it
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(times) as pool:
            return [future.result() for future in [pool.submit(one) for _ in range(times)]]

    return run
