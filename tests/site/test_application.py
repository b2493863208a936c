"""The application as uvicorn serves it, in processes of its own."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings

from quayside import heartbeat
from tests.polling import wait_for
from tests.site.edge.client import Address, Answer, fetch
from tests.valkey import OwnValkey, own_valkey

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-for-the-figures"
WORKERS = 2
SESSION = f"{settings.SESSION_COOKIE_NAME}={'x' * 32}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnValkey]:
    with own_valkey(tmp_path_factory.mktemp("valkey")) as running:
        yield running


@pytest.fixture(scope="module")
def web(
    server: OwnValkey, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Address]:
    """Two web processes on the test's database and a Valkey of their own."""
    folder = tmp_path_factory.mktemp("web")
    listener = socket.create_server(("127.0.0.1", 0))
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "TMPDIR": str(folder),
        "REDIS_URL": server.url,
        "METRICS_TOKEN": TOKEN,
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "INFO",
        "DJANGO_SETTINGS_MODULE": "quayside.settings",
    }
    for alias, role in (
        ("default", "APP"), ("default", "OWNER"), ("signin", "SIGNIN"), ("platform", "PLATFORM"),
    ):  # fmt: skip
        name = settings.DATABASES[alias]["NAME"]
        url = urlsplit(environment[f"DATABASE_URL_{role}"])._replace(path=f"/{name}")
        environment[f"DATABASE_URL_{role}"] = url.geturl()
    start = "import sys; from quayside.serve import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", start, "--fd", str(listener.fileno())]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--workers", str(WORKERS)],
            cwd=ROOT, env=environment, pass_fds=[listener.fileno()], stderr=log, stdout=log,
        )  # fmt: skip
    address = Address(*listener.getsockname())
    listener.close()
    try:
        wait_for(lambda: _lives(address, process, folder / "log"), seconds=60)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _lives(address: Address, process: "subprocess.Popen[bytes]", log: Path) -> bool:
    assert process.poll() is None, log.read_text()
    try:
        return fetch(address, "/livez", timeout=1).status == 200
    except (OSError, http.client.HTTPException):
        return False


def get(web: Address, path: str, *, host: str = "nobody.example", **headers: str) -> Answer:
    return fetch(web, path, headers={"Host": host, **headers})


def figures(web: Address) -> str:
    answer = get(web, "/metrics", Authorization=f"Bearer {TOKEN}")
    assert answer.status == 200
    return answer.body.decode()


def test_it_says_that_it_lives_on_any_host(web: Address) -> None:
    for host in ("nobody.example", "10.0.0.5:8000", "not a host"):
        assert get(web, "/livez", host=host).body == b"ok\n"


def test_it_says_how_it_is_on_any_host(web: Address, server: OwnValkey) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.set(heartbeat.KEY, str(time.time()))
    wait_for(lambda: get(web, "/healthz").status == 200)
    answer = get(web, "/healthz")
    assert json.loads(answer.body)["status"] == "ok"
    assert answer.headers["Content-Type"] == "application/json"


def test_only_questions_are_answered(web: Address) -> None:
    assert fetch(web, "/healthz", method="POST").status == 405
    head = fetch(web, "/livez", method="HEAD")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", "3")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"bearer{TOKEN}", TOKEN])
def test_figures_need_the_token(web: Address, given: str) -> None:
    answer = get(web, "/metrics", **({"Authorization": given} if given else {}))
    assert answer.status == 401
    assert b"quayside_" not in answer.body


def test_requests_are_counted_over_all_processes_by_route(web: Address) -> None:
    def counted() -> float:
        found = re.findall(
            r'quayside_request_seconds_count\{method="GET",route="unmatched",status="404"\} (\S+)',
            figures(web),
        )
        return float(found[0]) if found else 0.0

    before = counted()
    for number in range(20):
        assert get(web, f"/trips/{number}/").status == 404
    assert counted() == before + 20
    assert "/trips/" not in figures(web)


def test_the_queue_and_the_worker_are_measured(web: Address, server: OwnValkey) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.set(heartbeat.KEY, str(time.time() - 5))
    text = figures(web)
    assert "quayside_queue_length 0.0" in text
    assert re.search(r"quayside_worker_heartbeat_age_seconds [56]\.", text)


def test_unknown_hosts_get_a_plain_404(web: Address) -> None:
    answer = get(web, "/", host="nobody.example")
    assert answer.status == 404
    assert b"html" not in answer.body


def test_a_known_host_is_answered_by_django(web: Address) -> None:
    answer = get(web, "/", host=f"coral.{settings.PLATFORM_HOST}")
    assert answer.status == 200
    assert answer.headers["X-Request-ID"]


def test_a_frozen_valkey_keeps_nobody_from_public_pages_and_refuses_the_signed_in(
    web: Address, server: OwnValkey
) -> None:
    host = f"coral.{settings.PLATFORM_HOST}"
    server.freeze()
    try:
        assert [get(web, "/", host=host).status for _ in range(6)] == [200] * 6
        signed_in = get(web, "/home/", host=host, Cookie=SESSION)
        assert signed_in.status == 503
        assert signed_in.headers["Retry-After"]
        # Each process may repeat what it said within the last second.
        wait_for(lambda: get(web, "/healthz").status == 503)
        assert "quayside_request_seconds_count" in figures(web)
    finally:
        server.thaw()
    wait_for(lambda: get(web, "/home/", host=host, Cookie=SESSION).status == 302)


def test_the_front_page_of_a_business_is_kept_as_it_was_made(web: Address, server: OwnValkey) -> None:
    host = f"northgate.{settings.PLATFORM_HOST}"
    written = f"{host}:{settings.PUBLIC_PORT}"
    with redis.Redis.from_url(server.url) as client:

        def stored() -> Answer | None:
            answer = get(web, "/", host=written)
            assert answer.status == 200
            return answer if client.hlen(f"pages:{host}") == 1 else None

        def unmade() -> Answer | None:
            answer = get(web, "/", host=written)
            return None if "X-Request-ID" in answer.headers else answer

        # A process that met a frozen Valkey a moment ago does not try it again at once.
        made, kept = wait_for(stored), wait_for(unmade)
        assert made
        assert kept
        assert kept.body == made.body
        assert kept.headers["Content-Security-Policy"] == made.headers["Content-Security-Policy"]
        client.delete(f"pages:{host}")
    wait_for(lambda: "X-Request-ID" in get(web, "/", host=written).headers)
