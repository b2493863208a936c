"""The sample businesses, made from packs through the same services as real ones."""

from datetime import datetime
from typing import Any, Final

from apps.accounts import services as accounts
from apps.accounts.models import Member
from apps.operator_console import services as packs
from apps.tenancy import context
from apps.tenancy import services as tenancy
from apps.tenancy.models import Tenant
from apps.tenancy.packs import Pack, collect, load, shipped
from cms import tasks
from quayside.demo import todos

PLAN: Final = "enterprise"
BOTH: Final = "accountant@quayside.example"
ROLE_OF_BOTH: Final = "manager"
# In the order of the landing page. A pack without its folder has no business.
TRADES: Final = ("dive_shop", "hotel_group", "tour_operator", "mobile_detailing", "parking")


def seed(*, password: str, at: datetime) -> dict[str, Any]:
    """Make the businesses that are missing and bring the others up to their packs; returns all sample sign-ins.

    Pictures are drawn small, for a first look, and in full by the worker.
    """
    made = []
    for trade in TRADES:
        folder = shipped().get(trade)
        if folder is not None:
            pack = load(folder)
            found = collect(pack)
            _bring(pack, password, at)
            made.append(_sign_ins(pack, found.samples["people"], password))
    return {"businesses": made}


def _bring(pack: Pack, password: str, at: datetime) -> None:
    sample, settings = pack.shared["sample"], pack.shared["settings"]
    with context.use_signin():
        tenant = Tenant.objects.filter(slug=sample["slug"]).first()
    if tenant is None:
        tenant = tenancy.provision(
            slug=sample["slug"],
            name=sample["name"],
            trade=pack.key,
            locale=settings.get("language") or "en",
            currency=settings.get("currency") or "USD",
            time_zone=settings.get("time_zone") or "UTC",
            plan=PLAN,
            at=at,
        )
    with context.use_tenant(tenant):
        options = {"password": password, "drafts": True}
        packs.install(folder=pack.folder, sample=True, options=options, by=None, at=at)
        if not Member.objects.filter(user__email=BOTH).exists():
            accounts.add_member(email=BOTH, role=ROLE_OF_BOTH, name="Nadia Haddad", password=password, at=at)
        tasks.finish_pictures()
    todos.seed(tenant, at=at)


def _sign_ins(pack: Pack, people: list[dict[str, str]], password: str) -> dict[str, Any]:
    sample = pack.shared["sample"]
    members = [(f"{one['email']}@{sample['slug']}.example", one["role"], one["name"]) for one in people]
    return {
        "slug": sample["slug"],
        "name": sample["name"],
        "trade": pack.key,
        "users": [
            {"email": email, "name": name, "role": role, "password": password}
            for email, role, name in [*members, (BOTH, ROLE_OF_BOTH, "Nadia Haddad")]
        ],
    }
