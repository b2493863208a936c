"""The business behind a host, kept for two seconds per process so that a request does not pay a query for it."""

import time
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError

from apps.tenancy import context
from apps.tenancy.errors import NoTenant
from apps.tenancy.models import Domain, Tenant
from apps.tenancy.types import Status, TenantFacts

FRESH_SECONDS: Final = 2.0
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    facts: TenantFacts | None
    until: float


_by_host: dict[str, _Kept] = {}
_by_id: dict[int, _Kept] = {}


def of_host(host: str) -> TenantFacts | None:
    """The business that answers at a normalised host name, None when nobody does.

    While the database is away the last known answer stays good.
    """
    kept = _by_host.get(host)
    if kept is not None and kept.until > time.monotonic():
        return kept.facts
    try:
        facts = _find(host)
    except (OperationalError, InterfaceError):
        if kept is None:
            raise
        return kept.facts
    if len(_by_host) >= _MOST:  # unknown hosts must not fill the memory
        _by_host.clear()
    _by_host[host] = _Kept(facts, time.monotonic() + FRESH_SECONDS)
    if facts is not None:
        _by_id[facts.id] = _by_host[host]
    return facts


def current() -> TenantFacts:
    """The bound business; raises NoTenant with none bound."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    kept = _by_id.get(tenant)
    if kept is not None and kept.facts is not None and kept.until > time.monotonic():
        return kept.facts
    with context.use_signin():
        row = Tenant.objects.filter(pk=tenant).first()
        if row is None:
            raise NoTenant
        facts = _facts(row, _primary_host(row))
    _by_id[tenant] = _Kept(facts, time.monotonic() + FRESH_SECONDS)
    return facts


def forget() -> None:
    """Drop what this process knows; other processes follow within two seconds."""
    _by_host.clear()
    _by_id.clear()


def _find(host: str) -> TenantFacts | None:
    with context.use_signin():
        suffix = f".{settings.PLATFORM_HOST}"
        if host.endswith(suffix):
            row = Tenant.objects.filter(slug=host.removesuffix(suffix)).first()
        else:
            domain = Domain.objects.filter(host=host).select_related("tenant").first()
            row = domain.tenant if domain else None
        return None if row is None else _facts(row, _primary_host(row))


def _primary_host(row: Tenant) -> str:
    own = Domain.objects.filter(tenant=row, primary=True).values_list("host", flat=True).first()
    return own or f"{row.slug}.{settings.PLATFORM_HOST}"


def _facts(row: Tenant, host: str) -> TenantFacts:
    return TenantFacts(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        trade=row.trade,
        status=Status(row.status),
        locale=row.locale,
        currency=row.currency,
        time_zone=row.time_zone,
        host=host,
        trial_ends_at=row.trial_ends_at,
    )
