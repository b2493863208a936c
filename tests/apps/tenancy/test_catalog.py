"""The catalog audit finds nothing as the code stands, and finds each way a wall could be missing."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, connections

from apps.tenancy import catalog, context, owner

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform", "owner"])


@contextmanager
def as_owner():
    with owner.as_default(), connections["default"].cursor() as cursor:
        yield cursor


def findings() -> str:
    with connection.cursor() as cursor:
        return "\n".join(catalog.audit(cursor))


def test_the_walls_stand(coral):
    assert findings() == ""
    call_command("check", "--database", "default", verbosity=0)


@pytest.mark.parametrize("function", ["lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)"])
def test_nobody_but_a_superuser_keeps_large_objects(function, coral):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege(%s, 'EXECUTE')", [f"pg_catalog.{function}"])
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE forgotten (id bigint, tenant_id bigint)", "forgotten has no forced row security"),
        ("CREATE TABLE forgotten (id bigint)", "forgotten has no forced row security"),
        ("ALTER TABLE tenancy_location NO FORCE ROW LEVEL SECURITY", "tenancy_location has no forced"),
        ("ALTER TABLE tenancy_location DISABLE ROW LEVEL SECURITY", "tenancy_location has no forced"),
        ("ALTER TABLE tenancy_location ALTER tenant_id DROP DEFAULT", "has no default from the bound tenant"),
        ("CREATE POLICY more ON tenancy_location USING (true)", "is one more way in"),
        ("DROP POLICY tenant_isolation ON tenancy_location", "lacks the policy"),
        (
            "ALTER POLICY tenant_isolation ON tenancy_location USING (true) WITH CHECK (true)",
            "lets everybody in",
        ),
        ("ALTER POLICY tenant_isolation ON tenancy_location WITH CHECK (true)", "by different rules"),
        ("ALTER POLICY owner_all ON tenancy_location TO PUBLIC", "for others than the owner"),
        ("ALTER POLICY signin_all ON tenancy_domain TO PUBLIC", "for others than the sign-in role"),
        ("GRANT TRUNCATE ON tenancy_location TO quayside_app", "may be truncated"),
        ("GRANT CREATE ON SCHEMA public TO quayside_app", "quayside_app may make tables or schemas"),
        (
            "DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO quayside_app', current_database()); END $$",
            "quayside_app may make temporary tables",
        ),
        (
            "CREATE VIEW all_places AS SELECT * FROM tenancy_location; GRANT SELECT ON all_places TO quayside_app",
            "all_places shows all rows",
        ),
        (
            "ALTER TABLE tenancy_location ADD FOREIGN KEY (tax_profile_id) REFERENCES tenancy_taxprofile (id)",
            "can point into another business",
        ),
        ("CREATE INDEX slow ON tenancy_location (name)", "index slow of tenancy_location does not begin"),
        (
            "CREATE FUNCTION loose() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
            "function loose runs as its owner",
        ),
    ],
)
def test_each_missing_wall_is_named(coral, statement, said):
    with as_owner() as cursor:
        cursor.execute(statement)
    assert said in findings()
    with pytest.raises(SystemCheckError):
        call_command("check", "--database", "default", verbosity=0)


def test_a_forgotten_table_cannot_even_be_read(coral):
    with as_owner() as cursor:
        cursor.execute("CREATE TABLE forgotten (id bigint, tenant_id bigint)")
    for binding in (context.use_tenant(coral), context.use_platform(coral), context.use_signin()):
        with binding as bound, pytest.raises(DatabaseError, match="permission denied"):
            connections[bound.alias].cursor().execute("SELECT * FROM forgotten")


def test_the_app_role_cannot_take_the_walls_down(coral):
    for statement in (
        "ALTER TABLE tenancy_location DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant_isolation ON tenancy_location",
        "SET ROLE quayside_owner",
        "SET SESSION AUTHORIZATION quayside_platform",
        "TRUNCATE tenancy_location",
    ):
        with context.use_tenant(coral), pytest.raises(DatabaseError):
            connection.cursor().execute(statement)


def test_migrating_again_changes_nothing(coral):
    with as_owner() as cursor:
        cursor.execute("SELECT count(*), max(oid) FROM pg_constraint")
        before = cursor.fetchone()
    call_command("migrate", verbosity=0)
    with as_owner() as cursor:
        cursor.execute("SELECT count(*), max(oid) FROM pg_constraint")
        assert cursor.fetchone() == before
    assert findings() == ""
