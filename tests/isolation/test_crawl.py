"""The most powerful member of one business finds nothing of another, whatever they ask for."""

from typing import Any
from uuid import UUID

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import connections, models
from wagtail.images import get_image_model
from wagtail.models import Page

from apps.accounts import links
from apps.accounts.models import Invitation, User
from apps.tenancy import context, middleware, tables
from apps.tenancy.context import Bound
from cms import pictures
from cms.pictures import Size
from tests.isolation.crawl import Crawl
from tests.isolation.fillers import Filler, of_businesses
from tests.isolation.markers import ALPHA, BRAVO, WORD
from tests.isolation.routes import Values

HOST = f"{BRAVO[0]}.localhost"
OWNER = "owner@northgate.example"


def foreign_values(filler: Filler) -> Values:
    """What arguments are filled with: everything of the other business that could stand in an address."""
    values = Values(pk=filler.marks.pk)
    # The front page, which shows the visitor's own business, and every page of the other one by its address.
    values.texts["site_path"] = {"", *site_paths(filler)}
    for row in filler.filled.values():
        for column in row._meta.concrete_fields:
            value = getattr(row, column.name, None) if not column.is_relation else None
            if isinstance(column, models.FileField) and value:
                values.texts.setdefault("path", set()).add(value.name)
                values.texts.setdefault("filename", set()).add(value.name.rsplit("/", 1)[-1])
            elif isinstance(value, (str, UUID)) and value:
                values.texts.setdefault(column.name, set()).add(str(value))
    # A signed address as a page of the other business shows it.
    picture, size = filler.filled[get_image_model()], Size(400, None, "webp")
    version = pictures.version_of(picture)
    values.texts["signature"] = {pictures.signature(picture.pk, version, size.name)}
    for name, said in (("version", {version}), ("name", {size.name}), ("kind", {"svg", "png"})):
        values.texts[name] = values.texts.get(name, set()) | said
    person = filler.filled[User]
    # As the platform: making a token also notes the person's address, which no business may write.
    with context.use_platform(filler.tenant):
        uid, token = user_pk_to_url_str(person), default_token_generator.make_token(person)
    invitation = links.invitation_token(filler.filled[Invitation])
    values.texts["token"] = values.texts.get("token", set()) | {invitation, token}
    values.texts |= {"key": {token}, "uidb36": {uid}, "uidb64": {uid}}
    return values


def site_paths(filler: Filler) -> set[str]:
    """Addresses of the business's pages, without the slash they begin with."""
    with context.use_tenant(filler.tenant):
        found = {page.url for page in Page.objects.filter(depth__gt=1)}
    return {url[1:] for url in found if url}


def crawl_of(both: dict[str, Filler], **given: Any) -> Crawl:
    """The visitor of the second business who looks for the first one."""
    options = {"host": HOST, "urlconf": settings.ROOT_URLCONF, "email": OWNER, **given}
    return Crawl(values=foreign_values(both["coral"]), foreign=ALPHA[0], own=f"{WORD} {BRAVO[0]}", **options)


def test_the_owner_of_another_business_finds_nothing(both: dict[str, Filler]) -> None:
    report = crawl_of(both).read_everything()
    assert not report.findings, "\n".join(report.findings)
    assert len(report.own) > 30, "the crawl saw hardly a row of its own business"
    assert report.asked > 500


def test_the_owner_of_another_business_changes_nothing(both: dict[str, Filler]) -> None:
    crawl = crawl_of(both)
    before = rows_of(both["coral"])
    report = crawl.write_everything()
    changed = {table for table, sum_ in rows_of(both["coral"]).items() if before[table] != sum_}
    assert not changed
    assert not report.findings, "\n".join(report.findings)
    assert report.asked > 200


def test_a_visitor_nobody_knows_finds_nothing(both: dict[str, Filler]) -> None:
    report = crawl_of(both, email="").read_everything()
    assert not report.findings, "\n".join(report.findings)


def test_the_platforms_host_shows_an_owner_nothing_of_another_business(
    both: dict[str, Filler],
) -> None:
    platform = {"host": settings.PLATFORM_HOST, "urlconf": settings.PLATFORM_URLCONF}
    reading, writing = crawl_of(both, **platform), crawl_of(both, **platform)
    before = rows_of(both["coral"])
    for crawl in (reading, writing):
        # Whoever holds an invitation's link is told whose it is, so here the link is not quite right.
        crawl.values.texts["token"] = {f"{token}x" for token in crawl.values.texts["token"]}
    findings = reading.read_everything().findings + writing.write_everything().findings
    assert not findings, "\n".join(findings)
    assert before == rows_of(both["coral"])


def test_without_row_security_the_same_crawl_finds_many_leaks(
    both: dict[str, Filler], monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = middleware.bind

    def careless(request: Any) -> Bound | None:
        bound = bind(request)
        return bound and Bound(tenant=bound.tenant, alias="platform", request=bound.request)

    monkeypatch.setattr(middleware, "bind", careless)
    assert len(crawl_of(both).read_everything(enough=40).leaks) > 20


def test_a_route_that_nobody_can_fill_and_one_that_leaks_are_found(
    both: dict[str, Filler], settings: Any
) -> None:
    settings.ROOT_URLCONF = "tests.isolation.careless_urls"
    report = crawl_of(both, urlconf=settings.ROOT_URLCONF, email="").read_everything()
    assert [route for route in report.unfillable if "riddle" in route]
    assert "200 /leaking/" in report.leaks
    assert "200 /leaking/900001/" in report.leaks
    assert [hint for hint in report.hints if hint.startswith("/hinting/900001/")]
    assert [broken for broken in report.broken if broken.endswith("/breaking/")]


def rows_of(filler: Filler) -> dict[str, str]:
    """A checksum over the business's rows of every table, as the owner role sees them."""
    found = {}
    with connections["owner"].cursor() as cursor:
        for model in of_businesses():
            table = model._meta.db_table
            cursor.execute(
                f"""SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), ''))
                    FROM "{table}" t WHERE {_whose(model)} = %s""",
                [filler.marks.pk if _is_people(model) else filler.tenant.pk],
            )
            (found[table],) = cursor.fetchone()
    return found


def _is_people(model: type[models.Model]) -> bool:
    return model is User or model._meta.db_table in tables.PEOPLE


def _whose(model: type[models.Model]) -> str:
    if model is User or model._meta.label == "tenancy.Tenant":
        return "id"
    return tables.PEOPLE.get(model._meta.db_table, "tenant_id")
