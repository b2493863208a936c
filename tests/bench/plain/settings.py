"""As little Django as serves a page: one app, no middleware, the stock backend with the product's pool options."""

import os
from typing import Any

from quayside.settings.environment import database_url

SECRET_KEY = os.environ["SECRET_KEY"]
USE_TZ = True
TIME_ZONE = "UTC"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["tests.bench.plain"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "tests.bench.plain.urls"
MIDDLEWARE: list[str] = []
WEB_THREADS = int(os.environ.get("WEB_THREADS", "4"))
WEB_WORKERS = int(os.environ.get("WEB_WORKERS", "2"))


def _alias(role: str, **options: Any) -> dict[str, Any]:
    url = database_url(os.environ[f"DATABASE_URL_{role}"])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": url.host,
        "PORT": url.port,
        "NAME": url.name,
        "USER": url.user,
        "PASSWORD": url.password,
        "OPTIONS": {"connect_timeout": 3, **options},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
    }


_POOL = int(os.environ.get("DATABASE_POOL") or WEB_THREADS + 4)
DATABASES = {"default": _alias("APP", pool={"min_size": 0, "max_size": _POOL, "timeout": 5, "max_idle": 120})}
if "DATABASE_URL_OWNER" in os.environ:
    DATABASES["owner"] = _alias("OWNER")
