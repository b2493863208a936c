"""Customers from a spreadsheet: found by e-mail, then by phone, made new else, and taken back as they were."""

import pytest

from apps.backoffice.exports import cells, choosing, files, streams
from apps.backoffice.exports.choosing import Wanted
from apps.backoffice.imports import undoing
from apps.backoffice.screens import registry
from apps.customers.models import Customer
from tests.apps.backoffice.data.conftest import imported, sentences, undone, uploaded
from tests.conftest import NOW

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


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_customers_go_out_and_come_back_as_they_were(screen, boss, kind):
    imported(screen, boss, FIRST + "Çem =1+1,cem@people.example,,Ξάνθη\n")
    Customer.objects.filter(name="Bob").update(
        tags=["vip", "night diver"], notes="a\nb", lifetime_value=1999, lifetime_currency="USD"
    )
    before = list(Customer.objects.order_by("pk").values())
    content = exported(screen, boss, kind)
    Customer.objects.update(city="", notes="", tags=[])
    run = imported(screen, boss, content, name=f"guests.{kind}")
    assert (run.new, run.changed, run.wrong) == (0, 3, 0), sentences(run)
    assert list(Customer.objects.order_by("pk").values()) == before


def exported(screen, member, kind) -> str | bytes:
    wanted = Wanted(choosing.chosen(screen, member, []))
    if kind == "csv":
        rows = choosing.rows(screen, member, wanted)
        return "".join(streams.csv_of(rows, wanted.attributes, cells.headings(wanted.attributes)))
    made = files.ask(screen=screen, wanted=wanted, by=member, at=NOW)
    files.make(pk=made.pk, at=NOW)
    made.refresh_from_db()
    assert made.state == "done", made.problem
    with made.file.open() as file:
        return bytes(file.read())
