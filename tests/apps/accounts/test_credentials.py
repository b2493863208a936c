"""How somebody signs in cannot be changed from inside a business, and survives a change of the master key."""

import os

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import DatabaseError

from apps.accounts import access, patterns, services
from apps.accounts.models import Invitation, Member, Role, User
from apps.kernel.errors import NotAllowed
from apps.tenancy import context, secrets
from apps.tenancy import services as tenancy
from apps.tenancy.errors import WrongStatus
from tests.conftest import NOW, person
from tests.people import BOTH


@pytest.mark.parametrize("column", ["password", "email", "is_active"])
def test_a_business_cannot_change_how_a_shared_person_signs_in(northgate, column):
    shared = person(BOTH)
    value = False if column == "is_active" else "x@people.example"
    for binding in (context.use_tenant(northgate), context.use_signin()):
        with binding, pytest.raises(DatabaseError, match="permission denied"), context.atomic():
            User.objects.filter(pk=shared.pk).update(**{column: value})


def test_a_business_cannot_give_a_person_another_address(northgate):
    shared = person(BOTH)
    with context.use_tenant(northgate):
        with pytest.raises(DatabaseError, match="permission denied"), context.atomic():
            EmailAddress.objects.create(user_id=shared.pk, email="x@people.example", verified=True)
        with pytest.raises(DatabaseError, match="permission denied"), context.atomic():
            EmailAddress.objects.filter(user_id=shared.pk).update(email="x@people.example")


@pytest.mark.django_db(transaction=True)
def test_second_factors_open_with_the_new_master_key_alone(coral, owner, settings):
    with context.use_tenant(coral):
        sealed = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
        factor = Authenticator.objects.create(user_id=owner.pk, type="totp", data={"secret": sealed})
    new = os.urandom(32)
    settings.MASTER_KEYS = [new, *settings.MASTER_KEYS]
    call_command("rotate_keys", "--master", verbosity=0)
    settings.MASTER_KEYS = [new]
    secrets.forget()
    with context.use_tenant(coral):
        stored = Authenticator.objects.get(pk=factor.pk).data["secret"]
    assert get_adapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"


@pytest.mark.django_db(transaction=True)
def test_a_closed_business_takes_no_new_members(coral, owner):
    with context.use_tenant(coral, actor=owner.pk):
        role = Role.objects.get(key="staff")
        by = Member.objects.get(user=owner)
        invitation = services.invite(email="late@people.example", role=role, by=by, at=NOW)
    tenancy.suspend(tenant=coral, reason="unpaid", at=NOW)
    with context.use_tenant(coral), pytest.raises(WrongStatus):
        token = _token(invitation)
        services.accept_invitation(token=token, at=NOW, name="Late", password="long-enough-word-9")


def _token(invitation: Invitation) -> str:
    from apps.accounts import links

    return links.invitation_token(invitation)


def test_own_is_not_everything(clerk, in_coral):
    member = Member.objects.get(user=clerk)
    Role.objects.filter(pk=member.role_id).update(may=["accounts.view_member:own"])
    someone = User.objects.get(pk=clerk.pk)
    assert access.answer(someone, "accounts.view_member") == "own"
    assert not access.may(someone, "accounts.view_member")
    with pytest.raises(NotAllowed):
        access.require(someone, "accounts.view_member")


def test_a_role_cannot_be_widened_by_a_narrower_exception():
    assert not patterns.at_most([["*", "-billing.x*"]], [["*", "-billing.*"]], [])
    assert patterns.at_most([["*", "-billing.*"]], [["*", "-billing.*"]], [])


@pytest.mark.django_db(transaction=True)
def test_the_operator_makes_a_business_by_command(coral, capsys):
    call_command("tenant_create", "reef", "--name", "Reef", "--owner", "rita@reef.example")
    assert "rita@reef.example sets a password at http://reef.localhost" in capsys.readouterr().out
    with context.use_platform():
        assert Member.objects.get(user__email="rita@reef.example").role.key == "owner"
    call_command("tenant_status", "reef", "suspend", "--reason", "unpaid")
    call_command("tenant_domain", "coral", "add", "dives.example", "--primary")
    assert "Suspended" in capsys.readouterr().out
