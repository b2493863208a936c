"""Staff reach all of it through the generated pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.customers import services
from apps.customers.models import Consent, Customer, Vehicle
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW

LIST = "/admin/customers/customer/"
Maker = Callable[..., Customer]


@pytest.fixture
def desk(browser_of: Callable[..., Client], manager: User) -> Client:
    """The manager's browser."""
    return browser_of(who=manager)


def text(response: Any) -> str:
    return str(response.content.decode())


def vehicles(*rows: dict[str, Any]) -> dict[str, Any]:
    """A form's rows of vehicles, and no gear."""
    data: dict[str, Any] = {"gear-TOTAL_FORMS": 0, "gear-INITIAL_FORMS": 0}
    data |= {"vehicles-TOTAL_FORMS": len(rows), "vehicles-INITIAL_FORMS": 0}
    return data | {f"vehicles-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


def test_the_list_shows_people_as_people_read_them(desk: Client, customer_with: Maker) -> None:
    ann = customer_with(email="ann@example.com", phone="+5016001234", country="BZ", tags=["vip"])
    services.count_bookings(customer=ann.pk, bookings=2, value=19950, currency="EUR", at=NOW)
    page = text(desk.get(LIST))
    assert "+501 600-1234" in page
    assert "Belize" in page
    assert "€199.50" in page
    for query in ({"sort": "name"}, {"sort": "-email"}, {"sort": "-lifetime_value"}, {"sort": "phone"}):
        assert desk.get(LIST, query).status_code == 200
    found = {"f.country.is": "Belize", "f.phone.is": "+501 600 1234", "f.email.is": "ann@example.com"}
    assert "Ann Smith" in text(desk.get(LIST, found))


def test_names_stand_in_order_whatever_their_accents(desk: Client, customer_with: Maker) -> None:
    for name in ("zoë", "Élodie", "Eve", "Ann"):
        customer_with(name=name)
    page = text(desk.get(LIST))
    places = [page.index(f">{name}<") for name in ("Ann", "Élodie", "Eve", "zoë")]
    assert places == sorted(places)


def test_a_customer_is_added_with_a_car_and_found_by_its_plate(desk: Client, coral: Tenant) -> None:
    data = {"name": "<b>Ann</b>", "phone": "600 1234", "country": "BZ", "email": "Ann@Example.com"}
    made = desk.post(f"{LIST}add/", data | vehicles({"plate": "ab 12-cde", "make": "Ford"}))
    assert made.status_code == 302, text(made)[:4000]
    page = text(desk.get(made["Location"]))
    assert "&lt;b&gt;Ann&lt;/b&gt;" in page
    assert "AB12CDE" in page
    with context.use_tenant(coral):
        assert Customer.objects.get().phone == "+5016001234"
    found = desk.get("/admin/customers/vehicle/", {"f.plate.is": "Ab 12 cde"})
    assert "AB12CDE" in text(found)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "Give a name."),
        ({"name": "Ann", "phone": "12"}, "is not a phone number"),
        ({"name": "Ann", "email": "taken@example.com"}, "Another customer has this e-mail address."),
        ({"name": "Ann", **vehicles({"vin": "x"})}, "A VIN has 17 letters and digits"),
    ],
)
def test_what_is_wrong_is_said_in_the_form(
    desk: Client, customer_with: Maker, data: dict[str, Any], sentence: str
) -> None:
    customer_with(email="taken@example.com")
    page = desk.post(f"{LIST}add/", vehicles() | data)
    assert page.status_code == 200
    assert sentence in text(page)
    assert Customer.objects.count() == 1


def test_a_consent_is_recorded_and_withdrawn_on_the_customers_page(
    desk: Client, customer_with: Maker
) -> None:
    ann = customer_with()
    yes = {"confirmed": "1", "kind": "photo", "text": "You may publish photos of me.", "source": "counter"}
    assert desk.post(f"{LIST}{ann.pk}/do/consent/", yes).status_code == 302
    assert "Photos: given" in text(desk.get(f"{LIST}{ann.pk}/"))
    no = {"confirmed": "1", "kind": "photo", "source": "phone"}
    assert desk.post(f"{LIST}{ann.pk}/do/withdraw/", no).status_code == 302
    assert list(Consent.objects.order_by("pk").values_list("given", flat=True)) == [True, False]


