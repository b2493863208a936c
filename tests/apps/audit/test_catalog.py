"""The catalog audit finds nothing as the code stands, and names whatever is missing or open."""

import json

import pytest

from apps.audit import catalog, schema, tables, triggers
from tests.apps.audit.conftest import as_owner, trying_as_owner

pytestmark = pytest.mark.django_db


def test_every_table_is_audited_and_the_log_is_closed():
    with as_owner() as cursor:
        assert catalog.audit(cursor) == []
        names = {one.table for one in triggers.audited(cursor)}
    people = {"accounts_user", "account_emailaddress", "mfa_authenticator", "accounts_emailchange"}
    assert people | {"tenancy_tenant", "tenancy_location", "accounts_member", "wagtailcore_page"} <= names
    assert not names & set(tables.EXEMPT)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER audit_update ON tenancy_location", "tenancy_location has no trigger audit_update"),
        ("ALTER TABLE tenancy_location DISABLE TRIGGER audit_delete", "trigger audit_delete is disabled"),
        ("CREATE TABLE loose (id bigint PRIMARY KEY, tenant_id bigint)", "loose has no trigger audit_insert"),
        ("ALTER TABLE accounts_user ADD COLUMN api_token text", "its audit function is out of date"),
        ("GRANT INSERT ON audit_entry TO quayside_app", "audit_entry: app may INSERT"),
        ("GRANT DELETE ON audit_entry TO quayside_platform", "audit_entry: platform may DELETE"),
        ("GRANT SELECT ON audit_entry_default TO quayside_app", "audit_entry_default: app may SELECT"),
        ("GRANT UPDATE (ip) ON audit_request TO quayside_app", "audit_request: app may UPDATE (ip)"),
        ("GRANT SELECT ON audit_request TO PUBLIC", "audit_request:"),
        ("GRANT USAGE ON SEQUENCE audit_entry_id_seq TO quayside_app", "audit_entry_id_seq: app may USAGE"),
        ("REVOKE SELECT ON audit_entry FROM quayside_app", "audit_entry: app may not SELECT"),
        ("ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY", "audit_entry has no forced row security"),
        ("CREATE POLICY more ON audit_entry USING (true)", "audit_entry has a policy more too many"),
        ("DROP POLICY tenant_isolation ON audit_entry", "audit_entry lacks the policy tenant_isolation"),
        ("ALTER FUNCTION audit_of_tenancy_location() SECURITY INVOKER", "SECURITY DEFINER"),
        ("ALTER FUNCTION audit_of_tenancy_location() RESET search_path", "with a fixed search_path"),
    ],
)
def test_each_gap_is_named_and_the_next_migrate_closes_it(statement, said):
    with trying_as_owner() as cursor:
        cursor.execute(statement)
        assert said in "\n".join(catalog.audit(cursor))
        schema.complete(cursor)
        assert catalog.audit(cursor) == []


def test_a_new_column_shows_without_a_new_function(coral):
    with trying_as_owner() as cursor:
        cursor.execute("ALTER TABLE tenancy_location ADD COLUMN depth int DEFAULT 12")
        cursor.execute("UPDATE tenancy_location SET city = 'Placencia' WHERE tenant_id = %s", [coral.pk])
        cursor.execute("ALTER TABLE tenancy_location ADD COLUMN height int DEFAULT 7")
        cursor.execute("UPDATE tenancy_location SET city = 'Hopkins' WHERE tenant_id = %s", [coral.pk])
        cursor.execute(
            "SELECT after FROM audit_entry WHERE table_name = 'tenancy_location' ORDER BY id DESC LIMIT 1"
        )
        after = json.loads(cursor.fetchone()[0])
        assert (after["depth"], after["height"]) == (12, 7)


def test_a_table_that_became_exempt_loses_its_triggers_and_a_dropped_one_its_function(monkeypatch):
    with trying_as_owner() as cursor:
        cursor.execute("CREATE TABLE brief (id bigint PRIMARY KEY, tenant_id bigint)")
        triggers.install(cursor)
        assert "audit_of_brief" in triggers.sources(cursor)
        cursor.execute("DROP TABLE brief")
        triggers.install(cursor)
        assert "audit_of_brief" not in triggers.sources(cursor)
        monkeypatch.setattr(tables, "EXEMPT", {**tables.EXEMPT, "tenancy_location": "for this test"})
        triggers.install(cursor)
        assert not [one for one in triggers.standing(cursor) if one.table == "tenancy_location"]


def test_a_table_with_a_key_of_two_columns_is_audited_by_its_key_as_text(coral):
    with trying_as_owner() as cursor:
        cursor.execute(
            "CREATE TABLE pairing (tenant_id bigint, one uuid DEFAULT gen_random_uuid(), two text, note json,"
            " PRIMARY KEY (one, two))"
        )
        triggers.install(cursor)
        cursor.execute("INSERT INTO pairing (tenant_id, two, note) VALUES (%s, 'a', '{}')", [coral.pk])
        cursor.execute("UPDATE pairing SET note = '{\"x\": 1}'")
        cursor.execute("UPDATE pairing SET two = 'b'")
        cursor.execute("DELETE FROM pairing")
        cursor.execute(
            "SELECT op, row_id, split_part(row_key, '|', 2) FROM audit_entry WHERE table_name = 'pairing'"
            " ORDER BY at, op, id"
        )
        assert cursor.fetchall() == [
            ("I", None, "a"), ("U", None, "a"), ("D", None, "a"), ("I", None, "b"), ("D", None, "b")
        ]  # fmt: skip


def test_the_name_of_a_long_table_keeps_its_function_apart():
    long = "a_very_long_table_name_that_fills_all_of_postgres_sixty_three_"
    with trying_as_owner() as cursor:
        for last in "xy":
            cursor.execute(f"CREATE TABLE {long}{last} (id bigint PRIMARY KEY, tenant_id bigint)")
        triggers.install(cursor)
        assert catalog.missing(cursor) == []
