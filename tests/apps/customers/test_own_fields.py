"""The owner's fields of customers go through batches and merges by the rules of a form."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.backoffice.fields.defined import fields_of, forget
from apps.backoffice.models import CustomSecret, CustomValue, Todo
from apps.backoffice.services import fields, records
from apps.backoffice.types import Incoming
from apps.customers import services
from apps.customers.models import Customer, CustomerLink, Vehicle
from apps.kernel.errors import Refusal
from apps.tenancy.models import Tenant
from tests.apps.customers.conftest import nothing_stays
from tests.conftest import NOW

Maker = Callable[..., Customer]


@pytest.fixture
def defined(in_coral: Tenant) -> Tenant:
    """Customers with a shoe size, a level, a passport, a friend and a sum."""

    def define(label: str, kind: str, **properties: Any) -> None:
        fields.define_field(on="customers.customer", label=label, kind=kind, by=None, at=NOW, **properties)

    define("Shoe", "number")
    define("Level", "choice", choices=[{"value": "open", "label": "Open"}, {"value": "pro", "label": "Pro"}])
    define("Passport", "text", sensitive=True)
    define("Friend", "reference", target="customers.customer")
    define("Double", "formula", formula="{shoe} * 2")
    forget()
    return in_coral


def values_of(customer: Customer) -> dict[str, Any]:
    return {one.field.key: one.value(customer) for one in fields_of("customers.customer")}


rows = st.lists(
    st.fixed_dictionaries(
        {"name": st.sampled_from(["Ann", "Bob", ""])},
        optional={
            "email": st.sampled_from(["a@example.com", "b@example.com"]),
            "custom.shoe": st.sampled_from([42, "43", "big", None]),
            "custom.level": st.sampled_from(["open", "none", ""]),
            "custom.passport": st.sampled_from(["P1", "P2"]),
            "custom.friend": st.sampled_from(["me", 0]),
            "custom.nothing": st.just(1),
        },
    ),
    max_size=8,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=rows)
def test_a_batch_does_what_its_rows_one_by_one_do(defined: Tenant, plan: Any) -> None:
    outcomes = []
    for together in (True, False):
        with nothing_stays():
            me = services.create_customer(values={"name": "Me", "email": "a@example.com"}, by=None, at=NOW)
            incoming = [
                Incoming(n, {**row, **({"custom.friend": me.pk} if row.get("custom.friend") == "me" else {})})
                for n, row in enumerate(plan)
            ]
            if together:
                results = services.save_customers(rows=incoming, by=None, at=NOW)
            else:
                results = [services.save_customers(rows=[one], by=None, at=NOW)[0] for one in incoming]
            said = [str(one) if isinstance(one, Refusal) else "saved" for one in results]
            found = [(one.name, one.email, one.custom) for one in Customer.objects.order_by("pk")]
            secrets = sorted(CustomSecret.objects.values_list("value", flat=True))
            outcomes.append((said, found, secrets, CustomerLink.objects.count(), CustomValue.objects.count()))
    assert outcomes[0] == outcomes[1]


def test_a_row_for_somebody_new_is_what_a_form_would_make(defined: Tenant) -> None:
    given = {"custom.shoe": "42", "custom.level": "pro", "custom.passport": "P1"}
    services.create_customer(values={"name": "Ann", **given}, by=None, at=NOW)
    services.save_customers(rows=[Incoming(1, {"name": "Ann", **given})], by=None, at=NOW)
    form, row = Customer.objects.order_by("pk")
    assert values_of(form) == values_of(row)
    assert row.custom["double"] == 84


def test_a_merge_takes_own_fields_along_and_undoing_gives_them_back(
    defined: Tenant, customer_with: Maker
) -> None:
    friend = customer_with(name="Friend")
    ann = customer_with(**{"custom.shoe": 42, "custom.passport": "P1"})
    old = customer_with(
        name="Anne",
        **{"custom.shoe": 40, "custom.level": "pro", "custom.passport": "P2", "custom.friend": friend.pk},
    )
    admirer = customer_with(name="Admirer", **{"custom.friend": old.pk})

    def state() -> Any:
        people = Customer.objects.order_by("pk")
        beside = (CustomSecret, CustomerLink)
        numbers = [list(model.objects.order_by("pk").values()) for model in beside]
        found = sorted(CustomValue.objects.values_list("record_id", "field_id", "text", "number"), key=str)
        return [(one.pk, one.custom) for one in people], numbers, found

    before = state()
    merged = services.merge_customers(kept=ann, other=old, choose={"custom.shoe": "other"}, by=None, at=NOW)
    ann = Customer.objects.get(pk=ann.pk)
    assert values_of(ann) == {"shoe": 40, "level": "pro", "passport": "P1", "friend": friend, "double": 80}
    assert values_of(Customer.objects.get(pk=admirer.pk))["friend"] == ann
    services.undo_merge(merge=merged, by=None, at=NOW)
    assert state() == before


def test_a_preview_tells_of_own_fields_what_the_merge_then_does(
    defined: Tenant, customer_with: Maker
) -> None:
    friend = customer_with(name="Friend")
    ann = customer_with(**{"custom.shoe": 42, "custom.passport": "P1"})
    old = customer_with(name="Anne", **{"custom.shoe": 40, "custom.level": "pro", "custom.passport": "P2"})
    services.update_customer(record=old, values={"custom.friend": friend.pk}, by=None, at=NOW)
    choose: Any = {"custom.shoe": "other"}
    preview = services.merge_preview(kept=ann, other=old, choose=choose)
    lines = {line.key: line for line in preview.lines if line.key.startswith("custom.")}
    assert {key: line.result for key, line in lines.items()} == {
        "custom.shoe": "40",
        "custom.level": "Pro",
        "custom.friend": "Friend",
        "custom.double": "80",
    }
    assert [key for key, line in lines.items() if line.choosable] == ["custom.shoe", "custom.level"]
    merged = services.merge_customers(kept=ann, other=old, choose=choose, by=None, at=NOW)
    assert services.undo_preview(merge=merged, at=NOW).left == []
    back = {label: becomes for label, _now, becomes in services.undo_preview(merge=merged, at=NOW).changes}
    assert (back["Shoe"], back["Level"], back["Double"]) == ("42", "", "84")


def test_what_waits_with_a_merge_is_forgotten_with_it(defined: Tenant, customer_with: Maker) -> None:
    from datetime import timedelta

    ann = customer_with(**{"custom.passport": "P1"})
    old = customer_with(name="Anne", **{"custom.passport": "P2"})
    services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    assert CustomSecret.objects.count() == 2
    services.forget_old_merges(at=NOW + timedelta(days=31))
    assert CustomSecret.objects.get().record_id == ann.pk


def test_what_refers_to_a_customer_from_elsewhere_follows(in_coral: Tenant, customer_with: Maker) -> None:
    fields.define_field(
        on="customers.vehicle", label="Driver", kind="reference", target="customers.customer", by=None, at=NOW
    )
    forget()
    ann, old = customer_with(), customer_with(name="Anne")
    car = Vehicle(customer=ann)
    records.create(record=car, values={"plate": "X", "custom.driver": old.pk}, by=None, at=NOW)
    merged = services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    assert CustomerLink.objects.get().target == ann
    services.undo_merge(merge=merged, by=None, at=NOW)
    assert CustomerLink.objects.get().target_id == old.pk


def test_to_dos_about_a_customer_follow(customer_with: Maker) -> None:
    ann, old = customer_with(), customer_with(name="Anne")
    about = Todo.objects.create(title="Call", about_screen="customers.customer", about_id=old.pk)
    else_ = Todo.objects.create(title="Paint", about_screen="customers.vehicle", about_id=old.pk)
    merged = services.merge_customers(kept=ann, other=old, by=None, at=NOW)
    assert [one.about_id for one in Todo.objects.filter(pk__in=[about.pk, else_.pk]).order_by("pk")] == [
        ann.pk,
        old.pk,
    ]
    services.undo_merge(merge=merged, by=None, at=NOW)
    assert Todo.objects.about("customers.customer", old.pk).get() == about
