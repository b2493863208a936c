"""A page of a list, measured inside the product's own Django: call after `django.setup()`."""

import time
from typing import Any

from django.db import connections
from django.test import Client

from apps.accounts import services as accounts
from apps.accounts.models import Member
from apps.backoffice.services import fields
from apps.kernel import clock
from apps.tenancy import context
from tests.bench import shape

WHO, PASSWORD = "lists@bench.example", "tide-over-nine-piers"
ADDRESS = "/admin/customers/customer/"
COLUMNS = "&".join(
    f"columns={key}"
    for key in ("name", "email", "country", "custom.level", "custom.dives", "custom.last_dive")
)
_browsers: dict[int, Client] = {}


def define_guest_fields(*, tenant: int) -> int:
    """Three fields of the owner's: a choice, a number, a day."""
    wanted: dict[str, dict[str, Any]] = {
        "level": {"kind": "choice", "choices": [{"value": one, "label": one} for one in shape.LEVELS]},
        "dives": {"kind": "number"},
        "last_dive": {"kind": "date"},
    }
    with context.use_tenant(tenant, actor=1, request="bench"):
        for key, properties in wanted.items():
            fields.define_field(
                on="customers.customer", label=key, key=key, by=None, at=clock.now(), **properties
            )
    return len(wanted)


def list_guests(*, tenant: int, query: str, count: int) -> dict[str, float]:
    """The page with its whole middleware and the database in it: seconds of wall time and of CPU, bytes, queries."""
    browser = _browser(tenant)
    address = f"{ADDRESS}?{query}&{COLUMNS}"
    page = browser.get(address)
    assert page.status_code == 200, page.status_code
    assert page.content.count(b'name="pk"') == shape.LISTED, "a page of 25 rows was expected"
    wall, cpu = [], []
    for _time in range(count):
        started, worked = time.perf_counter(), time.process_time()
        browser.get(address)
        cpu.append(time.process_time() - worked)
        wall.append(time.perf_counter() - started)
    before = connections["default"].queries_log
    assert not before, "queries must not be recorded while measuring"
    return {"wall": min(wall), "cpu": min(cpu), "bytes": len(page.content)}


def open_page(*, tenant: int, address: str, count: int) -> dict[str, float]:
    """Any page, as `list_guests` measures one."""
    browser = _browser(tenant)
    page = browser.get(address)
    assert page.status_code == 200, (address, page.status_code)
    wall = []
    for _time in range(count):
        started = time.perf_counter()
        browser.get(address)
        wall.append(time.perf_counter() - started)
    return {"wall": min(wall), "bytes": len(page.content)}


def _browser(tenant: int) -> Client:
    if tenant not in _browsers:
        with context.use_platform(tenant):
            if not Member.objects.filter(tenant=tenant, user__email=WHO).exists():
                accounts.add_member(email=WHO, role="owner", password=PASSWORD, name="Lister", at=clock.now())
        browser = Client(headers={"host": f"{shape.slug(tenant)}.localhost"})
        answer = browser.post("/accounts/login/", {"login": WHO, "password": PASSWORD})
        assert answer.status_code == 302, answer.content[:500]
        _browsers[tenant] = browser
    return _browsers[tenant]


JOBS = {job.__name__: job for job in (define_guest_fields, list_guests, open_page)}
