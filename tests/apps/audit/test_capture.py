"""Whoever writes, and however: the log has it, with before and after, the person and the request."""

import pytest
from django.apps import apps
from django.db import transaction
from huey.contrib.djhuey import HUEY

from apps.accounts.models import Invitation, Role, User
from apps.audit import tables
from apps.audit.models import Entry
from apps.customers.models import Customer
from apps.tenancy import context, db, tasks
from apps.tenancy.models import Location, TaxProfile, Tenant
from tests.apps.audit.conftest import REQUEST, as_owner, log_of
from tests.conftest import NOW

everybody = pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform", "owner"])
LOCATION = "tenancy_location"


def place(name: str = "Pier") -> Location:
    return Location(name=name, time_zone="America/Belize")


def last(table: str = LOCATION) -> Entry:
    return log_of(table)[-1]


def test_a_saved_row_is_added_with_person_and_request(acting, manager):
    pier = place()
    pier.save()
    entry = last()
    assert (entry.op, entry.row_id, entry.actor, entry.request) == ("I", pier.pk, manager.pk, REQUEST)
    assert entry.before is None
    assert entry.after["name"] == "Pier"
    assert entry.tenant_id == acting().pk


def test_a_change_has_both_sides(acting):
    pier = place()
    pier.save()
    pier.name = "Long pier"
    pier.save()
    entry = last()
    assert (entry.op, entry.before["name"], entry.after["name"]) == ("U", "Pier", "Long pier")


def test_a_deletion_keeps_what_was_there(acting):
    pier = place()
    pier.save()
    pk = pier.pk
    pier.delete()
    entry = last()
    assert (entry.op, entry.row_id, entry.before["name"], entry.after) == ("D", pk, "Pier", None)


def test_saving_without_a_change_writes_nothing(acting):
    pier = place()
    pier.save()
    count = len(log_of(LOCATION))
    pier.save()
    Location.objects.filter(pk=pier.pk).update(name="Pier")
    Location.objects.filter(name="nowhere").update(name="Pier")
    Location.objects.filter(name="nowhere").delete()
    assert len(log_of(LOCATION)) == count


def test_bulk_writes_leave_one_entry_per_row(acting):
    places = Location.objects.bulk_create([place(f"Pier {n}") for n in range(30)])
    assert sorted(e.row_id for e in log_of(LOCATION, op="I", request=REQUEST)) == sorted(p.pk for p in places)
    for one in places[:10]:
        one.city = "Placencia"
    Location.objects.bulk_update(places, ["city"], batch_size=7)
    assert {e.row_id for e in log_of(LOCATION, op="U")} == {p.pk for p in places[:10]}
    Location.objects.filter(pk__in=[p.pk for p in places]).update(country="BZ")
    assert len(log_of(LOCATION, op="U")) == 40
    Location.objects.filter(pk__in=[p.pk for p in places[:5]]).delete()
    assert {e.row_id for e in log_of(LOCATION, op="D")} == {p.pk for p in places[:5]}


def test_an_upsert_is_told_apart_row_by_row(acting):
    TaxProfile.objects.create(name="Export")
    TaxProfile.objects.bulk_create(
        [TaxProfile(name="Export", tax_number="7"), TaxProfile(name="Duty free")],
        update_conflicts=True,
        unique_fields=["tenant", "name"],
        update_fields=["tax_number"],
    )
    entries = log_of("tenancy_taxprofile", request=REQUEST)
    assert [(e.op, e.after["name"]) for e in entries[:1]] == [("I", "Export")]
    assert sorted((e.op, e.after["name"], e.after["tax_number"]) for e in entries[1:]) == [
        ("I", "Duty free", ""),
        ("U", "Export", "7"),
    ]


def test_sql_by_hand_is_logged(acting):
    db.execute(
        "INSERT INTO tenancy_taxprofile (name, tax_number, prices_include_tax) VALUES (%(name)s, '', true)",
        name="Raw",
    )
    assert last("tenancy_taxprofile").after["name"] == "Raw"


def test_sql_that_writes_behind_a_with_is_logged(acting, manager):
    rows = db.fetch_all(
        "WITH gone AS (DELETE FROM tenancy_taxprofile WHERE name = %(name)s RETURNING id), "
        "come AS (INSERT INTO tenancy_taxprofile (name, tax_number, prices_include_tax) "
        "VALUES ('Other', '', true) RETURNING id) SELECT id FROM come",
        name="nothing of this name",
    )
    assert (last("tenancy_taxprofile").row_id, last("tenancy_taxprofile").actor) == (
        rows[0]["id"],
        manager.pk,
    )


def test_what_a_cascade_takes_along_is_logged(acting):
    role = Role.objects.create(key="diver", name="Diver")
    tax = TaxProfile.objects.create(name="Reef tax")
    pier = place()
    pier.tax_profile = tax
    pier.save()
    tax.delete()
    assert last().before["tax_profile_id"] == tax.pk or last().after["tax_profile_id"] is None
    assert last("tenancy_taxprofile").op == "D"
    role.delete()
    assert last("accounts_role").op == "D"


def test_a_rolled_back_change_leaves_no_trace(acting):
    count = len(log_of(LOCATION))
    with transaction.atomic():
        place().save()
        transaction.set_rollback(True)
    assert len(log_of(LOCATION)) == count


def test_a_new_value_of_the_business_itself_is_logged(acting, coral):
    Tenant.objects.filter(pk=coral.pk).update(currency="BZD")
    entry = last("tenancy_tenant")
    assert (entry.tenant_id, entry.before["currency"], entry.after["currency"]) == (coral.pk, "USD", "BZD")


