"""E-mails about people, written in the language of whoever gets them."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from apps.accounts import links
from apps.accounts.models import EmailChange, Invitation, User
from apps.tenancy import addresses, facts


def invitation(invitation: Invitation) -> None:
    """The link to join, on the business's own host."""
    business = facts.current()
    token = links.invitation_token(invitation)
    _send(
        "invitation",
        to=invitation.email,
        language=business.locale,
        business=business,
        invitation=invitation,
        url=addresses.business(business, links.invitation_path(token)),
    )


def email_change(change: EmailChange, *, old: str, taken: bool) -> None:
    """A link to each address; the new one's owner is only told when the address has an account of its own."""
    language = change.user.locale or settings.LANGUAGE_CODE
    shared: dict[str, Any] = {"language": language, "old": old, "new": change.email}
    _send("email_change_old", to=old, url=_confirm_url(change, "old"), **shared)
    if taken:
        _send("email_change_taken", to=change.email, **shared)
    else:
        _send("email_change_new", to=change.email, url=_confirm_url(change, "new"), **shared)


def _confirm_url(change: EmailChange, side: links.Side) -> str:
    token = links.email_change_token(change, side)
    return addresses.platform(links.email_change_path(token))


def email_changed(user: User, *, old: str) -> None:
    """Tell the old address that it no longer signs in."""
    language = user.locale or settings.LANGUAGE_CODE
    _send("email_changed", to=old, language=language, old=old, new=user.email)


def _send(name: str, *, to: str, language: str, **values: Any) -> None:
    with translation.override(language):
        subject = render_to_string(f"accounts/mail/{name}_subject.txt", values)
        body = render_to_string(f"accounts/mail/{name}.txt", values)
    EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[to]).send()
