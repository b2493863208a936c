"""Who belongs to the team, and as what."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts import signin
from apps.accounts.errors import AlreadyMember, NoSuchRole
from apps.accounts.models import Member, Role
from apps.accounts.services import rank
from apps.accounts.services.people import find_or_create_person
from apps.tenancy import context, quotas
from apps.tenancy.errors import NoTenant


def add_member(
    *,
    email: str,
    role: str,
    at: datetime,
    name: str = "",
    password: str | None = None,
    title: str = "",
) -> Member:
    """Make a person a member, creating the person when nobody has the address. Runs as the platform role.

    Counts the quota `members`. Raises AlreadyMember, NoSuchRole, QuotaReached.
    """
    tenant = bound_tenant()
    with context.use_platform(tenant), context.atomic():
        row = Role.objects.filter(tenant=tenant, key=role).first()
        if row is None:
            raise NoSuchRole
        user, _new = find_or_create_person(email=email, name=name, password=password)
        member = Member.objects.filter(tenant=tenant, user=user).select_for_update().first()
        if member is not None and member.active:
            raise AlreadyMember(email=user.email)
        quotas.consume("members", at=at)
        if member is None:
            return Member.objects.create(user=user, role=row, title=title, joined_at=at)
        member.role, member.overrides = row, []
        member.active, member.deactivated_at, member.joined_at = True, None, at
        member.save(update_fields=["role", "overrides", "active", "deactivated_at", "joined_at"])
        return member


def bound_tenant() -> int:
    """The bound business. Raises NoTenant."""
    tenant = context.current_tenant_id()
    if tenant is None:
        raise NoTenant
    return tenant


def change_member(
    *,
    member: Member,
    role: Role,
    overrides: Sequence[str],
    title: str,
    phone: str,
    by: Member | None,
) -> None:
    """Give the member another role, exceptions from it, a title or a phone number.

    Raises Outranked, MoreThanOwn, LastOwner. Locks the active owners until the transaction ends.
    """
    with context.atomic():
        rank.must_outrank(by, member)
        rank.must_cover(by, [role.may, overrides])
        if member.active:
            rank.keep_an_owner(without=member, role=role)
        member.role, member.overrides = role, list(overrides)
        member.title, member.phone = title.strip(), phone.strip()
        member.save(update_fields=["role", "overrides", "title", "phone"])


def deactivate_member(*, member: Member, by: Member | None, at: datetime) -> None:
    """End the person's access here with their next request, and their sessions here now. Their work stays.

    Raises Outranked and LastOwner. Gives the quota back; calling it twice changes nothing.
    """
    with context.atomic():
        rank.must_outrank(by, member)
        rank.keep_an_owner(without=member)
        done = Member.objects.filter(pk=member.pk, active=True).update(active=False, deactivated_at=at)
        if done:
            quotas.release("members", at=at)
    member.active, member.deactivated_at = False, at
    signin.end_here(member.user)


def reactivate_member(*, member: Member, by: Member | None, at: datetime) -> None:
    """Let a former member in again with the role they had. Raises Outranked and QuotaReached."""
    with context.atomic():
        rank.must_outrank(by, member)
        done = Member.objects.filter(pk=member.pk, active=False).update(active=True, deactivated_at=None)
        if done:
            quotas.consume("members", at=at)
    member.active, member.deactivated_at = True, None
