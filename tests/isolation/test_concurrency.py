"""Many at once, never a wrong business: threads, requests and tasks, in every mode of the database backend."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from huey.contrib.djhuey import HUEY

from apps.tenancy import context, services, tasks
from apps.tenancy.models import TaxProfile, Tenant
from quayside.edge.application import Application
from tests import databases
from tests.conftest import ALIASES, NOW
from tests.isolation import probe_urls

pytestmark = pytest.mark.django_db(transaction=True)

BUSINESSES: Final = 6
THREADS: Final = 16
ROUNDS: Final = 40
REQUESTS: Final = 40
MODES: Final = [("prefix", 0), ("prefix", 8), ("transaction", 0), ("transaction", 8)]


@pytest.fixture(params=MODES, ids=lambda mode: f"{mode[0]}-{'pool' if mode[1] else 'no-pool'}")
def mode(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    """The backend in one of its modes, with and without a pool."""
    name, size = request.param
    databases.close_connections()
    kept = {alias: dict(connections.settings[alias]) for alias in ALIASES}
    for alias in ALIASES:
        options = dict(kept[alias]["OPTIONS"])
        options.pop("pool", None)
        if size:
            options["pool"] = {"min_size": 0, "max_size": size, "timeout": 20}
        connections.settings[alias].update(TENANT_MODE=name, OPTIONS=options)
    yield
    databases.close_connections()
    for alias in ALIASES:
        connections.settings[alias].update(kept[alias])


@pytest.fixture
def businesses(mode: None) -> list[Tenant]:
    """Businesses that can be told apart by how many tax profiles they have: one, two, three and so on."""
    made = [services.provision(slug=f"b{n}", name=f"B {n}", at=NOW) for n in range(BUSINESSES)]
    for number, tenant in enumerate(made):
        with context.use_tenant(tenant):
            TaxProfile.objects.bulk_create([TaxProfile(name=f"More {n}") for n in range(number)])
    return made


def expected(businesses: list[Tenant], number: int) -> str:
    """What a request of the business with this number sees."""
    return ",".join([str(businesses[number].pk)] * (number + 1))


def test_sixteen_threads_never_see_another_business(businesses: list[Tenant]) -> None:
    def work(seed: int) -> list[tuple[str, str]]:
        dice, wrong = random.Random(seed), []
        for _ in range(ROUNDS):
            number = dice.randrange(BUSINESSES)
            with context.use_tenant(businesses[number]):
                found = _look(dice)
            if found != expected(businesses, number):
                wrong.append((found, expected(businesses, number)))
            if dice.random() < 0.3 and (found := probe_urls.seen()):
                wrong.append((found, "nothing"))
            if dice.random() < 0.2:
                connection.close()
        connections.close_all()
        return wrong

    with ThreadPoolExecutor(THREADS) as pool:
        assert [wrong for each in pool.map(work, range(THREADS)) for wrong in each] == []


def _look(dice: random.Random) -> str:
    way = dice.randrange(4)
    if way == 0:
        return probe_urls.seen()
    with transaction.atomic():
        if way == 1:
            TaxProfile.objects.create(name="rolled back")
            transaction.set_rollback(True)
        elif way == 2:
            inner = transaction.savepoint()
            TaxProfile.objects.create(name="rolled back, too")
            transaction.savepoint_rollback(inner)
            return probe_urls.seen()
        else:
            return probe_urls.seen()
    return probe_urls.seen()


def test_forty_requests_at_once_never_see_another_business(businesses: list[Tenant], settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.isolation.probe_urls"
    answers = asyncio.run(_all_at_once())
    wrong = []
    for number, path, status, body in answers:
        once = expected(businesses, number)
        right = f"{once};" * probe_urls.CHUNKS if "stream" in path else once
        if (status, body) != (200, right):
            wrong.append((number, path, status, body))
    assert wrong == []
    assert Counter(path for _number, path, _status, _body in answers) == dict.fromkeys(PATHS, REQUESTS)


def test_open_streams_hold_no_connection_of_the_pool(businesses: list[Tenant], settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.isolation.probe_urls"
    assert asyncio.run(_beside_open_streams(streams=10)) == (200, expected(businesses, 0))


async def _beside_open_streams(streams: int) -> tuple[int, str]:
    application = Application()
    probe_urls.held.clear()
    try:
        opened = [asyncio.create_task(_ask(application, 0, "/live/held/")) for _ in range(streams)]
        async with asyncio.timeout(30):
            while len(probe_urls.held) < streams:
                await asyncio.sleep(0.01)
            _number, _path, status, body = await _ask(application, 0, "/live/probe/")
        for release in probe_urls.held:
            release.set()
        await asyncio.gather(*opened)
        return status, body
    finally:
        application.kept.close()
        application.bridge.close()
        await application.desk.close()


PATHS: Final = ("/probe/", "/probe/stream/", "/live/probe/", "/live/stream/")


async def _all_at_once() -> list[tuple[int, str, int, str]]:
    application = Application()
    try:
        asked = [_ask(application, n % BUSINESSES, path) for n in range(REQUESTS) for path in PATHS]
        return list(await asyncio.gather(*asked))
    finally:
        application.kept.close()
        application.bridge.close()
        await application.desk.close()


async def _ask(application: Application, number: int, path: str) -> tuple[int, str, int, str]:
    """One request as uvicorn would pass it on."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", f"b{number}.localhost".encode())],
        "client": ("127.0.0.1", 50_000 + number),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    waiting = asyncio.Event()
    asked, status, body = False, 0, b""

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await waiting.wait()
            return {"type": "http.disconnect"}
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, body
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body += message.get("body", b"")
            if not message.get("more_body", False):
                waiting.set()

    await application(scope, receive, send)
    return number, path, status, body.decode()


def test_a_body_streamed_after_its_request_sees_its_business(businesses: list[Tenant], settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.isolation.probe_urls"
    for number in (0, 3, 5):
        response = Client(headers={"host": f"b{number}.localhost"}).get("/probe/stream/")
        assert context.current() is context.NOTHING
        once = expected(businesses, number)
        assert response.getvalue().decode() == f"{once};" * probe_urls.CHUNKS


@tasks.tenant_task(on_commit=False)
def look() -> str:
    """What a task sees, after it has written."""
    with context.atomic():
        TaxProfile.objects.create(name="by a task")
        transaction.set_rollback(True)
    return probe_urls.seen()


def test_tasks_of_several_businesses_at_once_see_their_own(businesses: list[Tenant]) -> None:
    results = []
    for turn in range(60):
        number = turn % BUSINESSES
        with context.use_tenant(businesses[number]):
            results.append((number, look()))

    def work() -> int:
        done = 0
        while (task := HUEY.dequeue()) is not None:
            HUEY.execute(task)
            done += 1
        connections.close_all()
        return done

    with ThreadPoolExecutor(4) as pool:
        # Provisioning has left a task for each business, too.
        assert sum(worker.result() for worker in [pool.submit(work) for _ in range(4)]) >= 60
    wrong = [n for n, result in results if result.get() != expected(businesses, n)]
    assert wrong == []
