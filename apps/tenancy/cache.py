"""Django's cache with the business in every key, and with what happens when Valkey is silent."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property

from apps.kernel.breaker import Breaker
from apps.tenancy import context, valkey

T = TypeVar("T")
GLOBAL_PREFIX: Final = "allauth"


class CacheUnavailable(redis.ConnectionError):
    """Valkey did not answer a moment ago; it is not asked again yet."""


def space() -> str:
    """Whose entries the current binding sees."""
    bound = context.current()
    if bound.tenant is not None:
        return f"t{bound.tenant}"
    return "-" if bound.alias == "default" else "p"


def key(key: str, prefix: str, version: int) -> str:
    """KEY_FUNCTION: no binding can name another's entry.

    allauth's keys are the exception: attempts and used one-time codes count for a person on every host.
    """
    owner = "g" if key.startswith(GLOBAL_PREFIX) else space()
    return f"{owner}:{prefix}:{version}:{key}"


@contextmanager
def guarded(breaker: Breaker) -> Iterator[None]:
    """Report to the breaker; raises CacheUnavailable at once while it is open."""
    if not breaker.allows():
        raise CacheUnavailable("the cache did not answer")
    try:
        yield
    except valkey.FAILURES:
        breaker.failed()
        raise
    else:
        breaker.succeeded()


class StrictCache(RedisCache):
    """Raises when Valkey is silent. For what must never be taken as absent: sessions."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._options = {**valkey.options(valkey.PATIENT_SECONDS), **self._options}
        self._class = StrictClient

    def clear(self) -> bool:
        """Forget the entries of this alias and of the current binding; other uses of the server keep theirs."""
        pattern = self.make_key("*")
        client: redis.Redis = self._cache.get_client(write=True)
        for found in client.scan_iter(match=pattern, count=1000):
            client.delete(found)
        return True


class StrictClient(RedisCacheClient):
    """The commands, behind the strict breaker."""

    breaker = valkey.STRICT_BREAKER

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        with guarded(self.breaker):
            return bool(super().add(key, value, timeout))

    def get(self, key: str, default: Any) -> Any:
        with guarded(self.breaker):
            return super().get(key, default)

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        with guarded(self.breaker):
            super().set(key, value, timeout)

    def touch(self, key: str, timeout: int | None) -> bool:
        with guarded(self.breaker):
            return bool(super().touch(key, timeout))

    def delete(self, key: str) -> bool:
        with guarded(self.breaker):
            return bool(super().delete(key))

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        with guarded(self.breaker):
            return dict(super().get_many(keys))

    def has_key(self, key: str) -> bool:
        with guarded(self.breaker):
            return bool(super().has_key(key))

    def incr(self, key: str, delta: int) -> int:
        with guarded(self.breaker):
            return int(super().incr(key, delta))

    def set_many(self, data: dict[str, Any], timeout: int | None) -> None:
        with guarded(self.breaker):
            super().set_many(data, timeout)

    def delete_many(self, keys: Iterable[str]) -> None:
        with guarded(self.breaker):
            super().delete_many(keys)


class QuickClient(StrictClient):
    """The same commands with the short patience and the breaker of optional uses."""

    breaker = valkey.BREAKER


class TenantCache(StrictCache):
    """A silent Valkey looks like an empty cache after 25 ms, and costs nothing until it is tried again.

    Keys of allauth (rate limits, used one-time codes) raise instead: an absent entry would let somebody in.
    """

    @cached_property
    def _quick(self) -> RedisCacheClient:
        options = {**self._options, **valkey.options(valkey.QUICK_SECONDS)}
        return QuickClient(self._servers, **options)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        if _is_strict(key):
            return bool(super().add(key, value, timeout, version))
        made, wait = self.make_and_validate_key(key, version), self.get_backend_timeout(timeout)
        return self._or(False, lambda: self._quick.add(made, value, wait))

    def get(self, key: str, default: Any = None, version: Any = None) -> Any:
        if _is_strict(key):
            return super().get(key, default, version)
        made = self.make_and_validate_key(key, version)
        return self._or(default, lambda: self._quick.get(made, default))

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        if _is_strict(key):
            super().set(key, value, timeout, version)
            return
        made, wait = self.make_and_validate_key(key, version), self.get_backend_timeout(timeout)
        self._or(None, lambda: self._quick.set(made, value, wait))

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        if _is_strict(key):
            return bool(super().touch(key, timeout, version))
        made, wait = self.make_and_validate_key(key, version), self.get_backend_timeout(timeout)
        return self._or(False, lambda: self._quick.touch(made, wait))

    def delete(self, key: str, version: Any = None) -> bool:
        if _is_strict(key):
            return bool(super().delete(key, version))
        made = self.make_and_validate_key(key, version)
        return self._or(False, lambda: self._quick.delete(made))

    def has_key(self, key: str, version: Any = None) -> bool:
        if _is_strict(key):
            return bool(super().has_key(key, version))
        made = self.make_and_validate_key(key, version)
        return self._or(False, lambda: self._quick.has_key(made))

    def incr(self, key: str, delta: int = 1, version: Any = None) -> int:
        """ValueError when the key does not exist, which is also what a silent Valkey looks like."""
        if _is_strict(key):
            return int(super().incr(key, delta, version))
        made = self.make_and_validate_key(key, version)
        try:
            return int(self._quick.incr(made, delta))
        except valkey.FAILURES:
            raise ValueError(f"Key {key!r} not found.") from None

    def get_many(self, keys: Iterable[str], version: Any = None) -> dict[str, Any]:
        names = list(keys)
        if any(map(_is_strict, names)):
            return dict(super().get_many(names, version))
        made = {self.make_and_validate_key(name, version): name for name in names}
        found: dict[str, Any] = self._or({}, lambda: self._quick.get_many(list(made)))
        return {made[name]: value for name, value in found.items()}

    def set_many(
        self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> list[str]:
        if not data or any(map(_is_strict, data)):
            return list(super().set_many(data, timeout, version))
        made = {self.make_and_validate_key(name, version): value for name, value in data.items()}
        wait = self.get_backend_timeout(timeout)
        done = self._or(False, lambda: self._quick.set_many(made, wait) or True)
        return [] if done else list(data)

    def delete_many(self, keys: Iterable[str], version: Any = None) -> None:
        names = list(keys)
        if not names or any(map(_is_strict, names)):
            super().delete_many(names, version)
            return
        made = [self.make_and_validate_key(name, version) for name in names]
        self._or(None, lambda: self._quick.delete_many(made))

    @staticmethod
    def _or(otherwise: T, command: Callable[[], T]) -> T:
        try:
            return command()
        except valkey.FAILURES:
            return otherwise


def _is_strict(name: str) -> bool:
    return name.startswith(GLOBAL_PREFIX)
