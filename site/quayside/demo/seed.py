"""The sample businesses, made from packs through the same services as real ones."""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import connections

from apps.accounts import services as accounts
from apps.accounts.models import Member
from apps.operator_console import services as packs
from apps.tenancy import context
from apps.tenancy import services as tenancy
from apps.tenancy.models import Tenant
from apps.tenancy.packs import Pack, collect, load, shipped
from cms import tasks
from quayside.demo import booked, todos

PLAN: Final = "enterprise"
BOTH: Final = "accountant@quayside.example"
ROLE_OF_BOTH: Final = "manager"
NAME_OF_BOTH: Final = "Nadia Haddad"
# In the order of the landing page. A pack without its folder has no business.
TRADES: Final = ("dive_shop", "hotel_group", "tour_operator", "mobile_detailing", "parking")


def seed(*, password: str, at: datetime) -> dict[str, Any]:
    """Make the businesses that are missing and bring the others up to their packs; returns all sample sign-ins.

    Businesses are made at the same time, one on each core. Pictures are drawn small, for a first look, and in full by
    the worker.
    """
    known = shipped()
    folders = [known[trade] for trade in TRADES if trade in known]
    work = [(folder, password, at) for folder in folders]
    cores = min(len(work), os.cpu_count() or 1)
    # Forking is cheap, and safe while nothing is connected; starting Django again costs more than it saves.
    if cores > 1 and sys.platform == "linux":
        connections.close_all()
        with multiprocessing.get_context("fork").Pool(cores, maxtasksperchild=1) as pool:
            made = pool.starmap(bring, work, chunksize=1)
    else:
        made = [bring(*one) for one in work]
    for business in made:
        _complete(business["slug"], password, at)
    return {"businesses": made}


def bring(folder: Path, password: str, at: datetime) -> dict[str, Any]:
    """Make one business, or bring it up to its pack; returns its sign-ins."""
    pack = load(folder)
    people = collect(pack).samples["people"]
    sample, settings = pack.shared["sample"], pack.shared["settings"]
    tenant = _found(sample["slug"])
    if tenant is None:
        tenant = tenancy.provision(
            slug=sample["slug"],
            name=sample["name"],
            trade=pack.key,
            locale=_locale(settings),
            currency=settings.get("currency") or "USD",
            time_zone=settings.get("time_zone") or "UTC",
            plan=PLAN,
            at=at,
        )
    with context.use_tenant(tenant):
        options = {"password": password, "drafts": True}
        packs.install(folder=folder, sample=True, options=options, follow=False, by=None, at=at)
    todos.seed(tenant, at=at)
    booked.seed(tenant, at=at)
    return _sign_ins(pack, people, password)


def _locale(settings: Mapping[str, str]) -> str:
    """Its language as its country writes it: "en-gb"."""
    parts = (settings.get("language") or "en", settings.get("country", "").lower())
    return "-".join(filter(None, parts))


def _found(slug: str) -> Tenant | None:
    with context.use_signin():
        return Tenant.objects.filter(slug=slug).first()


def _complete(slug: str, password: str, at: datetime) -> None:
    tenant = _found(slug)
    if tenant is None:
        return
    with context.use_tenant(tenant):
        if not Member.objects.filter(user__email=BOTH).exists():
            accounts.add_member(email=BOTH, role=ROLE_OF_BOTH, name=NAME_OF_BOTH, password=password, at=at)
        # Last of all: drawing takes the worker's whole attention.
        tasks.finish_pictures()


def _sign_ins(pack: Pack, people: list[dict[str, str]], password: str) -> dict[str, Any]:
    sample = pack.shared["sample"]
    members = [(f"{one['email']}@{sample['slug']}.example", one["role"], one["name"]) for one in people]
    return {
        "slug": sample["slug"],
        "name": sample["name"],
        "trade": pack.key,
        "users": [
            {"email": email, "name": name, "role": role, "password": password}
            for email, role, name in [*members, (BOTH, ROLE_OF_BOTH, NAME_OF_BOTH)]
        ],
    }
