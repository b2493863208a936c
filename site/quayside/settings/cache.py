"""Valkey or Redis: cache, sessions, cached pages, queue."""

from typing import Any

from quayside.settings.base import ENVIRONMENT, SECRET_KEY

REDIS_URL = ENVIRONMENT.redis_url

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "apps.tenancy.cache.TenantCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "c",
        "KEY_FUNCTION": "apps.tenancy.cache.key",
    },
    "sessions": {
        "BACKEND": "apps.tenancy.cache.StrictCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "s",
    },
}

SESSION_ENGINE = "apps.accounts.sessions"
SESSION_CACHE_ALIAS = "sessions"

HUEY = {
    "name": "quayside",
    "huey_class": "apps.tenancy.queue.Queue",
    # Huey's own default is DEBUG, which would run tasks inside the request.
    "immediate": False,
    "url": REDIS_URL,
    "secret": SECRET_KEY,
    "consumer": {"workers": 2, "worker_type": "thread"},
}
TASKS = {"default": {"BACKEND": "apps.tenancy.library_tasks.LibraryTasks"}}
