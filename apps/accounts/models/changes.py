"""A person on the way to another e-mail address."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.tenancy import policies
from apps.tenancy.models import GlobalModel


class EmailChange(GlobalModel):
    """Done when both addresses have confirmed. Known to the platform alone: it names an address nobody
    proved yet.
    """

    grants: ClassVar[dict[str, str]] = {"platform": policies.ALL}

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    email = models.EmailField(_("new e-mail"))
    code = models.CharField(max_length=32, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("valid until"))
    old_confirmed_at = models.DateTimeField(_("old address confirmed"), null=True, blank=True)
    new_confirmed_at = models.DateTimeField(_("new address confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of e-mail")
        verbose_name_plural = _("changes of e-mail")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_change_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.email
