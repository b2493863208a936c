"""Who somebody is: by e-mail, then by phone, once, also when two ask at once."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.customers import errors, queries, services
from apps.customers.models import Customer
from apps.customers.types import Match
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.conftest import NOW

Maker = Callable[..., Customer]
PHONE, OTHER = "+5016001234", "+5016005678"


def match(**values: Any) -> Match:
    return services.find_or_match(values=values, by=None, at=NOW)


def test_the_address_decides_before_the_number(customer_with: Maker) -> None:
    by_phone = customer_with(phone=PHONE)
    by_email = customer_with(email="ann@example.com", phone=OTHER)
    assert match(name="Ann Smith", email="ANN@example.com", phone=PHONE).customer == by_email
    assert match(name="Ann Smith", phone="600 1234").customer == by_phone
    assert match(name="Ann Smith", email="new@example.com", phone=PHONE).customer == by_phone
    assert match(name="Somebody", email="some@example.com").created


def test_a_familys_number_does_not_make_them_one_person(customer_with: Maker) -> None:
    ann = customer_with(phone=PHONE)
    tom = match(name="Tom Smith", phone=PHONE)
    assert tom.created
    assert match(name="Smith, Ann", phone=PHONE).customer == ann
    assert match(name="Tom Smith", phone=PHONE).customer == tom.customer
    customer_with(name="Ann Smithe", email="a@example.com", phone=OTHER)
    assert match(name="Ann Smithe", email="b@example.com", phone=OTHER).created


def test_who_is_found_gets_what_was_not_known_and_loses_nothing(customer_with: Maker) -> None:
    ann = customer_with(phone=PHONE, city="Hopkins")
    found = match(name="A. Smith", email="ann@example.com", phone=PHONE, city="Belmopan", country="BZ")
    assert (found.created, found.customer) == (False, ann)
    ann.refresh_from_db()
    assert (ann.name, ann.city, ann.country, ann.email) == ("Ann Smith", "Hopkins", "BZ", "ann@example.com")


def test_a_customer_of_another_business_is_nobody_here(customer_with: Maker, northgate: Tenant) -> None:
    customer_with(email="ann@example.com", phone=PHONE)
    with context.use_tenant(northgate):
        assert match(name="Ann", email="ann@example.com", phone=PHONE).created
        assert Customer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "values", [{"email": "ann@example.com"}, {"phone": PHONE}, {"phone": "600 1234", "email": "a@b.cd"}]
)
def test_two_at_once_make_one_customer(
    in_coral: Tenant, race: Callable[..., list[Any]], values: dict[str, Any]
) -> None:
    results = race(lambda: match(name="Ann Smith", **values), times=4)
    assert sorted(one.created for one in results) == [False, False, False, True]
    assert len({one.customer.pk for one in results}) == 1
    assert Customer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_of_two_gets_the_address_and_the_other_a_sentence(
    customer_with: Maker, race: Callable[..., list[Any]]
) -> None:
    rows = iter([customer_with(), customer_with(name="Bob")])
    change = {"email": "ann@example.com"}
    results = race(
        lambda: services.update_customer(record=next(rows), values=change, by=None, at=NOW), times=2
    )
    assert sorted(type(one).__name__ for one in results) == ["Customer", "Invalid"]
    assert Customer.objects.filter(email="ann@example.com").count() == 1


@pytest.mark.django_db(transaction=True)
def test_bookings_counted_at_once_all_count(customer_with: Maker, race: Callable[..., list[Any]]) -> None:
    ann = customer_with()
    count: dict[str, Any] = {"customer": ann.pk, "bookings": 1, "value": 100, "currency": "USD", "at": NOW}
    race(lambda: services.count_bookings(**count), times=5)
    ann.refresh_from_db()
    assert (ann.booking_count, ann.lifetime_value, ann.last_activity_at) == (5, 500, NOW)


def test_figures_never_fall_below_nothing_nor_mix_currencies(customer_with: Maker) -> None:
    ann = customer_with()
    count: dict[str, Any] = {"customer": ann.pk, "at": NOW}
    services.count_bookings(bookings=1, value=100, currency="USD", **count)
    with pytest.raises(errors.OtherCurrency, match="kept in USD"):
        services.count_bookings(bookings=1, value=100, currency="EUR", **count)
    services.count_bookings(bookings=-2, value=-300, currency="USD", **count)
    services.rate_risk(customer=ann.pk, score=300, at=NOW)
    ann.refresh_from_db()
    assert (ann.booking_count, ann.lifetime_value, ann.risk_score) == (0, 0, 100)
    with pytest.raises(errors.NoSuchCustomer):
        services.count_bookings(bookings=1, value=1, currency="USD", customer=0, at=NOW)


def test_possible_duplicates_come_likeliest_first_in_one_query(
    customer_with: Maker, django_assert_num_queries: Any
) -> None:
    ann = customer_with(name="Ann Smith", phone=PHONE)
    same = customer_with(name="SMITH, Ánn", phone=PHONE)
    similar = customer_with(name="Anne Smith")
    reached = customer_with(name="Tom Smith", phone=PHONE)
    customer_with(name="Bob Jones", phone=OTHER)
    with django_assert_num_queries(1):
        found = queries.duplicates(ann)
    assert [one.customer for one in found] == [same, reached, similar] or [one.customer for one in found] == [
        same,
        similar,
        reached,
    ]
    assert [str(reason) for reason in found[0].reasons] == ["same phone", "same name"]
    assert "similar name" in {str(reason) for one in found for reason in one.reasons}
    assert not queries.duplicates(customer_with(name="Somebody Else"))
