"""A person moves to another e-mail address: both addresses have to agree."""

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Literal

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from apps.accounts import links, mails
from apps.accounts.models import EmailChange, User
from apps.tenancy import context

VALID: Final = timedelta(hours=24)
Outcome = Literal["waiting", "changed"]


def start_email_change(*, user: User, email: str, at: datetime) -> None:
    """Send a link to the old and to the new address; an earlier change that is still open is forgotten.

    Answers the same whether or not somebody else has the new address: in that case its owner is told
    instead of asked, and the change can never be completed. Runs as the platform role.
    """
    email = email.strip().lower()
    with context.use_platform(), context.atomic():
        taken = User.objects.filter(email=email).exclude(pk=user.pk).exists()
        change, _new = EmailChange.objects.update_or_create(
            user_id=user.pk,
            defaults={
                "email": email,
                "code": secrets.token_urlsafe(16),
                "asked_at": at,
                "expires_at": at + VALID,
                "old_confirmed_at": None,
                "new_confirmed_at": None,
            },
        )
        send = partial(mails.email_change, change, old=user.email, taken=taken)
        transaction.on_commit(send, using="platform")


def confirm_email_change(*, token: str, at: datetime) -> Outcome:
    """Note one address's consent; with both, the person has the new one everywhere.

    Raises LinkIsOver, also when somebody else has taken the address in between. Runs as the platform role.
    """
    with context.use_platform():
        try:
            with context.atomic():
                return _confirm(token, at=at)
        except IntegrityError:
            return "waiting"  # what the page says as long as the other side is missing; it never will agree


def _confirm(token: str, *, at: datetime) -> Outcome:
    found = links.email_change(token, at=at, lock=True)
    change = found.change
    setattr(change, f"{found.side}_confirmed_at", at)
    if change.old_confirmed_at is None or change.new_confirmed_at is None:
        change.save(update_fields=["old_confirmed_at", "new_confirmed_at"])
        return "waiting"
    user = change.user
    old, user.email = user.email, change.email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user, primary=True).update(email=user.email, verified=True)
    change.delete()
    transaction.on_commit(partial(mails.email_changed, user, old=old), using="platform")
    return "changed"
