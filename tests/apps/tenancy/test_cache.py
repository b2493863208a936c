"""Entries stay with their business; a silent Valkey is an empty cache for some and an error for others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.cache import caches

from apps.tenancy import context, valkey
from apps.tenancy.cache import CacheUnavailable, StrictCache, TenantCache, key
from tests.valkey import OwnValkey, own_valkey

PARAMS: dict[str, Any] = {"KEY_PREFIX": "c", "KEY_FUNCTION": key, "TIMEOUT": 60}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OwnValkey]:
    with own_valkey(tmp_path) as running:
        yield running


@pytest.fixture
def cache(server: OwnValkey) -> TenantCache:
    return TenantCache(server.url, PARAMS)


def silence(server: OwnValkey, how: str) -> None:
    server.freeze() if how == "frozen" else server.kill()


def test_the_same_key_of_two_businesses_is_two_entries() -> None:
    cache = caches["default"]
    with context.use(tenant=1):
        cache.set("menu", "of one")
    with context.use(tenant=2):
        assert cache.get("menu") is None
        cache.set("menu", "of two")
        assert cache.get_many(["menu", "other"]) == {"menu": "of two"}
    with context.use(tenant=1):
        assert cache.get("menu") == "of one"
        assert cache.has_key("menu")
    assert cache.get("menu") is None


def test_the_key_names_whom_it_belongs_to() -> None:
    assert key("x", "c", 1) == "-:c:1:x"
    with context.use(tenant=7):
        assert key("x", "c", 1) == "t7:c:1:x"
    with context.use_platform(7):
        assert key("x", "c", 1) == "t7:c:1:x"
    with context.use_platform():
        assert key("x", "c", 1) == "p:c:1:x"
    with context.use_signin():
        assert key("x", "c", 1) == "p:c:1:x"


def test_attempts_and_used_codes_count_on_every_host() -> None:
    cache = caches["default"]
    with context.use(tenant=1):
        cache.set("allauth.mfa.totp.used?user=1&code=123456", "y")
    with context.use_signin():
        assert cache.get("allauth.mfa.totp.used?user=1&code=123456") == "y"
    with context.use(tenant=2):
        assert cache.get_many(["allauth.mfa.totp.used?user=1&code=123456"])


def test_clearing_forgets_only_the_entries_one_may_see() -> None:
    cache = caches["default"]
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.set("queue", "stays")
        with context.use(tenant=1):
            cache.set("menu", "of one")
        with context.use(tenant=2):
            cache.set("menu", "of two")
            cache.clear()
            assert cache.get("menu") is None
        with context.use(tenant=1):
            assert cache.get("menu") == "of one"
        assert client.get("queue") == b"stays"


def test_all_commands_work_while_valkey_answers(cache: TenantCache) -> None:
    with context.use(tenant=1):
        assert cache.add("a", 1)
        assert not cache.add("a", 2)
        assert cache.incr("a") == 2
        assert cache.touch("a", 10)
        assert cache.set_many({"b": [1], "c": None}) == []
        assert cache.get_many(["a", "b", "d"]) == {"a": 2, "b": [1]}
        cache.delete_many(["b", "c"])
        assert cache.delete("a")
        assert not cache.delete("a")
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")


@pytest.mark.parametrize("how", ["frozen", "dead"])
def test_a_silent_valkey_is_an_empty_cache(server: OwnValkey, cache: TenantCache, how: str) -> None:
    with context.use(tenant=1):
        cache.set("a", 1)
        silence(server, how)
        assert cache.get("a", "made anew") == "made anew"
        assert not valkey.BREAKER.is_closed
        cache.set("a", 2)
        assert not cache.add("a", 2)
        assert not cache.touch("a", 2)
        assert not cache.delete("a")
        assert not cache.has_key("a")
        assert cache.get_many(["a"]) == {}
        assert cache.set_many({"a": 1}) == ["a"]
        cache.delete_many(["a"])
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")


@pytest.mark.parametrize("how", ["frozen", "dead"])
def test_a_silent_valkey_lets_nobody_past_a_rate_limit(
    server: OwnValkey, cache: TenantCache, how: str
) -> None:
    silence(server, how)
    name = "allauth:rl:login_failed:key"
    with pytest.raises((redis.ConnectionError, redis.TimeoutError)):
        cache.get(name, [])
    for call in (
        lambda: cache.get(name, []),
        lambda: cache.set(name, [1]),
        lambda: cache.add(name, [1]),
        lambda: cache.touch(name),
        lambda: cache.delete(name),
        lambda: cache.has_key(name),
        lambda: cache.incr(name),
        lambda: cache.get_many(["a", name]),
        lambda: cache.set_many({"a": 1, name: 1}),
        lambda: cache.delete_many(["a", name]),
    ):
        with pytest.raises(CacheUnavailable):
            call()


@pytest.mark.parametrize("how", ["frozen", "dead"])
def test_sessions_are_never_taken_as_absent(server: OwnValkey, how: str) -> None:
    sessions = StrictCache(server.url, {"KEY_PREFIX": "s"})
    sessions.set("session", {"user": 1})
    assert sessions.get("session") == {"user": 1}
    silence(server, how)
    with pytest.raises((redis.ConnectionError, redis.TimeoutError)):
        sessions.get("session")
    with pytest.raises(CacheUnavailable):
        sessions.get("session")


def test_impatience_with_ordinary_entries_does_not_sign_anybody_out(server: OwnValkey) -> None:
    sessions = StrictCache(server.url, {"KEY_PREFIX": "s"})
    valkey.BREAKER.failed()
    sessions.set("session", 1)
    assert sessions.get("session") == 1


def test_the_cache_is_used_again_once_valkey_is_back(server: OwnValkey, cache: TenantCache) -> None:
    cache.set("a", 1)
    server.kill()
    assert cache.get("a") is None
    server.start()
    valkey.BREAKER.succeeded()
    cache.set("a", 2)
    assert cache.get("a") == 2
