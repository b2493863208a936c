"""Absolute addresses of the platform and of its businesses, with the installation's scheme and port."""

from django.conf import settings

from apps.tenancy.types import TenantFacts


def platform(path: str = "/") -> str:
    """Absolute URL of a path on the platform's host."""
    return f"{settings.PUBLIC_URL}{path}"


def business(tenant: TenantFacts, path: str = "/") -> str:
    """Absolute URL of a path on the business's main host."""
    return on_host(tenant.host, path)


def on_host(host: str, path: str = "/") -> str:
    """Absolute URL of a path on any host of the installation."""
    scheme = settings.PUBLIC_URL.split("://", 1)[0]
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{scheme}://{host}{port}{path}"
