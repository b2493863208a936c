"""Forms lock what their services lock, in the same order, so that two people at once never wait in circles."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Member, User
from apps.customers import services as customers
from apps.customers.models import Customer
from apps.customers.services import contacts
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(browser_of: Callable[..., Client], owner: User) -> Client:
    """The owner's browser."""
    return browser_of(who=owner)


def locks(office: Client, address: str, **changed: str) -> list[str]:
    """What saving the form locks, in order: "contacts", or a table."""
    form = office.get(address).context["form"]
    loaded = office.get(address).context["loaded"]
    said = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in said.items() if value not in (None, "", [])}
    with CaptureQueriesContext(connections["default"]) as queries:
        answer = office.post(address, {**data, "loaded": loaded, **changed})
    assert answer.status_code == 302, answer.context["form"].errors
    found = []
    for query in queries:
        table = re.search(r'FROM "?(\w+)"?.* FOR (UPDATE|SHARE)', query["sql"])
        if "pg_advisory_xact_lock" in query["sql"]:
            found.append("contacts")
        elif table:
            found.append(table[1])
    return found


def test_a_customers_form_holds_addresses_before_rows(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        ana = customers.create_customer(values={"name": "Ana", "email": "a@b.cd"}, by=None, at=NOW)
    found = locks(office, f"/admin/customers/customer/{ana.pk}/change/", email="other@b.cd")
    assert found[:2] == ["contacts", "customers_customer"]
    assert found.index("customers_customer") > found.index("contacts")


def test_a_members_form_holds_the_owners_before_the_member(
    office: Client, coral: Tenant, clerk: User
) -> None:
    with context.use_tenant(coral):
        member = Member.objects.get(user=clerk)
        with CaptureQueriesContext(connections["default"]) as queries:
            locks(office, f"/admin/accounts/member/{member.pk}/change/", title="Skipper")
    held = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert "accounts_role" in held[0] and "accounts_role" not in held[1]


def test_the_form_of_a_typed_record_holds_the_type_before_the_record(
    office: Client, boat_log: Any, log_of: Callable[..., Any]
) -> None:
    record = log_of()
    found = locks(office, f"/admin/records/boat_log/{record.pk}/change/")
    assert found[:2] == ["backoffice_recordtype", "backoffice_record"]


def test_whoever_gets_another_address_meanwhile_is_locked_by_that_one(
    in_coral: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = customers.create_customer(values={"name": "Ana", "email": "a@b.cd"}, by=None, at=NOW)
    Customer.objects.filter(pk=ana.pk).update(email="moved@b.cd")
    held: list[list[str | None]] = []
    hold = contacts.hold

    def noted(wanted: list[str | None]) -> None:
        held.append(wanted)
        hold(wanted)

    monkeypatch.setattr(contacts, "hold", noted)
    with context.atomic():
        customers.lock_customer(record=ana, values={"email": "not one", "phone": None})
    assert [one[-2] for one in held] == ["a@b.cd", "moved@b.cd"]
