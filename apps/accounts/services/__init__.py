"""Writes about people. Every call acts on the bound business unless it says otherwise."""

from apps.accounts.services.email_change import confirm_email_change, start_email_change
from apps.accounts.services.invitations import (
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from apps.accounts.services.members import (
    add_member,
    change_member,
    deactivate_member,
    reactivate_member,
)
from apps.accounts.services.people import update_profile
from apps.accounts.services.rank import lock_owners
from apps.accounts.services.roles import (
    add_builtin_roles,
    create_role,
    delete_role,
    reset_role,
    update_role,
)

__all__ = [
    "accept_invitation",
    "add_builtin_roles",
    "add_member",
    "change_member",
    "confirm_email_change",
    "create_role",
    "deactivate_member",
    "delete_role",
    "invite",
    "lock_owners",
    "reactivate_member",
    "resend_invitation",
    "reset_role",
    "revoke_invitation",
    "start_email_change",
    "update_profile",
    "update_role",
]
