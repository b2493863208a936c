"""Public pages and the editor's explorer, measured inside the product's own Django: call after `django.setup()`."""

from datetime import timedelta
from typing import Any

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Image
from wagtail.models import Collection

from apps.accounts import services as accounts
from apps.accounts.models import Member
from apps.backoffice.types import Child
from apps.capacity.models import Departure
from apps.catalog import queries, services
from apps.catalog.models import Option
from apps.kernel import clock
from apps.tenancy import context, parts
from apps.tenancy.models import Location
from cms.pages import HomePage, StandardPage
from tests.bench import shape, worker
from tests.isolation.fillers import picture

WHO, PASSWORD = "editor@bench.example", "tide-over-nine-piers"
_browsers: dict[tuple[int, bool], Client] = {}


def sell(*, tenant: int) -> int:
    """Twenty products with pictures and prices, on the home page's list."""
    at = clock.now()
    with context.use_tenant(tenant, actor=1, request="bench"):
        if queries.cards():
            return 0
        image = Image(title="Reef", file=picture("reef.png"), collection=Collection.get_first_root_node())
        image.save()
        for number in range(shape.SOLD):
            product = services.create_product(
                values={
                    "name": f"Reef trip {number}",
                    "status": "active",
                    "summary": shape.NOTES,
                    "duration": 150,
                    "level": "Open Water",
                },
                children={"pictures": [Child(pk=None, values={"image": image.pk})]},
                by=None,
                at=at,
            )
            option = services.create_option(values={"product": product, "name": "Morning"}, by=None, at=at)
            for name, price in (("Adult", 8500), ("Child", 4500)):
                services.create_unit(
                    values={"option": option, "name": name, "price": price + number}, by=None, at=at
                )
        home = HomePage.objects.get()
        home.body = [
            ("hero", {"title": "Reef", "text": shape.NOTES, "tone": "light"}),
            ("text", {"html": f"<p>{shape.NOTES}</p>"}),
            ("products", {"title": "Trips", "limit": shape.SOLD}),
        ]
        home.save_revision().publish()
    return shape.SOLD


def run_daily(*, tenant: int) -> int:
    """The first product leaves twice a day for three months."""
    with context.use_tenant(tenant, actor=1, request="bench"):
        option = Option.objects.select_related("product").order_by("product__position", "product").first()
        place = Location.objects.order_by("pk").first()
        assert option is not None and place is not None
        if Departure.objects.filter(option=option).exists():
            return 0
        at = clock.now()
        made = [
            Departure(
                product=option.product,
                option=option,
                location=place,
                starts_at=at + timedelta(hours=12 * number),
                ends_at=at + timedelta(hours=12 * number + 4),
                capacity=12,
                booked=number % 13,
            )
            for number in range(1, 181)
        ]
        return len(Departure.objects.bulk_create(made))


def page(
    *, tenant: int, address: str, count: int, signed_in: bool = False, alone: bool = False
) -> dict[str, float]:
    """One page with its whole middleware, one client alone; `alone` shares no part with the page before."""
    before = parts.forget if alone else None
    return worker.of_page(_browser(tenant, signed_in=signed_in), address, count, before)


def page_queries(*, tenant: int, address: str) -> int:
    """Statements that the page sends to the database."""
    browser = _browser(tenant, signed_in=False)
    browser.get(address)
    with (
        CaptureQueriesContext(connections["default"]) as app,
        CaptureQueriesContext(connections["signin"]) as door,
    ):
        browser.get(address)
    return len(app) + len(door)


def place(*, tenant: int) -> dict[str, Any]:
    """Where the editor's list of the many pages of a business stands, and one of these pages."""
    with context.use_tenant(tenant):
        above = StandardPage.objects.get(slug="about")
        return {"explorer": f"/cms/pages/{above.pk}/", "page": f"/about/{shape.page_slug(3)}/"}


def _browser(tenant: int, *, signed_in: bool) -> Client:
    if (tenant, signed_in) not in _browsers:
        browser = Client(headers={"host": f"{shape.slug(tenant)}.localhost"})
        if signed_in:
            with context.use_platform(tenant):
                if not Member.objects.filter(tenant=tenant, user__email=WHO).exists():
                    accounts.add_member(
                        email=WHO, role="owner", password=PASSWORD, name="Editor", at=clock.now()
                    )
            answer = browser.post("/accounts/login/", {"login": WHO, "password": PASSWORD})
            assert answer.status_code == 302, answer.content[:500]
        _browsers[tenant, signed_in] = browser
    return _browsers[tenant, signed_in]


JOBS = {job.__name__: job for job in (sell, run_daily, page, page_queries, place)}
