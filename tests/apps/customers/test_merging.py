"""Two customers become one and, for thirty days, two again exactly as they were."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.customers import errors, queries, services
from apps.customers.models import Consent, Customer, CustomerMerge, Gear, Vehicle
from apps.customers.types import ConsentKind
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.customers.conftest import nothing_stays
from tests.conftest import NOW

Maker = Callable[..., Customer]
LATER = NOW + timedelta(days=3)


def merge(kept: Customer, other: Customer, **choose: Any) -> CustomerMerge:
    return services.merge_customers(kept=kept, other=other, choose=choose, by=None, at=NOW)


def undo(merged: CustomerMerge, **options: Any) -> Any:
    return services.undo_merge(merge=merged, by=None, at=LATER, **options)


def everything() -> dict[str, list[Any]]:
    models = (Customer, Vehicle, Gear, Consent)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_empty_values_are_filled_tags_and_notes_put_together(customer_with: Maker) -> None:
    ann = customer_with(email="ann@example.com", tags=["vip"], notes="Left-handed.", city="Hopkins")
    old = customer_with(
        name="Anne Smith",
        email="anne@example.org",
        phone="+5016001234",
        tags=["VIP", "reef"],
        notes="Vegetarian.",
    )
    services.update_customer(record=old, values={"street": "High St 1", "city": "London"}, by=None, at=NOW)
    merge(ann, old)
    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.phone) == ("Ann Smith", "ann@example.com", "+5016001234")
    assert ann.tags == ["vip", "reef"]
    assert ann.notes == "Left-handed.\n\nVegetarian.\n\nAlso reached at: anne@example.org"
    assert (ann.street, ann.city) == ("", "Hopkins"), "half an address of each is none"
    assert queries.successor(old.pk) == ann
    assert not Customer.objects.filter(pk=old.pk).exists()


def test_for_each_value_somebody_may_say_whose_wins(customer_with: Maker) -> None:
    ann = customer_with(email="ann@example.com", tags=["vip"], given_name="Ann", family_name="Smith")
    old = customer_with(
        name="Anne Smythe", given_name="Anne", family_name="Smythe", email="anne@example.org", tags=["reef"]
    )
    preview = services.merge_preview(
        kept=ann, other=old, choose={"name": "other", "email": "other", "tags": "other"}
    )
    merge(ann, old, name="other", email="other", tags="other")
    ann.refresh_from_db()
    assert (ann.name, ann.given_name, ann.family_name) == ("Anne Smythe", "Anne", "Smythe")
    assert (ann.email, ann.tags, ann.sort_name) == ("anne@example.org", ["reef"], "anne smythe")
    shown = {line.key: line for line in preview.lines}
    assert shown["email"].result == "anne@example.org"
    assert (shown["email"].kept, shown["email"].side, shown["email"].differs) == (
        "ann@example.com",
        "other",
        True,
    )


def test_the_preview_says_what_will_be_and_changes_nothing(customer_with: Maker) -> None:
    ann, old = (
        customer_with(email="ann@example.com"),
        customer_with(name="Anne", phone="+5016001234", tags=["x"]),
    )
    Vehicle.objects.create(customer=old, plate="AB12")
    services.count_bookings(customer=ann.pk, bookings=1, value=500, currency="USD", at=NOW)
    services.count_bookings(customer=old.pk, bookings=2, value=700, currency="EUR", at=NOW)
    ann.refresh_from_db()
    old.refresh_from_db()
    before = everything()
    preview = services.merge_preview(kept=ann, other=old)
    assert everything() == before
    assert list(preview.moves) == [("vehicles", 1)]
    assert "cannot be added" in preview.warnings[0]
    expected = {line.key: line.result for line in preview.lines}
    merge(ann, old)
    ann.refresh_from_db()
    assert expected["phone"] == "+501 600-1234"
    assert expected["booking_count"] == "3"
    assert (ann.booking_count, ann.lifetime_value, ann.lifetime_currency) == (3, 500, "USD")


def test_what_was_the_others_is_the_kept_ones(customer_with: Maker) -> None:
    ann, old = customer_with(), customer_with(name="Anne")
    car = Vehicle.objects.create(customer=old, plate="AB12")
    fins = Gear.objects.create(customer=old, kind="Fins")
    services.record_consent(customer=old, kind="photo", text="Yes", source="paper", by=None, at=NOW)
    merge(ann, old)
    assert ann.vehicles.get() == car
    assert ann.gear.get() == fins
    assert [one.kind for one in queries.consents_in_force(ann)] == ["photo"]


def test_a_customer_cannot_be_merged_with_itself_nor_by_choices_there_are_not(customer_with: Maker) -> None:
    ann, old = customer_with(), customer_with(name="Anne")
    for call in (lambda: merge(ann, ann), lambda: services.merge_preview(kept=ann, other=ann)):
        with pytest.raises(errors.SameCustomer):
            call()
    with pytest.raises(errors.NotACustomersField, match="booking_count"):
        merge(ann, old, booking_count="other")
    assert Customer.objects.count() == 2


def test_a_customer_of_another_business_cannot_be_merged(customer_with: Maker, northgate: Tenant) -> None:
    ann = customer_with()
    with context.use_tenant(northgate):
        eve = services.create_customer(values={"name": "Eve"}, by=None, at=NOW)
    with pytest.raises(errors.NoSuchCustomer):
        merge(ann, eve)


@pytest.mark.django_db(transaction=True)
def test_two_merges_the_other_way_round_leave_one_customer(
    customer_with: Maker, race: Callable[..., list[Any]]
) -> None:
    ann, old = customer_with(), customer_with(name="Anne")
    pairs = iter([(ann, old), (old, ann)])
    results = race(lambda: merge(*next(pairs)), times=2)
    assert sorted(type(one).__name__ for one in results) == ["CustomerMerge", "NoSuchCustomer"]
    assert Customer.objects.count() == 1


# -- undone -------------------------------------------------------------------------------------------------------

people = st.fixed_dictionaries(
    {"name": st.sampled_from(["Ann Smith", "Anne Smith", "Zoë"])},
    optional={
        "given_name": st.sampled_from(["Ann", ""]),
        "email": st.sampled_from(["{}@example.com", ""]),
        "phone": st.sampled_from(["+5016001234", "+5016005678", ""]),
        "street": st.sampled_from(["High St 1", ""]),
        "city": st.sampled_from(["Hopkins", ""]),
        "country": st.sampled_from(["BZ", "GB", ""]),
        "source": st.sampled_from(["website", ""]),
        "campaign": st.sampled_from(["summer", ""]),
        "tags": st.lists(st.sampled_from(["vip", "VIP", "reef"]), max_size=2),
        "notes": st.sampled_from(["Left-handed.", "", "Ø ÿ \n two lines"]),
    },
)
money = st.none() | st.tuples(st.integers(0, 3), st.integers(0, 9999), st.sampled_from(["USD", "EUR"]))
kids = st.tuples(
    st.integers(0, 3), st.integers(0, 2), st.lists(st.sampled_from(ConsentKind.values), max_size=3)
)
custom = st.dictionaries(st.sampled_from(["shoe", "level"]), st.sampled_from([1, "two", [3]]), max_size=2)
sides = st.dictionaries(
    st.sampled_from(["name", "email", "phone", "street", "tags", "notes", "source"]),
    st.sampled_from(["kept", "other"]),
    max_size=4,
)


def person(which: int, values: Any, counted: Any, owns: Any, own: Any) -> Customer:
    values = {**values, "email": values.get("email", "").format(f"p{which}")}
    made = services.create_customer(values=values, by=None, at=NOW + timedelta(microseconds=which))
    Customer.objects.filter(pk=made.pk).update(custom=own)
    if counted:
        bookings, value, currency = counted
        services.count_bookings(customer=made.pk, bookings=bookings, value=value, currency=currency, at=NOW)
    vehicles, gear, consents = owns
    Vehicle.objects.bulk_create(Vehicle(customer=made, plate=f"P{number}") for number in range(vehicles))
    Gear.objects.bulk_create(Gear(customer=made, kind=f"K{number}") for number in range(gear))
    for kind in consents:
        services.record_consent(customer=made, kind=kind, text="Yes", source="paper", by=None, at=NOW)
    made.refresh_from_db()
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.tuples(*(st.tuples(people, money, kids, custom) for _ in range(2))), choose=sides)
def test_merging_and_undoing_changes_nothing(in_coral: Tenant, plans: Any, choose: Any) -> None:
    with nothing_stays():
        kept, other = (person(which, *plan) for which, plan in enumerate(plans))
        before = everything()
        merged = merge(kept, other, **choose)
        assert Customer.objects.count() == 1
        done = undo(merged)
        assert everything() == before
        assert not done.left


def test_merging_thrice_and_undoing_in_reverse_changes_nothing(customer_with: Maker) -> None:
    a, b, c, d = (customer_with(name=name, email=f"{name}@example.com", tags=[name]) for name in "abcd")
    for one in (a, b, c, d):
        Vehicle.objects.create(customer=one, plate=one.name)
    before = everything()
    merges = [merge(b, a), merge(c, b), merge(c, d)]
    assert set(c.vehicles.values_list("plate", flat=True)) == {"A", "B", "C", "D"}
    with pytest.raises(errors.MergedAgain, match="“b”"):
        undo(merges[0])
    for merged in reversed(merges):
        undo(merged)
    assert everything() == before


def test_what_came_since_stays_and_what_was_edited_is_said(customer_with: Maker) -> None:
    ann = customer_with(tags=["vip"])
    old = customer_with(name="Anne", phone="+5016001234", city="Hopkins")
    gone, sold, edited = (
        Vehicle.objects.create(customer=old, plate=plate) for plate in ("GONE", "SOLD", "EDITED")
    )
    services.count_bookings(customer=old.pk, bookings=2, value=700, currency="USD", at=NOW)
    merged = merge(ann, old)
    services.update_customer(record=ann, values={"phone": "+5016005678", "country": "BZ"}, by=None, at=LATER)
    services.count_bookings(customer=ann.pk, bookings=1, value=100, currency="USD", at=LATER)
    Vehicle.objects.create(customer=ann, plate="NEW")
    gone.delete()
    Vehicle.objects.filter(pk=sold.pk).update(customer=customer_with(name="Bob"))
    Vehicle.objects.filter(pk=edited.pk).update(colour="red")
    before = everything()
    with pytest.raises(errors.ChangedSinceMerge, match=r"phone, vehicles \(2\)"):
        undo(merged)
    assert everything() == before
    done = undo(merged, partly=True)
    assert list(done.left) == ["phone", "vehicles (2)"]
    ann.refresh_from_db()
    old = Customer.objects.get(pk=old.pk)
    assert (ann.phone, ann.country, ann.city, ann.booking_count, ann.lifetime_value) == (
        "+5016005678",
        "BZ",
        "",
        1,
        100,
    )
    assert (old.name, old.phone, old.booking_count, old.lifetime_value) == ("Anne", "+5016001234", 2, 700)
    assert [one.plate for one in ann.vehicles.all()] == ["NEW"]
    assert [(one.plate, one.colour) for one in old.vehicles.all()] == [("EDITED", "red")]


def test_an_address_somebody_else_has_by_now_stays_with_them(customer_with: Maker) -> None:
    ann, old = customer_with(email="ann@example.com"), customer_with(name="Anne", email="anne@example.com")
    merged = merge(ann, old)
    bob = customer_with(name="Bob", email="anne@example.com")
    with pytest.raises(errors.ChangedSinceMerge, match=r"anne@example\.com"):
        undo(merged)
    undo(merged, partly=True)
    bob.refresh_from_db()
    assert bob.email == "anne@example.com"
    assert Customer.objects.get(pk=old.pk).email is None


def test_a_merge_is_undone_once_and_within_thirty_days(customer_with: Maker) -> None:
    ann, old = customer_with(), customer_with(name="Anne")
    merged = merge(ann, old)
    with pytest.raises(errors.MergeIsTooOld, match="30 days"):
        services.undo_merge(merge=merged, by=None, at=NOW + timedelta(days=30, seconds=1))
    undo(merged)
    with pytest.raises(errors.MergeIsUndone):
        undo(merged)
    merged.refresh_from_db()
    assert merged.snapshot == {}
    assert queries.successor(old.pk) is None


def test_what_cannot_be_undone_any_more_is_forgotten(customer_with: Maker) -> None:
    merged = merge(customer_with(), customer_with(name="Anne"))
    assert services.forget_old_merges(at=NOW + timedelta(days=30)) == 0
    assert services.forget_old_merges(at=NOW + timedelta(days=31)) == 1
    with pytest.raises(Refusal):
        undo(merged)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_at_once_one_does(customer_with: Maker, race: Callable[..., list[Any]]) -> None:
    merged = merge(customer_with(), customer_with(name="Anne"))
    results = race(lambda: undo(merged), times=2)
    assert sorted(type(one).__name__ for one in results) == ["MergeIsUndone", "Undone"]
    assert Customer.objects.count() == 2


def test_a_merge_takes_as_many_queries_whatever_moves(
    customer_with: Maker, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    def two_with(vehicles: int) -> tuple[Customer, Customer]:
        kept, other = customer_with(), customer_with(name="Anne")
        Vehicle.objects.bulk_create(
            Vehicle(customer=other, plate=f"P{vehicles}N{number}") for number in range(vehicles)
        )
        return kept, other

    few, many = two_with(1), two_with(300)
    # At most two for each table that refers to customers, and what is done once.
    tables = [
        one for one in Customer._meta.get_fields(include_hidden=True) if one.auto_created and one.is_relation
    ]
    most = 24 + 2 * len(tables)
    with django_assert_max_num_queries(most) as merging:
        merged = merge(*few)
    with django_assert_max_num_queries(most) as parting:
        undo(merged)
    with django_assert_num_queries(len(merging.captured_queries)):
        merged = merge(*many)
    with django_assert_num_queries(len(parting.captured_queries)):
        undo(merged)
    assert Vehicle.objects.filter(customer_id=many[1].pk).count() == 300
