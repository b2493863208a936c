"""Personal data is unreadable in the database and in any other business."""

import base64
import os

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.accounts.models import Member
from apps.tenancy import context, db, rotation, secrets
from apps.tenancy.models import TenantKey
from apps.tenancy.secrets import Unreadable
from tests.conftest import NOW

PHONE = "+501 600 1234"
RAW = "SELECT phone FROM accounts_member WHERE id = %(id)s"


@pytest.fixture
def member(in_coral, owner):
    """The owner's membership with a private phone number."""
    found = Member.objects.get(user=owner)
    found.phone = PHONE
    found.save(update_fields=["phone"])
    return found


def test_the_database_holds_only_ciphertext(member):
    stored = db.fetch_one(RAW, id=member.pk)["phone"]
    assert PHONE not in stored and "600" not in stored.split(".", 1)[0]
    assert Member.objects.get(pk=member.pk).phone == PHONE


def test_equal_values_look_different_but_are_found(member, manager):
    other = Member.objects.get(user=manager)
    Member.objects.filter(pk=other.pk).update(phone=PHONE)
    first, second = (db.fetch_one(RAW, id=row.pk)["phone"] for row in (member, other))
    assert first != second
    assert {row.pk for row in Member.objects.filter(phone=PHONE)} == {member.pk, other.pk}
    assert {row.pk for row in Member.objects.filter(phone__in=[PHONE, "x"])} == {member.pk, other.pk}
    assert not Member.objects.filter(phone="+501 600 1235").exists()
    assert Member.objects.exclude(phone=PHONE).filter(pk=member.pk).count() == 0


@pytest.mark.parametrize("lookup", ["contains", "startswith", "gt", "iexact", "regex", "lower"])
def test_nothing_but_the_exact_value_can_be_asked(in_coral, lookup):
    with pytest.raises(FieldError):
        Member.objects.filter(**{f"phone__{lookup}": "6"}).exists()


def test_an_exact_search_uses_an_index_under_row_security(member):
    db.execute("SET LOCAL enable_seqscan = off")
    plan = Member.objects.filter(phone=PHONE).explain()
    assert "Index Cond" in plan and "phone" in plan


def test_a_ciphertext_moved_to_another_business_or_column_cannot_be_read(member, northgate):
    stored = db.fetch_one(RAW, id=member.pk)["phone"]
    with context.use_tenant(northgate), pytest.raises(Unreadable):
        Member._meta.get_field("phone").reveal(stored)
    ring = secrets.keyring(member.tenant_id)
    data = base64.urlsafe_b64decode(stored.split(".")[3])
    with pytest.raises(Unreadable):
        secrets.decrypt(data, key=ring.ciphers[ring.newest], place=b"elsewhere")


def test_the_keys_of_another_business_are_out_of_reach(in_coral, northgate):
    with pytest.raises(Unreadable):
        secrets.keyring(northgate.pk)


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
@hypothesis_settings(max_examples=50)
def test_any_text_comes_back_as_it_was(text):
    key = secrets.AESGCM(os.urandom(32))
    assert (
        secrets.decrypt(secrets.encrypt(text.encode(), key=key, place=b"x"), key=key, place=b"x")
        == text.encode()
    )


@pytest.mark.django_db(transaction=True)
def test_a_new_data_key_re_encrypts_every_value_and_keeps_it_findable(coral, owner):
    with context.use_tenant(coral):
        Member.objects.filter(user=owner).update(phone=PHONE)
        before = db.fetch_one("SELECT phone FROM accounts_member WHERE user_id = %(id)s", id=owner.pk)
    assert rotation.rotate(tenant=coral, at=NOW) > 0
    secrets.forget()
    with context.use_tenant(coral):
        after = db.fetch_one("SELECT phone FROM accounts_member WHERE user_id = %(id)s", id=owner.pk)
        assert (before["phone"].split(".")[2], after["phone"].split(".")[2]) == ("1", "2")
        assert Member.objects.get(phone=PHONE).user_id == owner.pk


@pytest.mark.django_db(transaction=True)
def test_a_new_master_key_takes_over_from_the_old_one(coral, owner, settings):
    with context.use_tenant(coral):
        Member.objects.filter(user=owner).update(phone=PHONE)
    old, new = settings.MASTER_KEYS[0], os.urandom(32)
    settings.MASTER_KEYS = [new, old]
    call_command("rotate_keys", "--master", verbosity=0)
    settings.MASTER_KEYS = [new]
    secrets.forget()
    with context.use_tenant(coral):
        assert Member.objects.get(user=owner).phone == PHONE
    settings.MASTER_KEYS = [old]
    secrets.forget()
    with context.use_tenant(coral), pytest.raises(Unreadable):
        Member.objects.get(user=owner)


def test_the_app_role_cannot_write_keys(in_coral):
    with pytest.raises(Exception, match="permission denied"), context.atomic():
        TenantKey.objects.create(version=9, wrapped=b"", index_wrapped=b"")
    with pytest.raises(Exception, match="permission denied"), context.atomic():
        TenantKey.objects.all().delete()


def test_an_empty_value_stays_empty(in_coral, owner):
    member = Member.objects.get(user=owner)
    member.phone = ""
    member.save(update_fields=["phone"])
    assert db.fetch_one(RAW, id=member.pk)["phone"] == ""
