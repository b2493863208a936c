"""The most powerful member of one business finds nothing of another, whatever they ask for."""

from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.conf import settings
from django.db import connections, models

from apps.accounts import links
from apps.accounts.models import Invitation, User
from apps.tenancy import context, middleware, tables
from apps.tenancy.context import Bound
from tests.isolation.crawl import Crawl
from tests.isolation.fillers import Filler, of_businesses
from tests.isolation.markers import ALPHA, BRAVO, WORD
from tests.isolation.routes import Values

HOST = f"{BRAVO[0]}.localhost"
OWNER = "owner@northgate.example"


def foreign_values(filler: Filler) -> Values:
    """What arguments are filled with: everything of the other business that could stand in an address."""
    values = Values(pk=filler.marks.pk)
    for row in filler.filled.values():
        for column in row._meta.concrete_fields:
            value = getattr(row, column.name, None) if not column.is_relation else None
            if isinstance(column, models.FileField) and value:
                values.texts.setdefault("path", set()).add(value.name)
                values.texts.setdefault("_1", set()).add(value.name.rsplit("/", 1)[-1])
            elif isinstance(value, str) and value:
                values.texts.setdefault(column.name, set()).add(value)
    person = filler.filled[User]
    with context.use_tenant(filler.tenant):
        uid, token = user_pk_to_url_str(person), default_token_generator.make_token(person)
    invitation = links.invitation_token(filler.filled[Invitation])
    values.texts |= {"token": {invitation, token}, "key": {token}, "uidb36": {uid}, "uidb64": {uid}}
    return values


def crawl_of(both: dict[str, Filler], **given: Any) -> Crawl:
    """The visitor of the second business who looks for the first one."""
    options = {"host": HOST, "urlconf": settings.ROOT_URLCONF, "email": OWNER, **given}
    return Crawl(values=foreign_values(both["coral"]), foreign=ALPHA[0], own=f"{WORD} {BRAVO[0]}", **options)


def test_the_owner_of_another_business_finds_nothing(both: dict[str, Filler]) -> None:
    report = crawl_of(both).read_everything()
    assert not report.findings, "\n".join(report.findings)
    assert len(report.own) > 30, "the crawl saw hardly a row of its own business"
    assert report.asked > 500
