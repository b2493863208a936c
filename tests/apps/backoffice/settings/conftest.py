"""Browsers at the pages with which the owner shapes the back office."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Member, User
from apps.backoffice.models import CustomField
from apps.backoffice.services import fields
from apps.tenancy import context
from tests.conftest import NOW


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def office(browser_of: Callable[..., Client], owner: User) -> Client:
    """The owner's browser."""
    return browser_of(who=owner)


@pytest.fixture
def define(coral: Any) -> Callable[..., CustomField]:
    """Add a field to places of the dive shop."""

    def make(label: str, kind: str = "text", on: str = "tenancy.location", **properties: Any) -> CustomField:
        with context.use_tenant(coral):
            return fields.define_field(on=on, label=label, kind=kind, by=None, at=NOW, **properties)

    return make


@pytest.fixture
def grant(coral: Any) -> Callable[..., None]:
    """Let a member do more than their role says."""

    def give(who: User, *codes: str) -> None:
        with context.use_tenant(coral):
            member = Member.objects.get(user=who)
            member.overrides = [*member.overrides, *codes]
            member.save(update_fields=["overrides"])

    return give
