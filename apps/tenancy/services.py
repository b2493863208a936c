"""Writes about a business itself: birth, state, hosts."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext

from apps.tenancy import context, facts, pages, provisioning, secrets
from apps.tenancy.errors import DomainTaken, InvalidBusiness, SlugTaken, WrongStatus
from apps.tenancy.models import Domain, Location, Plan, TaxProfile, Tenant
from apps.tenancy.types import Status

TRIAL: Final = timedelta(days=14)
RESERVED: Final = frozenset(
    {"www", "api", "admin", "app", "mail", "static", "media", "platform", "status", "support"}
)


def provision(
    *,
    slug: str,
    name: str,
    at: datetime,
    trade: str = "",
    locale: str = "en",
    currency: str = "USD",
    time_zone: str = "UTC",
    plan: str = "starter",
) -> Tenant:
    """Create a business with everything it needs, or nothing at all: one transaction as the platform role.

    It begins in a trial of 14 days with a first location, a tax profile and its own data key.
    Raises SlugTaken and InvalidBusiness.
    """
    slug = slug.strip().lower()
    if slug in RESERVED:
        raise SlugTaken(slug=slug)
    with context.use_platform():
        tenant = Tenant(
            slug=slug,
            name=name.strip(),
            trade=trade,
            status=Status.TRIAL,
            locale=locale,
            currency=currency,
            time_zone=time_zone,
            plan=Plan.objects.get(key=plan),
            trial_ends_at=at + TRIAL,
        )
        _check(tenant)
        with context.atomic():
            _claim_slug(tenant)
            with context.use_platform(tenant):
                secrets.create_key(at=at)
                tax = TaxProfile.objects.create(name=gettext("Standard"))
                Location.objects.create(name=name.strip(), time_zone=time_zone, tax_profile=tax)
                for step in provisioning.STEPS:
                    step(tenant=tenant, at=at)
    facts.forget()
    return tenant


def _check(tenant: Tenant) -> None:
    try:
        tenant.full_clean(exclude=["slug"] if tenant.slug in RESERVED else None, validate_unique=False)
        Location(name=tenant.name, time_zone=tenant.time_zone).clean_fields(exclude=["tenant"])
    except ValidationError as error:
        raise InvalidBusiness(problems=" ".join(error.messages)) from error


def _claim_slug(tenant: Tenant) -> None:
    try:
        with context.atomic():
            tenant.save(force_insert=True)
    except IntegrityError as error:
        raise SlugTaken(slug=tenant.slug) from error


def suspend(*, tenant: Tenant, reason: str, at: datetime) -> None:
    """Close the public pages and the work of staff, who may still sign in and export. Raises WrongStatus."""
    _move(tenant, {Status.SETUP, Status.TRIAL, Status.ACTIVE}, Status.SUSPENDED, reason=reason)


def activate(*, tenant: Tenant, at: datetime) -> None:
    """Open the business, from a trial or after a suspension. Raises WrongStatus."""
    _move(tenant, {Status.SETUP, Status.TRIAL, Status.SUSPENDED}, Status.ACTIVE)


def cancel(*, tenant: Tenant, reason: str, at: datetime) -> None:
    """End the subscription: closed like a suspension, and ready for deletion. Raises WrongStatus."""
    _move(tenant, set(Status) - {Status.CANCELLED}, Status.CANCELLED, reason=reason)


def _move(tenant: Tenant, allowed: set[Status], to: Status, *, reason: str = "") -> None:
    with context.use_platform(tenant), context.atomic():
        row = Tenant.objects.select_for_update().get(pk=tenant.pk)
        if Status(row.status) not in allowed:
            raise WrongStatus(status=Status(row.status).label)
        row.status, row.suspended_for = to, reason
        row.save(update_fields=["status", "suspended_for"])
    tenant.status, tenant.suspended_for = to, reason
    forget_pages(tenant)


def add_domain(*, tenant: Tenant, host: str, primary: bool = False, at: datetime) -> Domain:
    """Let the business answer at a host of its own. Raises DomainTaken and InvalidBusiness."""
    host = host.strip().lower().rstrip(".")
    if _is_of_the_platform(host):
        raise DomainTaken(host=host)
    with context.use_platform(tenant):
        domain = Domain(host=host, primary=primary)
        try:
            domain.clean_fields(exclude=["tenant"])
        except ValidationError as error:
            raise InvalidBusiness(problems=" ".join(error.messages)) from error
        try:
            with context.atomic():
                if primary:
                    Domain.objects.filter(tenant=tenant, primary=True).update(primary=False)
                domain.save()
        except IntegrityError as error:
            raise DomainTaken(host=host) from error
    forget_pages(tenant)
    return domain


def _is_of_the_platform(host: str) -> bool:
    """The platform's own names, which lead to businesses by their slugs, and bare addresses."""
    own = settings.PLATFORM_HOST
    return host == own or host.endswith(f".{own}") or host.replace(".", "").isdigit()


def remove_domain(*, domain: Domain, at: datetime) -> None:
    """Stop answering at this host."""
    tenant = domain.tenant
    with context.use_platform(tenant):
        Domain.objects.filter(pk=domain.pk, tenant=tenant).delete()
    pages.forget(domain.host)
    forget_pages(tenant)


def forget_pages(tenant: Tenant) -> None:
    """Drop everything cached about the business's public face."""
    facts.forget()
    with context.use_signin():
        hosts = list(Domain.objects.filter(tenant=tenant).values_list("host", flat=True))
    pages.forget(*hosts, tenant.slug_host)
