"""The inputs of a list's filter panel."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from apps.accounts.models import Member, User
from apps.backoffice.forms.filters import Field, FilterForm
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.screens import registry
from apps.backoffice.services import fields
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW

CUSTOMERS = "customers.customer"


@pytest.fixture
def define(in_coral: Tenant) -> Callable[..., Any]:
    """Add a field to customers of the dive shop."""

    def make(label: str, kind: str, **properties: Any) -> Any:
        return fields.define_field(on=CUSTOMERS, label=label, kind=kind, by=None, at=NOW, **properties)

    return make


def form(asked: str = "") -> FilterForm:
    """The panel of the customers' list, asked this."""
    screen = registry.SCREENS.get(CUSTOMERS)
    attributes = screen.attributes()
    member = Member.objects.select_related("role").get(user__email="owner@coral.example")
    return FilterForm(screen, ListQuery.read(QueryDict(asked), attributes), attributes, member)


def by_name(found: Any) -> dict[str, Field]:
    """Inputs by their names."""
    return {one.name: one for one in found}


def test_fields_of_the_owner_are_offered_after_what_a_screen_declares(define: Callable[..., Any]) -> None:
    define("Depth", "number")
    define(
        "Level", "choice", choices=[{"value": "a", "label": "Open, water"}, {"value": "b", "label": "Pro"}]
    )
    names = list(by_name(form().fields()))
    assert registry.SCREENS.get(CUSTOMERS).filters
    assert names[-3:] == ["f.custom.depth.from", "f.custom.depth.to", "f.custom.level.in"]


def test_addresses_numbers_and_protected_fields_are_asked_exactly(define: Callable[..., Any]) -> None:
    define("Work mail", "email")
    define("Cabin phone", "phone")
    define("Passport", "text", sensitive=True)
    found = by_name(form("f.custom.passport.is=X+12").fields())
    assert "f.custom.work_mail.is" in found
    assert found["f.custom.cabin_phone.is"].type == "tel"
    assert found["f.custom.passport.is"].value == "X 12"
    assert [one.label for one in form("f.custom.passport.is=X+12").chips()] == ["Passport is exactly: X 12"]


def test_everything_that_may_be_empty_is_asked_in_one_choice_each(define: Callable[..., Any]) -> None:
    define("Notes on boats", "long_text")
    define("Passport", "text", sensitive=True)
    asked = form("f.custom.notes_on_boats.whether=empty")
    assert [(one.key, one.operator) for one in asked.query.filters] == [("custom.notes_on_boats", "empty")]
    assert asked.query.write() == "f.custom.notes_on_boats.empty=1"
    found = by_name(asked.more())
    assert [
        value for value, _label, chosen in found["f.custom.notes_on_boats.whether"].options if chosen
    ] == ["empty"]
    assert "f.custom.passport.whether" not in found
    assert not list(asked.unseen())


def test_several_values_stay_chosen_when_the_panel_is_sent_again(
    define: Callable[..., Any], coral: Tenant, owner: User, browser_of: Callable[..., Client]
) -> None:
    choices = [{"value": v, "label": f"Level {v}"} for v in ("a", "b", "c")]
    define("Level", "choices", choices=choices)
    with context.use_tenant(coral):
        found = by_name(form("f.custom.level.in=a,c").fields())["f.custom.level.in"]
        assert found.several
        again = "&".join(f"f.custom.level.in={value}" for value, _label, chosen in found.options if chosen)
        assert form(again).query.filters == form("f.custom.level.in=a,c").query.filters
    page = browser_of(who=owner).get(f"/admin/customers/customer/?{again}")
    assert 'name="f.custom.level.in" multiple' in page.content.decode()
    assert '<input type="checkbox" name="columns" value="custom.level">' in page.content.decode()
