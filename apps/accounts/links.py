"""Signed links in e-mails, and what they lead to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.core import signing
from django.urls import reverse

from apps.accounts.errors import LinkIsOver
from apps.accounts.models import EmailChange, Invitation
from apps.tenancy import context

INVITATION: Final = "accounts.invitation"
EMAIL_CHANGE: Final = "accounts.email_change"
Side = Literal["old", "new"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Which change of e-mail a link confirms, and from which of the two addresses."""

    change: EmailChange
    side: Side


def invitation_token(invitation: Invitation) -> str:
    """The signed part of an invitation's link."""
    return signing.dumps([invitation.tenant_id, invitation.pk, invitation.code], salt=INVITATION)


def invitation_path(token: str) -> str:
    """Where the link leads on the business's host."""
    return reverse("accounts_invitation", args=[token], urlconf="quayside.urls")


def tenant_of(token: str) -> int:
    """The business an invitation's link is for. Raises LinkIsOver for a link nobody signed."""
    tenant, _pk, _code = _read(token, INVITATION)
    return int(tenant)


def invitation(token: str, *, at: datetime, lock: bool = False) -> Invitation:
    """The open invitation of the bound business that a link names. Raises LinkIsOver."""
    tenant, pk, code = _read(token, INVITATION)
    if tenant != context.current_tenant_id():
        raise LinkIsOver
    rows = Invitation.objects.select_related("role", "tenant").filter(
        pk=pk,
        tenant=tenant,
        code=code,
        accepted_at__isnull=True,
        revoked_at__isnull=True,
        expires_at__gt=at,
    )
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise LinkIsOver
    return found


def email_change_token(change: EmailChange, side: Side) -> str:
    """The signed part of a confirmation's link."""
    return signing.dumps([change.pk, change.code, side], salt=EMAIL_CHANGE)


def email_change_path(token: str) -> str:
    """Where the link leads on the platform's host."""
    return reverse("accounts_confirm_email_change", args=[token], urlconf="quayside.platform_urls")


def email_change(token: str, *, at: datetime, lock: bool = False) -> Confirmation:
    """The pending change a link confirms; read as the platform role. Raises LinkIsOver."""
    pk, code, side = _read(token, EMAIL_CHANGE)
    rows = EmailChange.objects.select_related("user").filter(pk=pk, code=code, expires_at__gt=at)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise LinkIsOver
    return Confirmation(found, side)


def _read(token: str, salt: str) -> list[Any]:
    try:
        return list(signing.loads(token, salt=salt))
    except signing.BadSignature as error:
        raise LinkIsOver from error
