"""People, and what they are to each business."""

from apps.accounts.models.changes import EmailChange
from apps.accounts.models.invitations import Invitation
from apps.accounts.models.members import Member, Role
from apps.accounts.models.people import User

__all__ = ["EmailChange", "Invitation", "Member", "Role", "User"]
