"""What a person is to one business."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.accounts import patterns
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel
from apps.tenancy.sensitive import SensitiveField


def validate_pattern(value: str) -> None:
    """Raise ValidationError unless the value reads as a permission pattern."""
    if not patterns.is_pattern(value):
        raise ValidationError(
            _("“%(pattern)s” is not a permission. Write it like bookings.view or -payments.*"),
            params={"pattern": value},
            code="pattern",
        )


def pattern_field(label: Any) -> "ArrayField[list[str], list[str]]":
    """A list of permission patterns."""
    return ArrayField(
        models.CharField(max_length=100, validators=[validate_pattern]),
        verbose_name=label,
        default=list,
        blank=True,
    )


class Role(TenantModel):
    """A named set of permissions. The built-in ones may be changed and put back."""

    signin_rights: ClassVar[str] = "SELECT"

    key = models.SlugField(_("key"), max_length=40, db_index=False)
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=200, blank=True)
    may = pattern_field(_("permissions"))
    builtin = models.BooleanField(_("built in"), default=False, editable=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="role_key"),
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="role_name",
                violation_error_message=_("There is a role of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(TenantModel):
    """A person's place in the business.

    Only the platform role adds and removes members: a membership is what makes a person visible to a
    business, so the app role must not be able to make one up, nor to point one at somebody else.
    """

    app_rights: ClassVar[str] = (
        "SELECT, UPDATE (role_id, overrides, title, phone, active, joined_at, deactivated_at, custom)"
    )
    signin_rights: ClassVar[str] = "SELECT"
    # The platform host asks for the businesses of a person.
    across_tenants: ClassVar[tuple[str, ...]] = ("user",)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = TenantForeignKey(Role, models.PROTECT, related_name="members", verbose_name=_("role"))
    overrides = pattern_field(_("exceptions from the role"))
    title = models.CharField(_("title"), max_length=80, blank=True)
    phone = SensitiveField(_("private phone"), blank=True, blind=True)
    active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("since"), db_default=Now())
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="member_once"),
            models.CheckConstraint(
                condition=Q(active=True, deactivated_at__isnull=True)
                | Q(active=False, deactivated_at__isnull=False),
                name="member_is_active_or_says_since_when_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def patterns(self) -> tuple[tuple[str, ...], ...]:
        """The role's permissions, then this member's exceptions, as `patterns.may` reads them."""
        return (tuple(self.role.may), tuple(self.overrides))
