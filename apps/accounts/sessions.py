"""Sessions in Valkey: seven rolling days, good on one host only.

The entry's name is a digest of the cookie, and the list of sessions holds the digest too, so whoever reads
either cannot sign in with it. Valkey away is an error here, never a person quietly signed out.
"""

import hashlib
import time
from typing import Any, Final

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.backends.cache import SessionStore as CacheStore
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.utils.functional import cached_property

from apps.tenancy import context

_BOUND_TO: Final = "_bound_to"
_RENEWED: Final = "_renewed_at"
RENEW_AFTER: Final = 3600


def digest(session_key: str) -> str:
    """What stands for the session outside the cookie: 40 characters."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


def bound_to() -> str:
    """The host's business as a session names it; the platform's host is its own."""
    tenant = context.current_tenant_id()
    return "platform" if tenant is None else str(tenant)


class SessionStore(CacheStore):
    """Loads empty on any host but its own."""

    cache_key_prefix = "session:"

    def __init__(self, session_key: str | None = None) -> None:
        # Not CacheStore's, which gets the cache ready for every visitor; most have no session.
        super(CacheStore, self).__init__(session_key)

    @cached_property
    def _cache(self) -> BaseCache:
        return caches[settings.SESSION_CACHE_ALIAS]

    _session_cache: dict[str, Any]

    def _entry(self, session_key: str) -> str:
        return self.cache_key_prefix + digest(session_key)

    @property
    def cache_key(self) -> str:
        return self._entry(self._get_or_create_session_key())  # type: ignore[attr-defined]

    def load(self) -> dict[str, Any]:
        key = self.session_key
        data: dict[str, Any] | None = self._cache.get(self._entry(key)) if key else None
        if data is None or data.get(_BOUND_TO) != bound_to():
            self._session_key = None
            return {}
        if data.get(_RENEWED, 0) < time.time() - RENEW_AFTER:
            self.modified = True  # saving moves both the entry's and the cookie's end
        return data

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        session = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        session[_BOUND_TO] = bound_to()
        session[_RENEWED] = int(time.time())
        super().save(must_create)

    def exists(self, session_key: str) -> bool:
        return bool(session_key) and self._entry(session_key) in self._cache

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self._cache.delete(self._entry(key))

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    async def asave(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django's signature
        await sync_to_async(self.save)(must_create)

    async def aexists(self, session_key: str) -> bool:
        return await sync_to_async(self.exists)(session_key)

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)

    def is_empty(self) -> bool:
        """Whether there is nothing but our own marks, so that no cookie is set for it."""
        try:
            return not self._session_key and not (set(self._session_cache) - {_BOUND_TO, _RENEWED})
        except AttributeError:
            return True


def alive(digests: list[str]) -> set[str]:
    """Which of the sessions still exist."""
    prefix = SessionStore.cache_key_prefix
    found = SessionStore()._cache.get_many([prefix + each for each in digests])
    return {key.removeprefix(prefix) for key in found}


def end(digests: list[str]) -> None:
    """End sessions on any host, at once."""
    prefix = SessionStore.cache_key_prefix
    SessionStore()._cache.delete_many([prefix + each for each in digests])
