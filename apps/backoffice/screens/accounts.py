"""Screens of what accounts owns."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member, Role
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import screen


@screen(Role, group=_("Business"), icon="key")
class Roles(Screen):
    """What people may do."""

    columns = ("name", "description")
    search = ("name", "description", "key")


@screen(Member, group=_("Business"), icon="groups")
class Members(Screen):
    """Who works here. Names and addresses are the persons', which belong to no business alone."""

    columns = ("title", "role", "active")
    search_lookups = ("user__name", "user__email", "title")

    def base(self) -> "QuerySet[Member]":
        """With the person and the role."""
        return Member.objects.select_related("user", "role")
