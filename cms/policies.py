"""Wagtail's permissions from the membership: no groups, no superuser.

Wagtail asks each policy for rows that grant something somewhere in a tree. These rows are made up on the
spot, at the business's own root, and never saved; they have keys since Wagtail puts them into sets. `:own` in
a role counts only where Wagtail itself knows owners: whoever may add may change what they added.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy

from apps.accounts import access, patterns
from apps.accounts.models import Member, User

ON_PAGES = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
ON_MEDIA = ("add", "change", "delete", "choose")
IN_COLLECTIONS = ("collection", "document", "image")


def _may(user: Any, action: str, model_name: str) -> bool:
    return access.answer(user, f"cms.{action}_{model_name}") == "all"


def _people_who_may(actions: Iterable[str], model_name: str) -> list[int]:
    codes = [f"cms.{action}_{model_name}" for action in actions]
    team = Member.objects.select_related("role").filter(active=True, user__is_active=True)
    return [
        member.user_id
        for member in team
        if any(patterns.may(member.patterns, code) == "all" for code in codes)
    ]


class PagesByRole(PagePermissionPolicy):
    """`cms.add_page`, `cms.change_page`, `cms.publish_page` and so on, for the whole page tree."""

    def get_all_permissions_for_user(self, user: Any) -> list[GroupPagePermission]:
        """Unsaved permission rows at the business's page root."""
        granted = [action for action in ON_PAGES if _may(user, action, "page")]
        root = Page.get_first_root_node() if granted else None
        if root is None:
            return []
        return [
            GroupPagePermission(id=-1 - number, page=root, permission=Permission(codename=f"{action}_page"))
            for number, action in enumerate(granted)
        ]

    def users_with_any_permission(
        self,
        actions: Iterable[str],
        include_superusers: bool = True,  # noqa: FBT001, FBT002  Wagtail's
    ) -> QuerySet[User]:
        """The active members whose role permits one of the actions."""
        wanted = {*actions, "add"} if "change" in actions else set(actions)
        return User.objects.filter(pk__in=_people_who_may(wanted, "page"))

    def users_with_any_permission_for_instance(
        self,
        actions: Iterable[str],
        instance: Page,
        include_superusers: bool = True,  # noqa: FBT001, FBT002  Wagtail's
    ) -> QuerySet[User]:
        """The same, with whoever added the page and may still add."""
        people = set(_people_who_may(actions, "page"))
        if "change" in actions and instance.owner_id in _people_who_may(["add"], "page"):
            people.add(instance.owner_id)
        return User.objects.filter(pk__in=people)


class _ByCollection:
    """What both collection policies share."""

    auth_model: Any

    def get_all_permissions_for_user(self, user: Any) -> list[GroupCollectionPermission]:
        """Unsaved permission rows at the business's collection root, for all that stands in collections.

        Wagtail keeps the answer with the person and lets all collection policies share it.
        """
        granted = [f"{a}_{name}" for name in IN_COLLECTIONS for a in ON_MEDIA if _may(user, a, name)]
        root = Collection.get_first_root_node() if granted else None
        if root is None:
            return []
        return [
            GroupCollectionPermission(
                id=-1 - number, collection=root, permission=Permission(codename=codename)
            )
            for number, codename in enumerate(granted)
        ]

    def _users_with_perm_filter(self, actions: Iterable[str], collection: object = None) -> Q:
        return Q(pk__in=_people_who_may(actions, self.auth_model._meta.model_name))


class MediaByRole(_ByCollection, CollectionOwnershipPermissionPolicy):
    """`cms.add_image`, `cms.choose_document` and so on, in every collection."""


class CollectionsByRole(_ByCollection, CollectionManagementPermissionPolicy):
    """`cms.add_collection`, `cms.change_collection`, `cms.delete_collection`."""

    def _descendants_with_perm(self, user: Any, action: str) -> QuerySet[Collection]:
        below: QuerySet[Collection] = Collection.objects.filter(depth__gt=1)
        return below if _may(user, action, "collection") else below.none()
