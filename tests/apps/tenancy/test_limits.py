"""Limits count for a business, wait for a slow Valkey, and let people through when there is none."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.kernel import breaker
from apps.tenancy import context, limits, valkey
from tests.valkey import OwnValkey, own_valkey


@pytest.fixture
def server(tmp_path: Path, settings) -> Iterator[OwnValkey]:
    with own_valkey(tmp_path) as running:
        settings.REDIS_URL = running.url
        valkey.client.cache_clear()
        yield running
    valkey.client.cache_clear()
    breaker.reset()


def test_a_limit_is_over_after_so_many_of_each_business() -> None:
    with context.use(tenant=1):
        assert [limits.is_over("guess", 2, 60) for _ in range(4)] == [False, False, True, True]
    with context.use(tenant=2):
        assert not limits.is_over("guess", 2, 60)


def test_a_limit_ends_with_its_seconds(server: OwnValkey) -> None:
    with context.use(tenant=1):
        limits.is_over("guess", 2, 60)
        limits.is_over("guess", 2, 60)
        assert 0 < valkey.client().ttl("t1:limit:guess") <= 60


def test_a_valkey_that_is_slower_than_a_page_waits_still_counts(server: OwnValkey) -> None:
    with context.use(tenant=1):
        assert not limits.is_over("guess", 1, 60)
        server.freeze()
        # Longer than the cache waits, and far shorter than a limit does.
        threading.Timer(4 * valkey.QUICK_SECONDS, server.thaw).start()
        assert limits.is_over("guess", 1, 60)


def test_without_valkey_nobody_is_kept_out_or_kept_waiting_twice(server: OwnValkey) -> None:
    with context.use(tenant=1):
        server.kill()
        assert not limits.is_over("guess", 0, 60)
        assert not valkey.STRICT_BREAKER.is_closed
        assert not limits.is_over("guess", 0, 60)
