"""Django's questions about people, answered from the membership in the bound business."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from apps.accounts import access, patterns, queries
from apps.accounts.models import User


class MembershipBackend(AuthenticationBackend):
    """On a business's host only its active members exist; on the platform's host every active person does."""

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        return self._check_password(queries.person_who_may_sign_in(email=email), password)

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        checked: AbstractBaseUser | None = super()._check_password(user, password)
        # allauth would tell a former member that the password was right.
        self._stash_user(None)
        return checked

    def user_can_authenticate(self, user: Any) -> bool:
        """Whether the person exists for the bound host."""
        return queries.may_sign_in(user)

    def get_user(self, user_id: Any) -> User | None:
        """The person with their membership in one query; None where they are not an active member."""
        return queries.signed_in(int(user_id))

    def has_perm(self, user_obj: Any, perm: str, obj: models.Model | None = None) -> bool:
        """Whether the role lets them; for an `obj` under `:own`, whether it is assigned to them."""
        said = access.answer(user_obj, perm)
        if said == "own" and obj is not None:
            return _is_own(user_obj, obj)
        return said != "no"

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the role may let them do anything in the app."""
        member = getattr(user_obj, "member", None)
        return bool(member and user_obj.is_active and patterns.any_in(member.patterns, app_label))

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Nothing: permissions are patterns, and per person there are only exceptions from the role."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Every code Django knows that the role permits."""
        if isinstance(user_obj, AnonymousUser):
            return set()
        return {code for code in queries.known_codes() if access.answer(user_obj, code) != "no"}

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """The same: there is no other source."""
        return self.get_group_permissions(user_obj, obj)

    def with_perm(self, *args: Any, **kwargs: Any) -> Any:
        """Nobody: permissions are not stored per person, so the database cannot be asked this."""
        return User.objects.none()


def _is_own(user: User, obj: models.Model) -> bool:
    rows = type(obj)._default_manager.filter(pk=obj.pk)
    return hasattr(rows, "assigned_to") and rows.assigned_to(user.member).exists()
