"""A signed, single-use ticket that carries a sign-in from the platform's host to a business's host.

Cookies stay on their host, so the person is sent over with a ticket that is good for thirty seconds, once,
for this person, this business, this sign-in and this browser.
"""

import hashlib
import secrets
from typing import Final

from django.core import signing
from django.core.cache import caches

from apps.accounts import queries, sessions
from apps.accounts.errors import LinkIsOver
from apps.accounts.models import User
from apps.tenancy import context

SALT: Final = "accounts.handover"
SECONDS: Final = 30
STATE_SECONDS: Final = 600


def new_state() -> str:
    """What the business's host leaves in the browser before it sends the person off."""
    return secrets.token_urlsafe(16)


def issue(*, user: User, tenant: int, session_key: str, state: str) -> str:
    """A ticket for the business, from a signed-in session of the platform's host."""
    ticket = {
        "u": user.pk,
        "t": tenant,
        "s": sessions.digest(session_key),
        "h": _print_of(user.get_session_auth_hash()),
        "b": _print_of(state),
        "n": secrets.token_urlsafe(12),
    }
    return signing.dumps(ticket, salt=SALT)


def redeem(token: str, *, state: str) -> User:
    """Use a ticket up on the bound business's host. Raises LinkIsOver for any ticket that is not good."""
    try:
        ticket = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise LinkIsOver from error
    if ticket["t"] != context.current_tenant_id() or ticket["b"] != _print_of(state):
        raise LinkIsOver
    # The mark stands in the cache that refuses when it is away: a used ticket must never look unused.
    if not caches["sessions"].add(f"handover:{ticket['n']}", 1, SECONDS * 2):
        raise LinkIsOver
    user = queries.signed_in(ticket["u"])
    if user is None or ticket["h"] != _print_of(user.get_session_auth_hash()):
        raise LinkIsOver
    if not sessions.alive([ticket["s"]]):
        raise LinkIsOver
    return user


def _print_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
