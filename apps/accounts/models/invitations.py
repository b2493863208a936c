"""An offer to join a business, sent by e-mail."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.members import Member, Role
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class Invitation(TenantModel):
    """Open until it is accepted, revoked or expired. Sending it again ends older links."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = TenantForeignKey(Role, models.PROTECT, related_name="invitations", verbose_name=_("role"))
    invited_by = TenantForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="invitations")
    code = models.CharField(max_length=32, editable=False)
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_open_once",
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("sent_at")), name="invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return self.email
