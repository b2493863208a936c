"""How the business looks in its own back office."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.tenancy.models import TenantModel

ACCENT = r"^#[0-9a-f]{6}$"


class BusinessLook(TenantModel):
    """One accent colour and a logo. All tints come from the one colour (`look.colours`)."""

    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(ACCENT, _("Write a colour such as #0b7a75."))],
    )
    logo = models.ImageField(_("logo"), upload_to="look", max_length=255, blank=True)
    # Grows with every change, so that browsers may keep what they have for good.
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [
            models.UniqueConstraint(fields=["tenant"], name="look_one_per_business"),
            models.CheckConstraint(
                condition=Q(accent="") | Q(accent__regex=ACCENT), name="look_accent_is_a_colour"
            ),
        ]

    def __str__(self) -> str:
        return self.accent or "#"
