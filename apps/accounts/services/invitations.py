"""Invitations: a signed link by e-mail, good for seven days and one use."""

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts import links, mails, queries
from apps.accounts.errors import AlreadyInvited, AlreadyMember, LinkIsOver, OtherPerson
from apps.accounts.models import Invitation, Member, Role, User
from apps.accounts.services import rank
from apps.accounts.services.members import add_member, bound_tenant
from apps.tenancy import context, quotas
from apps.tenancy.errors import QuotaReached, WrongStatus
from apps.tenancy.models import Tenant
from apps.tenancy.types import Status

VALID: Final = timedelta(days=7)


def invite(*, email: str, role: Role, by: Member | None, at: datetime, name: str = "") -> Invitation:
    """Offer somebody a place in the team and send the link when the transaction commits.

    Raises AlreadyMember, AlreadyInvited, MoreThanOwn, QuotaReached.
    """
    email = email.strip().lower()
    rank.must_cover(by, [role.may])
    with context.atomic():
        if Member.objects.filter(user__email=email, active=True).exists():
            raise AlreadyMember(email=email)
        stale = queries.open_invitations().filter(email=email).select_for_update(of=("self",)).first()
        if stale is not None:
            if not queries.is_expired(stale, at=at):
                raise AlreadyInvited(email=email)
            revoke_invitation(invitation=stale, by=by, at=at)
        _must_have_room(at=at)
        invitation = Invitation.objects.create(
            email=email,
            name=name.strip(),
            role=role,
            invited_by=by,
            code=secrets.token_urlsafe(16),
            sent_at=at,
            expires_at=at + VALID,
        )
        _send(invitation)
    return invitation


def _must_have_room(*, at: datetime) -> None:
    # The place is counted when the invitation is accepted; here only a full team is told early.
    state = quotas.state("members", at=at)
    if state.limit is not None and state.used >= state.limit:
        label = quotas.QUOTAS.get("members").label
        raise QuotaReached(quota="members", label=label, limit=state.limit, used=state.used)


def resend_invitation(*, invitation: Invitation, by: Member | None, at: datetime) -> None:
    """Send a new link, good for another seven days; the old one stops working. Raises LinkIsOver,
    MoreThanOwn.
    """
    rank.must_cover(by, [invitation.role.may])
    with context.atomic():
        done = _open(invitation).update(code=secrets.token_urlsafe(16), sent_at=at, expires_at=at + VALID)
        if not done:
            raise LinkIsOver
        invitation.refresh_from_db(fields=["code", "sent_at", "expires_at"])
        _send(invitation)


def revoke_invitation(*, invitation: Invitation, by: Member | None, at: datetime) -> None:
    """Stop the link from working. Raises LinkIsOver when it was used before, and MoreThanOwn."""
    rank.must_cover(by, [invitation.role.may])
    with context.atomic():
        if not _open(invitation).update(revoked_at=at):
            raise LinkIsOver


def _must_be_open(tenant: int) -> None:
    status = Status(Tenant.objects.values_list("status", flat=True).get(pk=tenant))
    if not status.is_open:
        raise WrongStatus(status=status.label)


def _open(invitation: Invitation) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(
        pk=invitation.pk,
        tenant=invitation.tenant_id,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
    )


def _send(invitation: Invitation) -> None:
    send = partial(mails.invitation, invitation)
    transaction.on_commit(send, using=context.current().alias)


def accept_invitation(
    *, token: str, at: datetime, user: User | None = None, name: str = "", password: str = ""
) -> Member:
    """Join the business of the link: as `user`, who has signed in, or as a new person with a password.

    Single use: of two at once the second gets LinkIsOver. Raises LinkIsOver, OtherPerson, AlreadyMember,
    QuotaReached.
    """
    tenant = bound_tenant()
    with context.use_platform(tenant), context.atomic():
        _must_be_open(tenant)
        invitation = links.invitation(token, at=at, lock=True)
        known = User.objects.filter(email=invitation.email).first()
        if known != user:
            raise OtherPerson
        member = add_member(
            email=invitation.email,
            role=invitation.role.key,
            name=name or invitation.name,
            password=password or None,
            at=at,
        )
        invitation.accepted_at = at
        invitation.save(update_fields=["accepted_at"])
    return member
