"""Customers from a spreadsheet: found by e-mail, then by phone, made new else, and taken back as they were."""

import pytest

from apps.backoffice.imports import undoing
from apps.backoffice.screens import registry
from apps.customers.models import Customer
from tests.apps.backoffice.data.conftest import imported, sentences, undone, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    """A media folder that goes with the test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")


@pytest.fixture
def screen():
    return registry.find("customers", "customer")


@pytest.fixture
def boss(in_coral, owner):
    from apps.accounts.models import Member

    return Member.objects.select_related("user", "role").get(user=owner)


FIRST = "Name,E-mail,Phone,City\nAnn,ann@people.example,+12022000001,Hopkins\nBob,,+12022000002,Hopkins\n"


def told() -> list[tuple[str, str | None, str | None, str]]:
    return list(Customer.objects.order_by("pk").values_list("name", "email", "phone", "city"))


def test_customers_are_found_by_email_then_by_phone(screen, boss):
    assert uploaded(screen, boss, FIRST).options["match"] == ["email", "phone"]
    run = imported(screen, boss, FIRST)
    assert (run.new, run.wrong) == (2, 0), sentences(run)
    before = told()
    text = (
        "Name,E-mail,Phone,City\nAnn,ANN@people.example,,Placencia\nBob,bob@people.example,+12022000002,\n"
        "Cem,cem@people.example,,\nDee,not an address,,\n"
    )
    again = imported(screen, boss, text)
    assert (again.new, again.changed, again.wrong) == (1, 2, 1), sentences(again)
    assert told() == [
        ("Ann", "ann@people.example", "+12022000001", "Placencia"),
        ("Bob", "bob@people.example", "+12022000002", "Hopkins"),
        ("Cem", "cem@people.example", None, ""),
    ]
    undone(again, boss)
    assert undoing.left_alone(again) == []
    assert told() == before


def test_a_customer_the_service_finds_by_itself_stays_when_the_import_is_undone(screen, boss):
    imported(screen, boss, FIRST)
    run = imported(screen, boss, "Name,E-mail,City\nAnn,ann@people.example,Placencia\n", match=[])
    assert (run.new, run.changed) == (0, 1)
    undone(run, boss)
    assert [title for _pk, title, _why in undoing.left_alone(run)] == ["Ann"]
    assert Customer.objects.count() == 2
