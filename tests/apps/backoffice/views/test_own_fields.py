"""Files and changes of the owner's fields on a record's pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.fields import defined
from apps.backoffice.models import BesideChange, CustomFile, Todo
from apps.backoffice.services import fields, records, todos
from apps.customers import services as customers
from apps.customers.models import Customer, Vehicle
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.apps.backoffice.fields.test_beside import png
from tests.conftest import NOW

PLACES = "/admin/tenancy/location/"


@pytest.fixture
def office(browser_of: Callable[..., Client], owner: User) -> Client:
    """The owner's browser."""
    return browser_of(who=owner)


@pytest.fixture
def define(in_coral: Tenant) -> Callable[..., Any]:
    """Add a field to places."""

    def make(label: str, kind: str, **properties: Any) -> Any:
        return fields.define_field(
            on="tenancy.location", label=label, kind=kind, by=None, at=NOW, **properties
        )

    return make


def reef(**own: Any) -> Location:
    """A place with these own values."""
    values = {"name": "Reef", "time_zone": "UTC", **{f"custom.{key}": value for key, value in own.items()}}
    made: Location = records.create(record=Location(), values=values, by=None, at=NOW)
    return made


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_file_is_linked_and_served_so_that_nothing_in_it_runs(define: Any, office: Client) -> None:
    define("Plan", "file")
    define("Photo", "image")
    place = reef(plan=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x"), photo=SimpleUploadedFile("a.png", png()))
    page = text(office.get(f"{PLACES}{place.pk}/"))
    assert f'<a href="{PLACES}{place.pk}/files/plan/">plan.pdf</a>' in page
    sent = office.get(f"{PLACES}{place.pk}/files/plan/")
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    assert sent["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert (sent["X-Content-Type-Options"], sent["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in sent["Content-Security-Policy"] and "private" in sent["Cache-Control"]
    again = office.get(f"{PLACES}{place.pk}/files/plan/", headers={"if-none-match": sent["ETag"]})
    assert again.status_code == 304
    photo = office.get(f"{PLACES}{place.pk}/files/photo/")
    assert photo["Content-Disposition"].startswith("inline")
    assert b"".join(photo.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    assert office.get(f"{PLACES}{place.pk}/files/name/").status_code == 404


def test_a_file_is_not_for_who_may_not_see_the_record(
    define: Any, browser_of: Callable[..., Client], clerk: User, stranger: User
) -> None:
    define("Plan", "file")
    address = f"{PLACES}{reef(plan=SimpleUploadedFile('plan.pdf', b'%PDF-1.7 x')).pk}/files/plan/"
    assert browser_of(who=clerk).get(address).status_code == 403
    assert browser_of("northgate.localhost", who=stranger).get(address).status_code == 404
    assert browser_of().get(address).status_code == 302


def test_a_form_names_the_file_and_removes_or_replaces_it(define: Any, office: Client) -> None:
    define("Plan", "file")
    place = reef(plan=SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x"))
    address = f"{PLACES}{place.pk}/change/"

    def send(**more: Any) -> None:
        form = text(office.get(address))
        stamp = re.search(r'name="loaded" value="([^"]+)"', form)
        assert stamp
        data = {"loaded": stamp[1], "name": "Reef", "time_zone": "UTC", **more}
        assert office.post(address, data).status_code == 302

    form = text(office.get(address))
    assert f'href="{PLACES}{place.pk}/files/plan/"' in form
    assert 'name="custom.plan-clear"' in form
    send(**{"custom.plan": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 another")})
    assert CustomFile.objects.get().size == len(b"%PDF-1.7 another")
    send()
    assert CustomFile.objects.count() == 1
    send(**{"custom.plan-clear": "on"})
    assert CustomFile.objects.count() == 0


def test_history_tells_own_fields_one_by_one(define: Any, office: Client) -> None:
    define("Depth", "number")
    define("Level", "choice", choices=[{"value": "a", "label": "Open water"}, {"value": "b", "label": "Pro"}])
    place = reef(depth=12, level="a")
    records.update(record=place, values={"custom.level": "b"}, by=None, at=NOW)
    for page in (f"{PLACES}{place.pk}/history/", f"{PLACES}{place.pk}/"):
        shown = text(office.get(page))
        assert "Level" in shown and ">Custom<" not in shown and "{&quot;" not in shown
    rows = re.findall(
        r"<tr><th scope=\"row\">Level.*?</tr>", text(office.get(f"{PLACES}{place.pk}/history/"))
    )
    assert "Open water" in rows[0] and "Pro" in rows[0]


def test_history_tells_what_stands_beside_a_record_and_brings_references_back(
    define: Any, office: Client, coral: Tenant, member_of: Any, boss: Any
) -> None:
    define("Manager", "reference", target="accounts.member")
    define("Passport", "text", sensitive=True)
    define("Plan", "file")
    guide = member_of("guide")
    place = reef(manager=boss, passport="AB 1", plan=SimpleUploadedFile("one.pdf", b"%PDF-1.7 one"))
    for number, values in enumerate(
        (
            {"custom.manager": guide, "name": "Reef 2"},
            {"custom.passport": "AB 2"},
            {"custom.passport": "AB 2", "custom.manager": guide},  # the same again
            {"custom.plan": SimpleUploadedFile("two.pdf", b"%PDF-1.7 two"), "custom.manager": None},
        )
    ):
        with context.use_tenant(coral, request=f"save-{number}"):
            records.update(record=place, values=values, by=None, at=NOW)
    address = f"{PLACES}{place.pk}/history/"
    page = text(office.get(address))
    assert "AB 1" not in page and "AB 2" not in page
    rows = re.findall(r"<tr><th scope=\"row\">(\w+)</th>(.*?)</tr>", page)
    told = [(label, *re.findall(r'data-label="\w+">([^<]*)<', cells)) for label, cells in rows]
    assert told[:2] == [("Manager", str(guide), "–"), ("Plan", "one.pdf", "two.pdf")]
    assert told[2] == ("Passport",) and ("Manager", str(boss), str(guide)) in told
    assert [label for label, *_rest in told].count("Passport") == 1
    assert "Manager" in text(office.get(f"{PLACES}{place.pk}/"))

    back = re.findall(rf'href="({address}(?:beside/)?\d+/restore/)"', page)
    asked = text(office.get(back[0]))
    assert str(guide) in asked and "not put back" in asked and "Plan" in asked and "Passport" not in asked
    assert office.post(back[0]).status_code == 302
    assert manager_of(place) == guide
    asked = text(office.get(back[-1]))
    assert (str(boss) in asked and "Plan, Passport" in asked) or "Passport, Plan" in asked
    office.post(back[-1])
    place.refresh_from_db()
    assert (manager_of(place), place.name) == (boss, "Reef")
    assert office.get(f"{address}beside/999999/restore/").status_code == 404


def manager_of(place: Location) -> Any:
    attribute = defined.field_of("tenancy.location", "custom.manager")
    assert attribute is not None
    return attribute.value(Location.objects.get(pk=place.pk))


def test_what_a_deleted_record_was_goes_with_it(define: Any, member_of: Any) -> None:
    define("Manager", "reference", target="accounts.member")
    place = reef(manager=member_of("guide"))
    records.update(record=place, values={"custom.manager": None}, by=None, at=NOW)
    assert BesideChange.objects.count() == 1
    records.delete(record=place, by=None, at=NOW)
    assert BesideChange.objects.count() == 0


def test_history_writes_values_as_the_records_page_does(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        ana = customers.create_customer(
            values={"name": "Ana", "country": "BZ", "language": "en", "source": "walk_in"}, by=None, at=NOW
        )
        # What bookings count is told with other changes, not alone.
        Customer.objects.filter(pk=ana.pk).update(
            booking_count=1, lifetime_value=19550, lifetime_currency="USD", last_activity_at=NOW, notes="Dives"
        )
    shown = text(office.get(f"/admin/customers/customer/{ana.pk}/history/"))
    for right in ("Belize", "English", "Walk-in", "$195.50", "Sat 21 Nov 2026"):
        assert right in shown, right
    for wrong in ("19550", "Sort name", "Outline", "<td>BZ<", "Lifetime currency", "2026-"):
        assert wrong not in re.sub(r"<time.*?>", "", shown), wrong


def test_rows_below_a_record_show_fields_of_the_owners(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        for label, sensitive in (("Roof box", False), ("Alarm code", True)):
            fields.define_field(
                on="customers.vehicle", label=label, kind="text", sensitive=sensitive, by=None, at=NOW
            )
        ana = Customer.objects.create(name="Ana")
        car = Vehicle.objects.create(customer=ana, make="Dacia")
        values = {"custom.roof_box": "Large", "custom.alarm_code": "4711"}
        records.update(record=car, values=values, by=None, at=NOW)
    page = text(office.get(f"/admin/customers/customer/{ana.pk}/"))
    assert 'data-label="Roof box">Large<' in page
    assert "4711" not in page and "Alarm code" not in page


def test_a_customer_shows_what_is_to_be_done_about_them(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        customer = Customer.objects.create(name="Ana")
        todo = todos.create(record=Todo(), values={"title": "Call Ana back"}, by=None, at=NOW)
        Todo.objects.filter(pk=todo.pk).update(
            about_screen="customers.customer", about_id=customer.pk, about_title="Ana"
        )
    assert "Call Ana back" in text(office.get(f"/admin/customers/customer/{customer.pk}/"))


def test_a_to_do_is_begun_from_a_customer_and_is_about_them(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        customer = Customer.objects.create(name="Ana")
    address = f"/admin/backoffice/todo/add/?about=customers.customer.{customer.pk}"
    assert address in text(office.get(f"/admin/customers/customer/{customer.pk}/"))
    form = office.get(address)
    said = {name: field.initial for name, field in form.context["form"].fields.items() if field.initial}
    made = office.post(address, {**said, "title": "Call her", "state": "open", "priority": "2"})
    assert made.status_code == 302, form.context["form"].fields.keys()
    with context.use_tenant(coral):
        todo = Todo.objects.get(title="Call her")
    assert (todo.about_screen, todo.about_id, todo.about_title) == ("customers.customer", customer.pk, "Ana")
    for wrong in ("customers.customer.999999", "nothing", "customers.customer.x", "a.b.1", "."):
        assert office.get("/admin/backoffice/todo/add/", {"about": wrong}).status_code == 200
