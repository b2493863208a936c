"""Secrets never reach the log; that they changed does."""

import pytest
from allauth.mfa.models import Authenticator

from apps.accounts.models import User
from apps.audit import sql, tables, triggers
from apps.tenancy import context
from apps.tenancy.models import TenantKey
from tests.apps.audit.conftest import as_owner, log_of, trying_as_owner


@pytest.mark.django_db(transaction=True)
def test_a_password_is_a_mark_and_a_new_one_another_mark(acting, clerk):
    clerk.change_password("another-long-password")
    entry = log_of("accounts_user")[-1]
    assert (entry.before["password"], entry.after["password"]) == (sql.SECRET, sql.OTHER_SECRET)
    clerk.name = "Sandy"
    clerk.save(update_fields=["name"])
    entry = log_of("accounts_user")[-1]
    assert (entry.before["password"], entry.after["password"]) == (sql.SECRET, sql.SECRET)
    assert entry.after["name"] == "Sandy"


@pytest.mark.django_db(transaction=True)
def test_a_change_of_nothing_but_a_secret_is_still_an_entry(acting, clerk):
    with context.use_platform(context.current_tenant_id()):
        User.objects.filter(pk=clerk.pk).update(password="argon2$changed")
    entry = log_of("accounts_user")[-1]
    assert [c for c in entry.after if entry.after[c] != entry.before[c]] == ["password"]


def test_the_secret_of_a_second_factor_stays_out(acting, clerk):
    Authenticator.objects.create(user_id=clerk.pk, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    entry = log_of("mfa_authenticator")[-1]
    assert entry.after["data"] == sql.SECRET
    assert entry.after["type"] == "totp"


def test_no_secret_of_any_table_stands_in_the_log(coral):
    with context.use_tenant(coral):
        wrapped = bytes(TenantKey.objects.first().wrapped).hex()
    with context.use_signin():
        password = User.objects.first().password
    with as_owner() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_entry WHERE coalesce(before::text, '') || coalesce(after::text, '')"
            " LIKE ANY (ARRAY[%s, %s])",
            [f"%{wrapped}%", f"%{password}%"],
        )
        assert cursor.fetchone() == (0,)


def test_a_column_named_like_a_secret_is_masked_without_being_listed(db):
    with trying_as_owner() as cursor:
        cursor.execute(
            "CREATE TABLE gadget (id bigint PRIMARY KEY, tenant_id bigint, api_token text, label text)"
        )
        (gadget,) = [one for one in triggers.audited(cursor) if one.table == "gadget"]
        assert gadget.masked == ("api_token",)


def test_every_masked_column_exists(coral):
    with as_owner() as cursor:
        for table, columns in tables.MASKED.items():
            cursor.execute("SELECT attname::text FROM pg_attribute WHERE attrelid = %s::regclass", [table])
            assert set(columns) <= {name for (name,) in cursor.fetchall()}


def test_sensitive_fields_are_masked():
    from django.apps import apps

    from apps.tenancy.sensitive import SensitiveField

    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SensitiveField)
    ]
    assert fields
    for field in fields:
        assert tables.masked(field.model._meta.db_table, [field.column]) == (field.column,)
