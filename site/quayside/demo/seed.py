"""The sample businesses and their people, made through the same services as real ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.accounts import builtin
from apps.accounts import services as accounts
from apps.tenancy import context
from apps.tenancy import services as tenancy
from apps.tenancy.models import Tenant
from quayside.demo import customers, todos

PLAN = "enterprise"
BOTH = "accountant@quayside.example"
ROLE_OF_BOTH = "manager"


@dataclass(frozen=True, slots=True)
class Business:
    """What provisioning is told, and who owns the place."""

    slug: str
    name: str
    trade: str
    currency: str
    time_zone: str
    people: Sequence[str]


BUSINESSES = (
    Business(
        slug="coral",
        name="Coral & Current",
        trade="dive_shop",
        currency="USD",
        time_zone="America/Belize",
        people=(
            *("Marisol Novelo", "Dwight Cayetano", "Elena Pott", "Kian Usher", "Rosa Requena"),
            *("Jamal Tillett", "Anders Holm", "Grace Arzu", "Teo Choc", "Bea Young"),
        ),
    ),
    Business(
        slug="northgate",
        name="Northgate Garages",
        trade="parking",
        currency="GBP",
        time_zone="Europe/London",
        people=(
            *("Harriet Sykes", "Imran Qureshi", "Colin Bedford", "Priya Nair", "Tom Ackroyd"),
            *("Lucy Farrar", "Owen Rhys", "Sadie Wood", "Kofi Mensah", "Joan Pickles"),
        ),
    ),
)


def seed(*, password: str, at: datetime) -> dict[str, Any]:
    """Make the businesses that are missing; returns all sample sign-ins. One transaction per business."""
    with context.use_platform():
        known = set(Tenant.objects.values_list("slug", flat=True))
        for business in BUSINESSES:
            if business.slug not in known:
                _make(business, password, at)
        tenants = list(Tenant.objects.filter(slug__in=[business.slug for business in BUSINESSES]))
    for tenant in tenants:
        customers.seed(tenant, at=at)
        todos.seed(tenant, at=at)
    return {"businesses": [_sign_ins(business, password) for business in BUSINESSES]}


def _make(business: Business, password: str, at: datetime) -> None:
    with context.atomic():
        tenant = tenancy.provision(
            slug=business.slug,
            name=business.name,
            trade=business.trade,
            currency=business.currency,
            time_zone=business.time_zone,
            plan=PLAN,
            at=at,
        )
        with context.use_platform(tenant):
            for email, role, name in _people(business):
                accounts.add_member(email=email, role=role, name=name, password=password, at=at)


def _people(business: Business) -> list[tuple[str, str, str]]:
    """E-mail, role and name: one per built-in role, and somebody who works for both businesses."""
    members = [
        (f"{role.replace('_', '-')}@{business.slug}.example", role, name)
        for role, name in zip(builtin.roles(), business.people, strict=True)
    ]
    return [*members, (BOTH, ROLE_OF_BOTH, "Nadia Haddad")]


def _sign_ins(business: Business, password: str) -> dict[str, Any]:
    return {
        "slug": business.slug,
        "name": business.name,
        "trade": business.trade,
        "users": [
            {"email": email, "name": name, "role": role, "password": password}
            for email, role, name in _people(business)
        ],
    }
