"""Whatever people write, one form is stored, and what cannot be is refused with a sentence at its field."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.types import Child
from apps.customers import codes, names, phones, queries, services
from apps.customers.models import Consent, Customer, Gear, Vehicle
from apps.tenancy import context, facts
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

Maker = Callable[..., Customer]


def refused(call: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as caught:
        call()
    return caught.value.by_key


def test_values_are_stored_in_one_form(customer_with: Maker) -> None:
    made = customer_with(
        name="  Zoë \t Müller ",
        email=" Zoe.Mueller@Example.COM ",
        phone="00 501 (600) 12-34",
        country="Germany",
        language="German",
        currency="eur",
        tags="VIP; reef, vip;  ",
        notes=" one\r\ntwo\0 ",
    )
    made.refresh_from_db()
    assert made.name == "Zoë Müller"
    assert made.sort_name == "zoe muller"
    assert made.email == "zoe.mueller@example.com"
    assert made.phone == "+5016001234"
    assert (made.country, made.language, made.currency) == ("DE", "de", "EUR")
    assert made.tags == ["VIP", "reef"]
    assert made.notes == "one\ntwo"
    assert made.created_at == NOW


def test_everything_but_a_name_may_be_missing(customer_with: Maker) -> None:
    for _ in range(2):
        made = customer_with(email="", phone=" ", country=None, tags=None)
        assert (made.email, made.phone, made.country, made.tags) == (None, None, "", [])
    assert refused(lambda: customer_with(name=" ")) == {"name": ["Give a name."]}


def test_a_name_is_made_of_its_parts_and_follows_them(customer_with: Maker) -> None:
    made = customer_with(name="", given_name="Ana", family_name="Pérez")
    assert made.name == "Ana Pérez"
    services.update_customer(record=made, values={"family_name": "Coc"}, by=None, at=NOW)
    assert made.name == "Ana Coc"
    services.update_customer(record=made, values={"name": "Dr. Ana Coc"}, by=None, at=NOW)
    services.update_customer(record=made, values={"family_name": "Choc"}, by=None, at=NOW)
    assert made.name == "Dr. Ana Coc"
    services.update_customer(record=made, values={"name": ""}, by=None, at=NOW)
    assert (made.name, made.sort_name) == ("Ana Choc", "ana choc")


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": f"{'x' * 300}@example.com"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "+1 555 123"}, "phone"),
        ({"country": "Atlantis"}, "country"),
        ({"language": "Klingon"}, "language"),
        ({"currency": "shells"}, "currency"),
        ({"source": "telepathy"}, "source"),
        ({"name": "x" * 161}, "name"),
        ({"tags": ["x" * 41]}, "tags"),
        ({"notes": "x" * 50_001}, "notes"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    customer_with: Maker, values: dict[str, Any], key: str
) -> None:
    wrong = refused(lambda: customer_with(**values))
    assert set(wrong) == {key}
    assert all(sentence for sentence in wrong[key])
    assert not Customer.objects.exists()


def test_all_that_is_wrong_is_said_at_once(customer_with: Maker) -> None:
    assert set(refused(lambda: customer_with(email="x", phone="y", country="z"))) == {
        "email",
        "phone",
        "country",
    }


@pytest.mark.parametrize(
    "key",
    [
        "id",
        "tenant",
        "custom",
        "booking_count",
        "lifetime_value",
        "risk_score",
        "sort_name",
        "created_at",
        "x",
    ],
)
def test_what_services_keep_no_person_writes(customer_with: Maker, key: str) -> None:
    with pytest.raises(UnknownAttribute):
        customer_with(**{key: 1})


def test_a_number_without_country_code_is_the_locations(customer_with: Maker, coral: Tenant) -> None:
    assert queries.default_region() == "BZ"  # of the time zone
    assert customer_with(phone="600 1234").phone == "+5016001234"
    Location.objects.create(name="London", time_zone="Europe/London", country="GB")
    assert customer_with(phone="020 7946 0958").phone == "+442079460958"


@pytest.mark.django_db(transaction=True)
def test_the_language_of_the_business_says_the_country_when_no_location_does(in_coral: Tenant) -> None:
    Tenant.objects.filter(pk=in_coral.pk).update(locale="en-gb")
    facts.forget()
    assert queries.default_region() == "GB"


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"name": ""}, "customer_has_a_name"),
        ({"email": "Ann@example.com"}, "customer_email_is_lower_case"),
        ({"email": ""}, "customer_email_is_lower_case"),
        ({"phone": "600 1234"}, "customer_phone_is_e164"),
        ({"country": "B1"}, "customer_codes_are_iso"),
        ({"language": "E1"}, "customer_codes_are_iso"),
        ({"currency": "u1"}, "customer_codes_are_iso"),
        ({"source": "telepathy"}, "customer_source_is_known"),
        ({"risk_score": 101}, "customer_figures_make_sense"),
        ({"lifetime_value": 5}, "customer_figures_make_sense"),
        ({"booking_count": -1}, "customers_customer_booking_count_check"),
    ],
)
def test_the_database_holds_every_rule_itself(in_coral: Tenant, columns: dict[str, Any], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), context.atomic():
        Customer.objects.bulk_create([Customer(**{"name": "Ann", **columns})])


def test_the_database_lets_an_address_stand_once_per_business(in_coral: Tenant, northgate: Tenant) -> None:
    Customer.objects.bulk_create(
        [Customer(name="Ann", email="ann@example.com"), Customer(name="Bob"), Customer(name="Cy")]
    )
    with context.use_tenant(northgate):
        Customer.objects.bulk_create([Customer(name="Ann", email="ann@example.com")])
    with pytest.raises(IntegrityError, match="customer_email"), context.atomic():
        Customer.objects.bulk_create([Customer(name="Eve", email="ann@example.com")])


def test_an_address_another_customer_has_is_refused(customer_with: Maker) -> None:
    customer_with(email="ann@example.com")
    other = customer_with(name="Eve")
    taken = {"email": ["Another customer has this e-mail address."]}
    assert refused(lambda: customer_with(email="ANN@example.com")) == taken
    change = {"email": "ann@Example.com", "name": "Eva"}
    assert refused(lambda: services.update_customer(record=other, values=change, by=None, at=NOW)) == taken
    assert Customer.objects.get(pk=other.pk).name == "Eve"


def test_what_services_count_survives_a_form_that_was_opened_before(customer_with: Maker) -> None:
    opened = customer_with()
    services.count_bookings(customer=opened.pk, bookings=2, value=19900, currency="USD", at=NOW)
    services.update_customer(record=opened, values={"city": "Hopkins"}, by=None, at=NOW)
    assert (opened.booking_count, opened.lifetime_value) == (2, 19900)
    assert Customer.objects.values_list("booking_count", "city").get() == (2, "Hopkins")


def test_plates_and_vins_are_stored_compact_and_found_however_written(customer_with: Maker) -> None:
    children = {
        "vehicles": [
            Child(None, {"plate": "ab 12-cde", "make": "Ford", "vin": "1hgcm82633a004352", "year": 2003}),
            Child(None, {"make": "Seat"}),
        ],
        "gear": [Child(None, {"kind": "Regulator", "serial_number": "X1"})],
    }
    made = services.create_customer(values={"name": "Ann"}, children=children, by=None, at=NOW)
    first, second = made.vehicles.order_by("pk")
    assert (first.plate, first.vin, str(first)) == ("AB12CDE", "1HGCM82633A004352", "AB12CDE, 2003 Ford")
    assert str(second) == "Seat"
    for written in ("AB12CDE", "ab12cde", "Ab-12 CDE"):
        assert [one.customer.name for one in queries.vehicles_with_plate(written)] == ["Ann"]
        assert Vehicle.objects.filter(plate=written).get() == first
    assert queries.vehicles_with_plate(" - ") == []
    assert made.gear.get().kind == "Regulator"


@pytest.mark.parametrize(
    ("relation", "values", "key"),
    [
        ("vehicles", {"vin": "1HGCM82633A00435"}, "vin"),
        ("vehicles", {"vin": "IHGCM82633A004352"}, "vin"),
        ("vehicles", {"make": "Ford", "year": 1500}, "year"),
        ("vehicles", {"plate": "X" * 21}, "plate"),
        ("vehicles", {"colour": "red"}, ""),
        ("gear", {"brand": "Apeks"}, "kind"),
    ],
)
def test_wrong_vehicles_and_gear_save_nothing_at_all(
    in_coral: Tenant, relation: str, values: dict[str, Any], key: str
) -> None:
    children = {relation: [Child(None, values)]}
    wrong = refused(
        lambda: services.create_customer(values={"name": "Ann"}, children=children, by=None, at=NOW)
    )
    assert f"{relation}.0.{key}" in wrong
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("model", "columns", "name"),
    [
        (Vehicle, {"vin": "123", "make": "x"}, "vehicle_vin_is_one"),
        (Vehicle, {"year": 1200, "make": "x"}, "vehicle_year_is_one"),
        (Vehicle, {}, "vehicle_says_which"),
        (Gear, {"kind": ""}, "gear_says_what"),
        (Consent, {"kind": "photo", "given": True, "at": NOW, "source": "paper"}, "consent_has_its_wording"),
        (
            Consent,
            {"kind": "soul", "given": False, "at": NOW, "source": "paper"},
            "consent_is_of_a_known_kind",
        ),
    ],
)
def test_the_database_holds_the_rules_of_what_is_theirs(
    customer_with: Maker, model: Any, columns: dict[str, Any], name: str
) -> None:
    owner = customer_with()
    with pytest.raises(IntegrityError, match=name), context.atomic():
        model.objects.bulk_create([model(customer=owner, **columns)])


def test_who_is_deleted_takes_along_what_was_theirs(customer_with: Maker) -> None:
    made = customer_with()
    Vehicle.objects.create(customer=made, plate="X")
    services.record_consent(customer=made, kind="photo", text="Yes", source="paper", by=None, at=NOW)
    services.delete_customer(record=made, by=None, at=NOW)
    assert not Customer.objects.exists()
    assert not Vehicle.objects.exists()
    assert not Consent.objects.exists()


@given(st.text(max_size=300))
def test_any_text_makes_a_name_that_can_be_sorted_and_compared(text: str) -> None:
    tidy = names.tidy(text)
    assert names.tidy(tidy) == tidy
    assert len(names.sortable(tidy)) <= 200
    assert len(names.outline(tidy)) <= 200
    assert names.agree(tidy, tidy)
    assert names.likeness(tidy, tidy) == 1


@given(st.text(max_size=60))
def test_any_text_is_a_phone_number_or_refused_with_a_sentence(text: str) -> None:
    stored = said = ""
    try:
        stored = phones.normalise(text, region="BZ")
    except ValueError as error:
        said = str(error)
    assert bool(stored) != said.startswith("“")
    if stored:
        assert phones.normalise(stored, region="") == stored
        assert phones.compact(phones.readable(stored)) == stored


@given(st.sampled_from(["country", "language", "currency"]), st.data())
def test_every_code_is_read_by_code_and_by_name(sort: codes.Sort, data: st.DataObject) -> None:
    code, name = data.draw(st.sampled_from(codes.choices(sort)))
    assert codes.read(sort, code.lower()) == code
    assert codes.read(sort, f" {name.upper()} ") is not None


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Ann Smith", "Smith, Ann", True),
        ("Zoe Muller", "zoë müller", True),
        ("A. Smith", "Ann Smith", True),
        ("Ada", "Ada Lovelace", True),
        ("Jonathan Smith", "Jonathon Smith", True),
        ("", "Ann Smith", True),
        ("Ann Smith", "Tom Smith", False),
        ("Ann", "Tom", False),
        ("محمد علي", "محمد عليّ", True),
    ],
)
def test_names_agree_when_they_may_be_one_persons(one: str, other: str, agree: bool) -> None:
    assert names.agree(one, other) is agree
    assert names.agree(other, one) is agree
