"""The screens of accounts: who works here and what roles there are. Inviting and roles keep the pages they have."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts import queries
from apps.accounts import services as accounts
from apps.accounts.models import Member, Role
from apps.backoffice.screens.declaration import Action, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.backoffice.screens.tenancy import BUSINESS
from apps.backoffice.screens.todos import todos_assigned
from apps.backoffice.services import team


def _deactivate(*, records: list[Member], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    """Deactivate each."""
    for record in records:
        accounts.deactivate_member(member=record, by=by, at=at)
    said = ngettext("%(count)d member is deactivated.", "%(count)d members are deactivated.", len(records))
    return said % {"count": len(records)}


class DeactivateMember(Action):
    """End somebody's access."""

    key, label, icon, danger = "deactivate", _("Deactivate"), "person_off", True
    about = _("They can no longer sign in here. Their work stays.")
    needs = "accounts.delete_member"

    @classmethod
    def applies(cls, record: Member) -> bool:
        """Only who is active."""
        return record.active

    run = staticmethod(_deactivate)


def _reactivate(*, records: list[Member], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    """Reactivate each."""
    for record in records:
        accounts.reactivate_member(member=record, by=by, at=at)
    said = ngettext("%(count)d member is active again.", "%(count)d members are active again.", len(records))
    return said % {"count": len(records)}


class ReactivateMember(Action):
    """Let a former member in again."""

    key, label, icon, needs = "reactivate", _("Reactivate"), "person_check", "accounts.add_member"

    @classmethod
    def applies(cls, record: Member) -> bool:
        """Only who is not active."""
        return not record.active

    run = staticmethod(_reactivate)


@screen(Member, group=BUSINESS, icon="group", position=830)
class MemberScreen(Screen):
    """Who works here."""

    # The pages of the team and of roles stand in the navigation.
    listed = False
    about = _("Who works here, and as what. New people are invited.")
    columns = ("user", "title", "role", "active", "joined_at")
    filters = ("role", "active", "joined_at")
    ordering = ("user__name", "pk")
    search_lookups = ("user__name", "user__email", "title")
    readonly = ("user", "active", "joined_at", "deactivated_at")
    sections = (Section(_("Here"), ("title", "role", "overrides", "phone")),)
    actions = (DeactivateMember, ReactivateMember)
    related = (todos_assigned(),)
    add_url = "home_invite"
    deletable = importable = False
    update = staticmethod(team.update)
    lock = staticmethod(team.lock)

    def base(self) -> Any:
        """With person and role. The private phone is opened only where it is shown."""
        return Member.objects.select_related("user", "role").defer("phone")


@screen(Role, group=BUSINESS, icon="key", position=840)
class RoleScreen(Screen):
    """What roles there are."""

    listed = False
    about = _("What each role permits. Roles are changed on their own page.")
    columns = ("name", "description", "builtin")
    filters = ("builtin",)
    ordering = ("name",)
    search = ("name", "description", "key")
    add_url, change_url = "home_role_new", "home_role"
    changeable = deletable = importable = False

    def base(self) -> Any:
        """With how many people have each."""
        return queries.roles()
