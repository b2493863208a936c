"""One alias per database role. Bypassing a tenant's walls is a role, never a setting."""

from typing import Any

from quayside.settings.base import ENVIRONMENT
from quayside.settings.environment import DatabaseUrl

TENANT_BACKEND = "apps.tenancy.backend"
PLAIN_BACKEND = "django.db.backends.postgresql"


def _alias(url: DatabaseUrl, *, engine: str, pool: int) -> dict[str, Any]:
    options: dict[str, Any] = dict(url.options)
    options.setdefault("connect_timeout", 3)
    if pool:
        # A request waits this long for a connection before it is told to come back.
        options["pool"] = {"min_size": 0, "max_size": pool, "timeout": 5, "max_idle": 120}
    return {
        "ENGINE": engine,
        "HOST": url.host,
        "PORT": url.port,
        "NAME": url.name,
        "USER": url.user,
        "PASSWORD": url.password,
        "OPTIONS": options,
        # Without the check a pool hands out connections that died with a restarted server.
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
        "TENANT_MODE": ENVIRONMENT.tenant_mode,
    }


_POOL = ENVIRONMENT.pool
DATABASES = {
    "default": _alias(ENVIRONMENT.app, engine=TENANT_BACKEND, pool=_POOL),
    "signin": _alias(ENVIRONMENT.signin, engine=TENANT_BACKEND, pool=_POOL and max(4, _POOL // 2)),
    "platform": _alias(ENVIRONMENT.platform, engine=TENANT_BACKEND, pool=_POOL and max(4, _POOL // 2)),
}
if ENVIRONMENT.owner:
    DATABASES["owner"] = _alias(ENVIRONMENT.owner, engine=PLAIN_BACKEND, pool=0)

DATABASE_ROLES = {
    "owner": ENVIRONMENT.owner.user if ENVIRONMENT.owner else "quayside_owner",
    "app": ENVIRONMENT.app.user,
    "signin": ENVIRONMENT.signin.user,
    "platform": ENVIRONMENT.platform.user,
}
DATABASE_ROUTERS = ["apps.tenancy.router.Router"]
