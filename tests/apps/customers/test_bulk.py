"""A batch does exactly what its rows one by one would do, in a constant number of queries, and fast."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.backoffice.types import Incoming
from apps.customers import services
from apps.customers.models import Customer
from apps.customers.services import writing
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.customers.conftest import nothing_stays
from tests.conftest import NOW

PHONES = ["+5016001234", "600 1234", "+5016005678", "+442079460958", "12", ""]
EMAILS = ["ann@example.com", "ANN@Example.com", "bob@example.com", "cy@example.com", "nobody", "", None]
NAMES = ["Ann Smith", "Smith, Ann", "A. Smith", "Tom Smith", "محمد علي", "Zoë", "", None]

values = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(NAMES),
        "given_name": st.sampled_from(["Ann", "Tom", ""]),
        "family_name": st.sampled_from(["Smith", ""]),
        "email": st.sampled_from(EMAILS),
        "phone": st.sampled_from(PHONES),
        "country": st.sampled_from(["BZ", "Germany", "Nowhere", ""]),
        "tags": st.lists(st.sampled_from(["vip", "VIP", "reef"]), max_size=3),
        "city": st.sampled_from(["Hopkins", "Placencia", ""]),
        "booking_count": st.just(7),
    },
)
rows = st.lists(st.tuples(values, st.none() | st.integers(0, 4)), max_size=12)


def state() -> list[tuple[Any, ...]]:
    shown = ("name", "given_name", "family_name", "sort_name", "outline", "email", "phone", "country", "city")
    return list(Customer.objects.order_by("pk").values_list(*shown, "tags", "booking_count", "created_at"))


def said(result: Any) -> Any:
    """What a row led to, but for numbers that differ from trial to trial."""
    return (type(result).__name__, str(result)) if isinstance(result, Refusal) else "saved"


def trial(plan: list[tuple[dict[str, Any], int | None]], *, together: bool) -> Any:
    """Outcome of the rows on top of three customers; which customer each row led to, by position."""
    with nothing_stays():
        standing = [
            services.create_customer(values={"name": name, "email": email, "phone": phone}, by=None, at=NOW)
            for name, email, phone in (
                ("Ann Smith", "ann@example.com", "+5016001234"),
                ("Tom Smith", "", "+5016001234"),
                ("Cy", "cy@example.com", ""),
            )
        ]
        pks = [*(one.pk for one in standing), 0]
        incoming = [
            Incoming(number, value, None if which is None else pks[which % len(pks)])
            for number, (value, which) in enumerate(plan)
        ]
        if together:
            results = services.save_customers(rows=incoming, by=None, at=NOW)
        else:
            results = [services.save_customers(rows=[one], by=None, at=NOW)[0] for one in incoming]
        numbers = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
        places = [None if isinstance(one, Refusal) else numbers.index(one.pk) for one in results]
        return [said(one) for one in results], places, state()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=rows)
def test_a_batch_does_what_its_rows_one_by_one_do(in_coral: Tenant, plan: Any) -> None:
    assert trial(plan, together=True) == trial(plan, together=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=values)
def test_a_row_for_somebody_new_is_what_a_form_would_make(in_coral: Tenant, value: dict[str, Any]) -> None:
    outcomes = []
    for save in (
        lambda: services.create_customer(values=value, by=None, at=NOW),
        lambda: services.save_customers(rows=[Incoming(1, value)], by=None, at=NOW)[0],
    ):
        with nothing_stays():
            try:
                result: Any = save()
            except Refusal as refusal:
                result = refusal
            outcomes.append((said(result), state()))
    assert outcomes[0] == outcomes[1]


def test_addresses_pass_from_one_customer_to_another_within_a_batch(in_coral: Tenant) -> None:
    ann = services.create_customer(values={"name": "Ann", "email": "a@example.com"}, by=None, at=NOW)
    bob = services.create_customer(values={"name": "Bob", "email": "b@example.com"}, by=None, at=NOW)
    batch = [
        Incoming(1, {"email": "x@example.com"}, ann.pk),
        Incoming(2, {"email": "a@example.com"}, bob.pk),
        Incoming(3, {"name": "Cy", "email": "b@example.com"}),
    ]
    results = services.save_customers(rows=batch, by=None, at=NOW)
    assert [str(one) for one in results] == ["Ann", "Bob", "Cy"]
    assert list(Customer.objects.order_by("pk").values_list("email", flat=True)) == [
        *("x@example.com", "a@example.com", "b@example.com")
    ]


def test_an_empty_cell_takes_nothing_from_who_was_found_but_all_from_who_was_named(in_coral: Tenant) -> None:
    ann = services.create_customer(
        values={"name": "Ann", "email": "a@example.com", "city": "Hopkins", "phone": "600 1234"},
        by=None,
        at=NOW,
    )
    services.save_customers(
        rows=[Incoming(1, {"email": "a@example.com", "city": "", "phone": ""})], by=None, at=NOW
    )
    ann.refresh_from_db()
    assert (ann.city, ann.phone) == ("Hopkins", "+5016001234")
    services.save_customers(rows=[Incoming(1, {"city": "", "phone": None}, ann.pk)], by=None, at=NOW)
    ann.refresh_from_db()
    assert (ann.city, ann.phone) == ("", None)


def test_what_changes_nothing_writes_nothing(in_coral: Tenant) -> None:
    row = Incoming(1, {"name": "Ann", "email": "a@example.com"})
    services.save_customers(rows=[row], by=None, at=NOW)
    with CaptureQueriesContext(connection) as made:
        services.save_customers(rows=[row], by=None, at=NOW)
    assert not [one for one in made if "INSERT" in one["sql"] or "UPDATE customers" in one["sql"]]


def test_a_customer_of_another_business_is_changed_by_no_number(in_coral: Tenant, northgate: Tenant) -> None:
    ann = services.create_customer(values={"name": "Ann"}, by=None, at=NOW)
    with context.use_tenant(northgate):
        (result,) = services.save_customers(rows=[Incoming(1, {"name": "Eve"}, ann.pk)], by=None, at=NOW)
    assert isinstance(result, Refusal)
    assert result.code == "no_such_customer"
    ann.refresh_from_db()
    assert ann.name == "Ann"


def many(count: int) -> list[Incoming]:
    return [
        Incoming(
            number,
            {
                "name": f"Person {number}",
                "email": f"person{number}@example.com",
                "phone": f"600 {number:04d}" if number % 2 else f"+4420794{number:05d}",
                "city": "Hopkins",
                "country": "Belize",
                "language": "en",
                "tags": "vip; reef",
                "source": "import",
                "notes": "Prefers mornings.",
            },
        )
        for number in range(count)
    ]


def test_the_number_of_queries_does_not_depend_on_the_rows(in_coral: Tenant) -> None:
    counts = []
    # What fields the owner has is asked once for as long as the business is bound.
    services.save_customers(rows=[], by=None, at=NOW)
    for size in (5, 50):
        with CaptureQueriesContext(connection) as made:
            services.save_customers(rows=many(size), by=None, at=NOW)
        with CaptureQueriesContext(connection) as changed:
            rows = [Incoming(r.number, {**r.values, "city": f"c{size}"}) for r in many(size)]
            services.save_customers(rows=rows, by=None, at=NOW)
        counts.append((len(made), len(changed)))
        Customer.objects.all().delete()
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


@pytest.mark.django_db(transaction=True)
def test_two_files_with_the_same_people_at_once_make_each_once(
    in_coral: Tenant, race: Callable[..., list[Any]]
) -> None:
    race(lambda: services.save_customers(rows=many(60), by=None, at=NOW), times=3)
    assert Customer.objects.count() == 60


def test_the_statements_name_every_column_a_person_may_write() -> None:
    for statement in (writing._INSERT, writing._UPDATE):
        for key in writing.WRITTEN:
            assert len(re.findall(rf"\b{key}\b", statement)) >= 3, key
