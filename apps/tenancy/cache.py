"""Django's cache with the business in every key, and with what happens when Valkey is silent."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from apps.tenancy import context, valkey

GLOBAL_PREFIX: Final = "allauth"
COMMANDS: Final = (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
)


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
    owner = "g" if _is_strict(key) else space()
    return f"{owner}:{prefix}:{version}:{key}"


class StrictClient(RedisCacheClient):
    """The commands, behind the breaker of what must not be taken as absent."""

    breaker = valkey.STRICT_BREAKER

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Report to the breaker; raises CacheUnavailable at once while it is open."""
        if not self.breaker.allows():
            raise CacheUnavailable("the cache did not answer")
        try:
            yield
        except valkey.FAILURES:
            self.breaker.failed()
            raise
        else:
            self.breaker.succeeded()


class QuickClient(StrictClient):
    """The same behind the breaker of optional uses."""

    breaker = valkey.BREAKER


def _guard(command: str) -> Callable[..., Any]:
    plain: Callable[..., Any] = getattr(RedisCacheClient, command)

    def guarded(self: StrictClient, *args: Any) -> Any:
        with self.guarded():
            return plain(self, *args)

    return guarded


for _command in COMMANDS:
    setattr(StrictClient, _command, _guard(_command))


class StrictCache(RedisCache):
    """Raises when Valkey is silent. For what must never be taken as absent: sessions."""

    client_class: type[StrictClient] = StrictClient
    seconds = valkey.PATIENT_SECONDS

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        own: dict[str, Any] = params.get("OPTIONS", {})
        self._options = {**valkey.options(self.seconds), **own}
        self._class = self.client_class

    def clear(self) -> Any:
        """Forget this alias's entries of the current binding; other uses of the server keep theirs."""
        client = self._cache.get_client(write=True)
        for found in client.scan_iter(match=self.make_key("*"), count=1000):
            client.delete(found)
        return True


class QuickCache(StrictCache):
    """Waits 25 ms at most, and not at all for a second after it waited in vain."""

    client_class = QuickClient
    seconds = valkey.QUICK_SECONDS


class TenantCache(StrictCache):
    """A silent Valkey looks like an empty cache.

    Keys of allauth (rate limits, used one-time codes) raise instead: an absent entry would let somebody in.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._quick = QuickCache(server, params)

    def add(self, key: str, *args: Any, **options: Any) -> bool:
        return bool(self._run("add", [key], key, *args, otherwise=False, **options))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._run("get", [key], key, default, version, otherwise=default)

    def set(self, key: str, *args: Any, **options: Any) -> None:
        self._run("set", [key], key, *args, **options)

    def touch(self, key: str, *args: Any, **options: Any) -> bool:
        return bool(self._run("touch", [key], key, *args, otherwise=False, **options))

    def delete(self, key: str, *args: Any, **options: Any) -> bool:
        return bool(self._run("delete", [key], key, *args, otherwise=False, **options))

    def has_key(self, key: str, *args: Any, **options: Any) -> bool:
        return bool(self._run("has_key", [key], key, *args, otherwise=False, **options))

    def incr(self, key: str, *args: Any, **options: Any) -> int:
        """Raises ValueError when the key does not exist, which is also what a silent Valkey looks like."""
        value = self._run("incr", [key], key, *args, **options)
        if value is None:
            raise ValueError(f"Key {key!r} not found.")
        return int(value)

    def get_many(self, keys: Iterable[str], *args: Any, **options: Any) -> dict[str, Any]:
        names = list(keys)
        return dict(self._run("get_many", names, names, *args, otherwise={}, **options))

    def set_many(self, data: dict[str, Any], *args: Any, **options: Any) -> list[str]:
        return list(self._run("set_many", data, data, *args, otherwise=data, **options))

    def delete_many(self, keys: Iterable[str], *args: Any, **options: Any) -> None:
        names = list(keys)
        self._run("delete_many", names, names, *args, **options)

    def _run(
        self, command: str, names: Iterable[str], *args: Any, otherwise: Any = None, **options: Any
    ) -> Any:
        if any(map(_is_strict, names)):
            return getattr(super(), command)(*args, **options)
        try:
            return getattr(self._quick, command)(*args, **options)
        except valkey.FAILURES:
            return otherwise


def _is_strict(name: str) -> bool:
    return name.startswith(GLOBAL_PREFIX)
