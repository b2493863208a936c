"""The far end of a measuring process: one JSON request per line in, one answer per line out."""

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Self

from django.db import connection

from tests.bench.cost import ran_seconds

Job = Callable[..., Any]


def serve(jobs: Mapping[str, Job]) -> None:
    """Answer until nobody asks any more."""
    for line in sys.stdin:
        request = json.loads(line)
        gc.collect()
        answer = jobs[request.pop("job")](**request)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


class Meter:
    """CPU seconds that this process and its database connection's server process use within the block."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._backend: int = connection.connection.info.backend_pid
        self.seconds = 0.0

    def __enter__(self) -> Self:
        self._began = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = self._now() - self._began

    def _now(self) -> float:
        return time.process_time() + ran_seconds(self._backend)


def per_operation(operation: Callable[[int], Any], count: int) -> float:
    """CPU seconds that one of `count` operations took, in this process and in the database."""
    with Meter() as meter:
        for number in range(count):
            operation(number)
    return meter.seconds / count


def database_time(operation: Callable[[], Any], count: int) -> float:
    """CPU seconds that the database spent on one of `count` operations, after one to warm up."""
    operation()
    backend: int = connection.connection.info.backend_pid
    before = ran_seconds(backend)
    for _ in range(count):
        operation()
    return (ran_seconds(backend) - before) / count


def of_page(
    browser: Any, address: str, count: int, before: Callable[[], None] | None = None
) -> dict[str, float]:
    """One of `count` times the page with all its middleware: seconds of CPU here, of wall time, its bytes.

    `before` runs before each.
    """
    answer = browser.get(address)
    assert answer.status_code == HTTPStatus.OK, (address, answer.status_code)
    worked, started = time.process_time(), time.perf_counter()
    for _ in range(count):
        if before is not None:
            before()
        browser.get(address)
    return {
        "cpu": (time.process_time() - worked) / count,
        "wall": (time.perf_counter() - started) / count,
        "bytes": float(len(answer.content)),
    }
