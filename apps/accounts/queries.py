"""Reads of people, members and roles."""

from datetime import datetime
from functools import cache
from typing import Final, Literal

from django.apps import apps
from django.db.models import Count, Q, QuerySet

from apps.accounts import builtin
from apps.accounts.models import Invitation, Member, Role, User
from apps.tenancy import context

SORTS: Final = {
    "name": ("user__name", "user__email"),
    "email": ("user__email",),
    "role": ("role__name", "user__email"),
    "since": ("-joined_at", "id"),
}
State = Literal["active", "inactive", "all"]


def _on_platform() -> bool:
    bound = context.current()
    return bound.tenant is None and bound.alias != "default"


def may_sign_in(user: User) -> bool:
    """Whether the person exists for the bound host: an active member, on the platform anybody active."""
    if not user.is_active:
        return False
    return True if _on_platform() else user.member is not None


def person_who_may_sign_in(*, email: str) -> User | None:
    """The person to check a password for. One query; none is found where they are not an active member."""
    return _person(user__email=email.lower()) if not _on_platform() else _active(email=email.lower())


def signed_in(user_id: int) -> User | None:
    """The person of a session, with their membership. One query."""
    return _person(user_id=user_id) if not _on_platform() else _active(pk=user_id)


def _active(**lookup: object) -> User | None:
    return User.objects.filter(is_active=True, **lookup).first()


def _person(**lookup: object) -> User | None:
    tenant = context.current_tenant_id()
    if tenant is None:
        return None
    member = (
        # Deferred: opening protected values costs, and the platform's host has no key to them.
        Member.objects.select_related("user", "role")
        .defer("phone")
        .filter(tenant=tenant, active=True, user__is_active=True, **lookup)
        .first()
    )
    if member is None:
        return None
    member.user.remember(member)
    return member.user


@cache
def known_codes() -> frozenset[str]:
    """Every permission code the installed apps declare."""
    found = set()
    for model in apps.get_models():
        options = model._meta
        actions = [f"{a}_{options.model_name}" for a in options.default_permissions]
        names = actions + [codename for codename, _label in options.permissions]
        found |= {f"{options.app_label}.{name}" for name in names}
    return frozenset(found)


def members(
    *, search: str = "", role: str = "", state: State = "active", sort: str = "name"
) -> QuerySet[Member]:
    """The team. Starts from the members, since asking the table of people walks through everybody's."""
    found = Member.objects.select_related("user", "role").defer("phone")
    if search:
        found = found.filter(
            Q(user__name__icontains=search) | Q(user__email__icontains=search) | Q(title__icontains=search)
        )
    if role:
        found = found.filter(role__key=role)
    if state != "all":
        found = found.filter(active=state == "active")
    return found.order_by(*SORTS.get(sort, SORTS["name"]))


def roles() -> QuerySet[Role]:
    """All roles with how many active members have each."""
    return Role.objects.annotate(
        people=Count("members", filter=Q(members__active=True), distinct=True)
    ).order_by("-builtin", "id")


def open_invitations(*, search: str = "") -> QuerySet[Invitation]:
    """Invitations neither accepted nor revoked, expired ones included, newest first."""
    found = Invitation.objects.select_related("role", "invited_by__user").filter(
        accepted_at__isnull=True, revoked_at__isnull=True
    )
    return found.filter(Q(name__icontains=search) | Q(email__icontains=search)) if search else found


def active_owners() -> QuerySet[Member]:
    """Active members who own the business."""
    return Member.objects.filter(active=True, role__key=builtin.OWNER, user__is_active=True).defer("phone")


def businesses_of(user: User) -> list[Member]:
    """The person's active memberships everywhere, with tenant and role; on the platform's host only."""
    if not _on_platform():
        return []
    return list(
        Member.objects.select_related("tenant", "role")
        .defer("phone")
        .filter(user_id=user.pk, active=True)
        .order_by("tenant__name")
    )


def is_expired(invitation: Invitation, *, at: datetime) -> bool:
    """Whether the link no longer works."""
    return invitation.expires_at <= at


def has_account(*, email: str) -> bool:
    """Whether anybody on the installation has the address. Only for whoever has proved that it is theirs."""
    with context.use_platform():
        return User.objects.filter(email=email.lower()).exists()
