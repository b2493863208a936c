"""What people cannot have, with the sentence that says so."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotAllowed, NotFound, Refusal


class NoSuchMember(NotFound):
    sentence = _("There is no such person in this team.")
    code = "no_such_member"


class NoSuchRole(NotFound):
    sentence = _("There is no such role here.")
    code = "no_such_role"


class AlreadyMember(Refusal):
    sentence = _("%(email)s is in this team already.")
    code = "already_member"


class AlreadyInvited(Refusal):
    sentence = _("%(email)s has an open invitation. Send it again instead.")
    code = "already_invited"


class LastOwner(Refusal):
    sentence = _("A business needs an active owner. Make somebody else owner first.")
    code = "last_owner"


class MoreThanOwn(NotAllowed):
    sentence = _("You can only give permissions that you have yourself.")
    code = "more_than_own"


class Outranked(NotAllowed):
    sentence = _("%(name)s may do things that you may not, so only an owner can change this.")
    code = "outranked"


class RoleInUse(Refusal):
    sentence = _(
        "Some people or open invitations still have the role “%(name)s”. Give them another one first."
    )
    code = "role_in_use"


class BuiltInRole(Refusal):
    sentence = _("“%(name)s” is built in. It can be changed and put back, but not deleted.")
    code = "built_in_role"


class OwnerIsFixed(Refusal):
    sentence = _("The owner may do everything; this role cannot be changed.")
    code = "owner_is_fixed"


class LinkIsOver(Refusal):
    sentence = _("This link is no longer valid. Ask for a new one.")
    code = "link_is_over"
    status = 410


class OtherPerson(Refusal):
    sentence = _("This invitation is for another e-mail address. Sign out and open the link again.")
    code = "other_person"
    status = 403


class NotAMember(NotAllowed):
    sentence = _("You are not a member of this business.")
    code = "not_a_member"


class RoleNameTaken(Refusal):
    sentence = _("There is a role called “%(name)s” already.")
    code = "role_name_taken"
