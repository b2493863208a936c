"""Exports that take a while, as files to fetch later."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class Export(TenantModel):
    """A workbook on its way, or ready for the member who asked for it until it expires."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Failed")

    screen = models.CharField(_("screen"), max_length=130)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    # The list's own query, and numbers of chosen records when not all of it is wanted.
    query = models.TextField(_("query"), blank=True)
    chosen = models.JSONField(_("chosen records"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("In bytes."))
    file = models.FileField(_("file"), upload_to="exports", max_length=300, blank=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    by = TenantForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("asked for by"))
    at = models.DateTimeField(_("asked for"))
    expires_at = models.DateTimeField(_("kept until"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        permissions = [
            ("export_records", _("Can export records")),
            ("export_sensitive", _("Can export sensitive values")),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
