"""The person: one per e-mail address on the whole installation."""

from typing import Any, ClassVar

from django.contrib.auth import hashers
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from apps.tenancy import context, policies
from apps.tenancy.models import GlobalModel
from apps.tenancy.models.places import validate_time_zone


class UserManager(BaseUserManager["User"]):
    """Looks people up by e-mail. New ones come from `accounts.services`: only the platform may add them."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin, GlobalModel):
    """A person who can sign in.

    `groups`, `user_permissions` and `is_superuser` stay unused: third-party code names the columns, and
    what a person may do comes from the membership of the bound tenant.
    """

    grants: ClassVar[dict[str, str]] = {
        # What a sign-in and a person's own profile change. Credentials are the platform role's: one business must
        # not be able to change how somebody signs in at another.
        "app": "SELECT, UPDATE (name, locale, time_zone, last_login)",
        "signin": "SELECT, UPDATE (name, locale, time_zone, last_login)",
        "platform": policies.ALL,
    }
    visible: ClassVar[str] = policies.membership("accounts_user.id")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    locale = models.CharField(_("language"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("since"), db_default=Now(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="user_is_no_superuser"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def change_password(self, raw: str) -> None:
        """Set and store another password, as the platform role."""
        self.set_password(raw)
        self._password = None
        with context.use_platform(context.current_tenant_id()):
            self.save(update_fields=["password"])

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the password; one whose hash is out of date is hashed anew."""
        return hashers.check_password(raw_password, self.password, self.change_password)

    @property
    def member(self) -> Any:
        """The active membership in the bound tenant, with its role, or None. One query per instance and
        tenant.
        """
        tenant = context.current_tenant_id()
        cache: dict[int | None, Any] = self.__dict__.setdefault("_members", {})
        if tenant not in cache:
            cache[tenant] = None if tenant is None else self._find_member()
        return cache[tenant]

    def _find_member(self) -> Any:
        found = (
            self.memberships.filter(tenant=context.current_tenant_id(), active=True)
            .select_related("role")
            .defer("phone")
            .first()
        )
        if found is not None:
            found.user = self
        return found

    def remember(self, member: Any) -> None:
        """Keep a membership that was read together with the person, sparing the query."""
        self.__dict__.setdefault("_members", {})[member.tenant_id] = member

    @property
    def is_staff(self) -> bool:
        """Whether the person is an active member of the bound tenant."""
        return self.member is not None

    def get_full_name(self) -> str:
        """The name to greet with; the e-mail address until there is one."""
        return str(self)

    def get_short_name(self) -> str:
        """The first word of the name."""
        return str(self).split(" ", 1)[0]