@pytest.mark.parametrize("name", ["customer", "vehicle", "gear", "consent", "customermerge"])
def test_every_screen_opens_for_its_roles_and_for_no_other(
    browser_of: Callable[..., Client], manager: User, clerk: User, guide: User, name: str, coral: Tenant
) -> None:
    assert browser_of(who=manager).get(f"/admin/customers/{name}/").status_code == 200
    assert browser_of(who=clerk).get(f"/admin/customers/{name}/").status_code == 200
    assert browser_of(who=clerk).get(f"/admin/customers/{name}/add/").status_code in {403, 404}
    assert browser_of(who=guide).get(f"/admin/customers/{name}/").status_code == 403


def test_pages_take_as_many_queries_whatever_they_show(
    desk: Client, customer_with: Maker, django_assert_max_num_queries: Any
) -> None:
    ann = customer_with(phone="+5016001234")
    counts = []
    for more in (1, 12):
        for number in range(more):
            customer_with(name=f"Ann Smith {number}", phone="+5016001234")
            Vehicle.objects.create(customer=ann, plate=f"P{more}{number}")
            services.record_consent(customer=ann, kind="photo", text="Yes", source="paper", by=None, at=NOW)
        shown = []
        for url in (LIST, f"{LIST}{ann.pk}/", f"{LIST}{ann.pk}/change/"):
            desk.get(url)
            with django_assert_max_num_queries(60) as made:
                assert desk.get(url).status_code == 200
            shown.append(len(made))
        counts.append(shown)
    assert counts[0] == counts[1]


@pytest.fixture
def ann(customer_with: Maker) -> Customer:
    """A customer with two cars."""
    made = customer_with(name="Ann")
    for plate in ("AAA1", "BBB2"):
        Vehicle.objects.create(customer=made, plate=plate, make="Ford")
    return made


def opened(page: Any, **more: Any) -> dict[str, Any]:
    """What a browser sends of a customer's form when it is not touched, but for `more`."""
    inputs = re.findall(r"<input[^>]*>", text(page))
    found = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)
        if name and 'type="checkbox"' not in one and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return {**found, **more}


def test_a_car_that_is_not_touched_keeps_what_somebody_else_wrote(desk: Client, ann: Customer) -> None:
    data = opened(desk.get(f"{LIST}{ann.pk}/change/"), **{"vehicles-0-make": "Opel"})
    Vehicle.objects.filter(plate="BBB2").update(make="Fiat")
    Vehicle.objects.filter(plate="AAA1").update(colour="Blue")
    assert desk.post(f"{LIST}{ann.pk}/change/", data).status_code == 302
    found = Vehicle.objects.order_by("pk").values_list("plate", "make", "colour")
    assert list(found) == [("AAA1", "Opel", "Blue"), ("BBB2", "Fiat", "")]


@pytest.mark.parametrize("mine", [{"vehicles-0-make": "Opel"}, {"vehicles-0-DELETE": "on"}])
def test_who_changes_a_car_that_somebody_else_changed_is_told(
    desk: Client, ann: Customer, mine: dict[str, str]
) -> None:
    data = opened(desk.get(f"{LIST}{ann.pk}/change/"), **mine)
    Vehicle.objects.filter(plate="AAA1").update(make="Fiat")
    page = desk.post(f"{LIST}{ann.pk}/change/", data)
    assert page.status_code == 409
    assert "Fiat" in text(page)
    assert Vehicle.objects.get(plate="AAA1").make == "Fiat"


def test_who_changes_a_car_that_is_gone_is_told_and_goes_on_without_it(desk: Client, ann: Customer) -> None:
    data = opened(desk.get(f"{LIST}{ann.pk}/change/"), **{"vehicles-0-make": "Opel"})
    Vehicle.objects.filter(plate="AAA1").delete()
    page = desk.post(f"{LIST}{ann.pk}/change/", data)
    assert "Somebody else has removed this meanwhile" in text(page)
    data |= {"vehicles-0-DELETE": "on", "vehicles-1-make": "Opel"}
    assert desk.post(f"{LIST}{ann.pk}/change/", data).status_code == 302
    assert list(Vehicle.objects.values_list("plate", "make")) == [("BBB2", "Opel")]