def test_people_are_logged_in_the_business_they_were_changed_in(acting, clerk, coral):
    User.objects.filter(pk=clerk.pk).update(name="Sandy Clerk")
    entry = last("accounts_user")
    assert (entry.op, entry.row_id, entry.tenant_id) == ("U", clerk.pk, coral.pk)


@everybody
def test_the_platform_role_is_logged_in_the_business_of_the_row(coral, northgate, owner):
    with context.use(alias="platform", tenant=northgate.pk, actor=owner.pk, request="r1"):
        Location.objects.create(name="Moved", time_zone="UTC", tenant=coral)
    with context.use_tenant(coral):
        entry = last()
        assert (entry.after["name"], entry.actor, entry.request) == ("Moved", owner.pk, "r1")
    with context.use_tenant(northgate):
        assert not log_of(LOCATION, request="r1")


@everybody
def test_a_row_that_changes_its_business_leaves_one_and_enters_the_other(coral, northgate):
    with context.use_tenant(coral):
        TaxProfile.objects.create(name="Wanderer")
    with context.use_platform():
        TaxProfile.objects.filter(name="Wanderer").update(tenant=northgate)
    with context.use_tenant(coral):
        assert [e.op for e in log_of("tenancy_taxprofile", before__name="Wanderer")] == ["D"]
    with context.use_tenant(northgate):
        assert [e.op for e in log_of("tenancy_taxprofile", after__name="Wanderer")] == ["I"]


@everybody
def test_a_data_migration_of_the_owner_is_logged_without_a_person(coral):
    with as_owner() as cursor:
        cursor.execute("UPDATE tenancy_location SET city = 'Placencia' WHERE tenant_id = %s", [coral.pk])
    with context.use_tenant(coral):
        entry = last()
        assert (entry.op, entry.actor, entry.request, entry.after["city"]) == ("U", None, "", "Placencia")


@everybody
def test_a_changed_key_shows_as_one_row_gone_and_another_come(coral):
    with context.use_tenant(coral):
        one, two = (TaxProfile.objects.create(name=name).pk for name in ("One", "Two"))
    with as_owner() as cursor:
        cursor.execute("UPDATE tenancy_taxprofile SET id = id + 100000 WHERE id = ANY (%s)", [[one, two]])
    with context.use_tenant(coral):
        gone = {e.row_id: e.before["name"] for e in log_of("tenancy_taxprofile", op="D")}
        come = {e.row_id: e.after["name"] for e in log_of("tenancy_taxprofile", op="I") if e.row_id > 100000}
        assert gone == {one: "One", two: "Two"}
        assert come == {one + 100000: "One", two + 100000: "Two"}
        assert not log_of("tenancy_taxprofile", op="U")


@everybody
def test_the_sign_in_role_is_logged(clerk, coral):
    with context.use_signin():
        User.objects.filter(pk=clerk.pk).update(locale="es")
    with as_owner() as cursor:
        cursor.execute(
            "SELECT op, tenant_id, after ->> 'locale' FROM audit_entry"
            " WHERE table_name = 'accounts_user' AND row_id = %s ORDER BY id DESC LIMIT 1",
            [clerk.pk],
        )
        assert cursor.fetchone() == ("U", None, "es")


@tasks.tenant_task(on_commit=False)
def rename(pk: int, name: str) -> None:
    """A piece of background work that writes."""
    Location.objects.filter(pk=pk).update(name=name)


@everybody
def test_a_task_carries_the_person_and_request_of_whoever_started_it(coral, manager):
    with context.use_tenant(coral, actor=manager.pk, request="enqueued"):
        pier = Location.objects.create(name="Pier", time_zone="UTC")
        rename(pier.pk, "By a task")
    assert context.current() is context.NOTHING
    HUEY.execute(HUEY.dequeue())
    with context.use_tenant(coral):
        entry = last()
        assert (entry.after["name"], entry.actor, entry.request) == ("By a task", manager.pk, "enqueued")


def test_derived_tables_are_left_out_by_name(acting, coral):
    from apps.audit import tables
    from apps.tenancy.models import QuotaUse

    QuotaUse.objects.create(quota="emails", period="2026-11", used=1)
    assert "tenancy_quotause" in tables.EXEMPT
    assert log_of("tenancy_quotause") == []


def test_an_invitation_is_logged_without_the_code_of_its_link(acting, coral):
    from tests.conftest import NOW

    role = Role.objects.get(key="staff")
    Invitation.objects.create(
        email="new@people.example",
        role=role,
        code="very-secret",
        sent_at=NOW,
        expires_at=NOW.replace(year=2027),
    )
    entry = last("accounts_invitation")
    assert entry.after["email"] == "new@people.example"
    assert "very-secret" not in str(entry.after)


def test_a_figure_that_counts_audited_rows_makes_no_entry_alone_and_is_told_with_the_rest(acting):
    ann = Customer.objects.create(name="Ann", booking_count=1)
    Customer.objects.filter(pk=ann.pk).update(booking_count=2, last_activity_at=NOW)
    assert [entry.op for entry in log_of("customers_customer")] == ["I"]
    Customer.objects.filter(pk=ann.pk).update(booking_count=3, name="Anne")
    entry = last("customers_customer")
    assert (entry.op, entry.before["name"], entry.after["name"]) == ("U", "Ann", "Anne")
    assert (entry.before["booking_count"], entry.after["booking_count"]) == (2, 3)
    ann.delete()
    assert last("customers_customer").op == "D"


def test_counted_figures_are_columns_of_audited_tables(db):
    for table, columns in tables.COUNTED.items():
        assert table not in tables.EXEMPT
        (model,) = (one for one in apps.get_models() if one._meta.db_table == table)
        assert set(columns) < {field.column for field in model._meta.concrete_fields}
