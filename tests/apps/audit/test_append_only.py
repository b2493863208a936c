"""Real attempts, as each role, to write, change, remove or evade the log."""

import pytest
from django.db import DatabaseError, connections

from apps.audit import sql
from apps.audit.models import Entry
from apps.tenancy import context
from apps.tenancy.models import Location
from tests.apps.audit.conftest import as_owner

pytestmark = pytest.mark.django_db

ROLES = ("default", "signin", "platform")
ATTEMPTS = (
    "DELETE FROM audit_entry",
    "UPDATE audit_entry SET actor = 1",
    "UPDATE audit_entry SET at = at",
    "INSERT INTO audit_entry (at, op, table_name) VALUES (now(), 'I', 'x')",
    "TRUNCATE audit_entry",
    "DROP TABLE audit_entry",
    "ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE audit_entry DETACH PARTITION audit_entry_default",
    "SELECT nextval('audit_entry_id_seq')",
    "SELECT setval('audit_entry_id_seq', 1)",
    "DELETE FROM audit_request",
    "UPDATE audit_request SET ip = NULL",
    "TRUNCATE audit_request",
    "INSERT INTO audit_request (at, request, user_agent, method, route) VALUES ('2020-01-01', 'x', '', '', '')",
    "INSERT INTO audit_request (tenant_id, request, user_agent, method, route) VALUES (1, 'x', '', '', '')",
    "SELECT * FROM audit_entry_default",
    "SELECT * FROM audit_request_default",
    "DELETE FROM audit_entry_default",
    "INSERT INTO audit_entry_default (at, op, table_name) VALUES (now(), 'I', 'x')",
    "ALTER TABLE tenancy_location DISABLE TRIGGER audit_update",
    "ALTER TABLE tenancy_location DISABLE TRIGGER USER",
    "DROP TRIGGER audit_update ON tenancy_location",
    "DROP FUNCTION audit_of_tenancy_location() CASCADE",
    "CREATE OR REPLACE FUNCTION audit_of_tenancy_location() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NULL; END $$",
    "SELECT audit_of_tenancy_location()",
    "SET session_replication_role = replica",
    "SET ROLE quayside_owner",
    "TRUNCATE tenancy_location",
)


@pytest.mark.parametrize("alias", ROLES)
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_role_gets_around_the_log(coral, alias, attempt):
    tenant = None if alias == "signin" else coral.pk
    with context.use(tenant=tenant, alias=alias), pytest.raises(DatabaseError) as refused, context.atomic():
        connections[alias].cursor().execute(attempt)
    said = str(refused.value)
    assert (
        "permission denied" in said or "must be owner" in said or "can only be called as trigger" in said
    ), said


def test_the_month_in_use_cannot_be_read_around_its_table(coral):
    with as_owner() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_entry LIMIT 1")
        (partition,) = cursor.fetchone()
    for alias in ROLES:
        with (
            context.use(tenant=coral.pk, alias=alias),
            pytest.raises(DatabaseError, match="permission denied"),
        ):
            connections[alias].cursor().execute(f"SELECT * FROM {partition}")


def test_the_sign_in_role_reads_nothing_of_the_log(coral):
    for table in sql.PARTITIONED:
        denied = pytest.raises(DatabaseError, match="permission denied")
        with context.use_signin(), denied, context.atomic():
            connections["signin"].cursor().execute(f"SELECT * FROM {table}")


def test_a_request_cannot_be_recorded_for_another_business(coral, northgate):
    with context.use_tenant(coral), connections["default"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_request (request, user_agent, method, route) VALUES ('mine', '', 'POST', '/')"
        )
        cursor.execute("SELECT tenant_id FROM audit_request WHERE request = 'mine'")
        assert cursor.fetchall() == [(coral.pk,)]


def test_a_business_sees_nothing_of_anothers_log(coral, northgate):
    with context.use_tenant(coral, request="coral-only"):
        Location.objects.create(name="Coral secret", time_zone="UTC")
    with context.use_tenant(northgate), connections["default"].cursor() as cursor:
        assert set(Entry.objects.values_list("tenant_id", flat=True)) == {northgate.pk}
        cursor.execute(
            "SELECT count(*) FROM audit_entry WHERE tenant_id = %s OR request = 'coral-only'", [coral.pk]
        )
        assert cursor.fetchone() == (0,)
    with context.use(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry")
        assert cursor.fetchone() == (0,)
