"""A person is taken out of the log by one function, which can do nothing else, for one business, by the app alone."""

import json

import pytest
from django.db import DatabaseError, connections

from apps.audit import catalog, queries, schema, services
from apps.audit.models import Entry
from apps.backoffice.models import Todo
from apps.customers.models import Customer
from apps.tenancy import context
from tests.apps.audit.conftest import as_owner, trying_as_owner

pytestmark = pytest.mark.django_db
SAID = ("Ana Ruiz", "ana@guests.example", "Likes reefs")


def ana() -> Customer:
    """Somebody, changed once and given a to-do."""
    made = Customer.objects.create(
        name=SAID[0], sort_name="ruiz ana", outline="anaruiz", email=SAID[1], tags=["vip"], country="ES"
    )
    Customer.objects.filter(pk=made.pk).update(notes=SAID[2], booking_count=3)
    return made


def images(table: str = "customers_customer") -> str:
    """All that the log holds of the table."""
    rows = Entry.objects.filter(table_name=table).values_list("before", "after")
    return json.dumps([list(row) for row in rows], ensure_ascii=False)


def test_words_go_and_what_happened_stays(in_coral):
    who = ana()
    before = list(Entry.objects.order_by("pk").values_list("pk", "at", "op", "actor", "request"))
    assert services.mask(table="customers_customer", rows=[who.pk]) == 2
    assert list(Entry.objects.order_by("pk").values_list("pk", "at", "op", "actor", "request")) == before
    for word in SAID:
        assert word not in images()
    change = Entry.objects.filter(table_name="customers_customer", op="U").get()
    assert (change.before["notes"], change.after["notes"]) == ("", "•••")
    assert (change.after["booking_count"], change.after["country"], change.after["tags"]) == (3, "ES", [])
    assert change.after["phone"] is None


def test_only_the_rows_that_are_named_in_the_business_that_is_bound(in_coral, northgate):
    who = ana()
    with context.use_tenant(northgate):
        assert services.mask(table="customers_customer", rows=[who.pk]) == 0
    assert services.mask(table="customers_customer", rows=[who.pk + 1]) == 0
    assert services.mask(table="customers_customer", rows=[]) == 0
    assert SAID[1] in images()


def test_no_other_table_and_no_other_role(in_coral):
    with pytest.raises(KeyError):
        services.mask(table="tenancy_location", rows=[1])
    for alias, statement, said in (
        (
            "default",
            "SELECT audit_mask('tenancy_location', ARRAY[1])",
            "nothing of tenancy_location is masked",
        ),
        ("platform", "SELECT audit_mask('customers_customer', ARRAY[1])", "permission denied"),
        ("signin", "SELECT audit_mask('customers_customer', ARRAY[1])", "permission denied"),
    ):
        tenant = None if alias == "signin" else in_coral.pk
        with (
            context.use(tenant=tenant, alias=alias),
            pytest.raises(DatabaseError) as refused,
            context.atomic(),
        ):
            connections[alias].cursor().execute(statement)
        assert said in str(refused.value)


def test_nobody_masks_without_a_business(coral):
    with context.use(tenant=None), pytest.raises(DatabaseError, match="permission denied"), context.atomic():
        connections["default"].cursor().execute("SELECT audit_mask('customers_customer', ARRAY[1])")


def test_rows_that_were_deleted_are_found_by_what_they_belonged_to(in_coral):
    one, other = (
        Todo.objects.create(title=title, about_id=number, about_screen="customers.customer", about_title="x")
        for title, number in (("a", 7), ("b", 8))
    )
    numbers = (one.pk, other.pk)
    Todo.objects.all().delete()
    assert queries.deleted("backoffice_todo", "about_id", [7, 9]) == [numbers[0]]
    assert queries.deleted("backoffice_todo", "about_id", []) == []
    assert queries.deleted_text("backoffice_todo", "title", "B") == [numbers[1]]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP FUNCTION audit_mask(text, bigint[])", "audit_mask() is out of date"),
        ("ALTER FUNCTION audit_mask(text, bigint[]) SECURITY INVOKER", "audit_mask() is out of date"),
        (
            "GRANT EXECUTE ON FUNCTION audit_mask(text, bigint[]) TO PUBLIC",
            "audit_mask(): everybody may call it",
        ),
        (
            "GRANT EXECUTE ON FUNCTION audit_mask(text, bigint[]) TO quayside_platform",
            "audit_mask(): quayside_platform may call it",
        ),
    ],
)
def test_a_function_that_does_more_is_named_and_the_next_migrate_closes_it(statement, said):
    with as_owner() as cursor:
        assert catalog.audit(cursor) == []
    with trying_as_owner() as cursor:
        cursor.execute(statement)
        assert said in "\n".join(catalog.audit(cursor))
        schema.complete(cursor)
        assert catalog.audit(cursor) == []
