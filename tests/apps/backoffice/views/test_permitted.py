"""What pages of a record show and take from other screens, for members to whom those are closed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import Member, User
from apps.backoffice.models import Todo
from apps.customers.models import Customer, Vehicle
from apps.tenancy.models import Tenant

CUSTOMERS = "/admin/customers/customer/"
TODOS = "/admin/backoffice/todo/"
CUSTOMER = ("customers.view_customer", "customers.change_customer")
VEHICLES = tuple(f"customers.{action}_vehicle" for action in ("view", "add", "change"))
ROW = {"vehicles-TOTAL_FORMS": "1", "vehicles-INITIAL_FORMS": "1", "vehicles-0-DELETE": "on"}


@pytest.fixture
def desk_with(in_coral: Tenant, guide: User, browser_of: Callable[..., Client]) -> Callable[..., Client]:
    """The browser of somebody whose role has only these permissions."""

    def make(*may: str) -> Client:
        role = Member.objects.select_related("role").get(user=guide).role
        role.may = list(may)
        role.save()
        return browser_of(who=guide)

    return make


@pytest.fixture
def car(in_coral: Tenant) -> Vehicle:
    """Somebody's car."""
    customer = Customer.objects.create(name="Ann Lee")
    return Vehicle.objects.create(customer=customer, plate="BZ4711")


def text(response: Any) -> str:
    return str(response.content.decode())


def stamps(form: str) -> dict[str, str]:
    """What a form says it was opened with."""
    return dict(re.findall(r'name="((?:[a-z]+-)?loaded)" value="([^"]+)"', form))


def test_rows_of_a_closed_screen_are_neither_shown_nor_edited(
    desk_with: Callable[..., Client], car: Vehicle
) -> None:
    desk, page = desk_with(*CUSTOMER), f"{CUSTOMERS}{car.customer_id}/"
    assert "BZ4711" not in text(desk.get(page))
    form = text(desk.get(f"{page}change/"))
    assert "vehicles-TOTAL_FORMS" not in form
    sent = desk.post(f"{page}change/", {"name": "Ann", **stamps(form), **ROW, "vehicles-0-row": car.pk})
    assert sent.status_code == 302
    assert Vehicle.objects.filter(pk=car.pk).exists()


def test_rows_are_removed_only_by_who_may_delete_them(desk_with: Callable[..., Client], car: Vehicle) -> None:
    desk, page = desk_with(*CUSTOMER, *VEHICLES), f"{CUSTOMERS}{car.customer_id}/"
    assert "BZ4711" in text(desk.get(page))
    form = text(desk.get(f"{page}change/"))
    assert "vehicles-TOTAL_FORMS" in form
    assert "vehicles-0-DELETE" not in form
    row = {**ROW, "vehicles-0-row": car.pk, "vehicles-0-plate": "BZ4711"}
    sent = desk.post(f"{page}change/", {"name": "Ann", **stamps(form), **row})
    assert sent.status_code == 302
    assert Vehicle.objects.filter(pk=car.pk).exists()


def test_references_name_only_what_the_member_sees_and_what_they_name_now(
    desk_with: Callable[..., Client], car: Vehicle
) -> None:
    other = Customer.objects.create(name="Bob Hidden")
    desk = desk_with(*VEHICLES)
    form = text(desk.get(f"/admin/customers/vehicle/{car.pk}/change/"))
    assert "Ann Lee" in form
    assert "Bob Hidden" not in form
    assert "Bob Hidden" not in text(desk.get("/admin/customers/vehicle/add/", {"customer": other.pk}))
    sent = desk.post("/admin/customers/vehicle/add/", {"customer": other.pk, "plate": "BZ 1"})
    assert sent.status_code == 200
    assert not Vehicle.objects.filter(customer=other).exists()


def test_filters_name_only_what_the_member_sees(
    desk_with: Callable[..., Client], owner: User, browser_of: Callable[..., Client]
) -> None:
    boss = Member.objects.select_related("user").get(user=owner)
    limited = desk_with("backoffice.view_todo")
    asked = {"f.assigned_to.in": boss.pk}
    assert str(boss) in text(browser_of(who=owner).get(TODOS, asked))
    assert str(boss) not in text(limited.get(TODOS, asked))


def test_deleting_many_says_what_of_it_is_shown(
    owner: User, browser_of: Callable[..., Client], todo: Callable[..., Todo], in_coral: Tenant
) -> None:
    desk, pks = browser_of(who=owner), [todo(f"Number {number}").pk for number in range(21)]
    sentence = "What follows is about the first 20 only."
    assert sentence in text(desk.post(f"{TODOS}bulk/", {"do": "delete", "pk": pks}))
    assert sentence not in text(desk.post(f"{TODOS}bulk/", {"do": "delete", "pk": pks[:20]}))


def test_a_preview_of_many_asks_for_what_they_name_at_once(
    owner: User,
    browser_of: Callable[..., Client],
    todo: Callable[..., Todo],
    in_coral: Tenant,
    django_assert_max_num_queries: Any,
) -> None:
    boss = Member.objects.select_related("user").get(user=owner)
    desk, pks = browser_of(who=owner), [todo(f"No. {number}", assigned_to=boss).pk for number in range(15)]
    step = {"do": "edit", "pk": pks, "keys": ["assigned_to", "title"], "filled": "1", "title": "Same"}
    desk.post(f"{TODOS}bulk/", step)
    with django_assert_max_num_queries(30):
        page = desk.post(f"{TODOS}bulk/", step)
    assert "15 records will change" in text(page)
