"""What became of values that stand beside their records, which a record's own row does not tell."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.backoffice.models.fields import CustomField
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class BesideChange(TenantModel):
    """One change of a reference, a file or a sensitive value of a record. Sensitive values are never written here.

    `before` and `after` are names: of the records referred to, of the files. `target` is what kind of record a
    reference names, `before_id` and `after_id` which. The rows of a deleted record or field go with it.
    """

    on = models.CharField(_("on"), max_length=80)
    field = TenantForeignKey(CustomField, models.CASCADE, related_name="+")
    record_id = models.BigIntegerField(_("record"))
    # When the statement ran, as in the log: after the change of the record's own row in the same saving.
    at = models.DateTimeField(_("time"), db_default=Now())
    actor = models.BigIntegerField(_("person"), null=True)
    request = models.CharField(_("request"), max_length=64, blank=True)
    before = models.CharField(_("before"), max_length=200, blank=True)
    after = models.CharField(_("after"), max_length=200, blank=True)
    target = models.CharField(_("kind of record"), max_length=80, blank=True)
    before_id = models.BigIntegerField(_("record before"), null=True)
    after_id = models.BigIntegerField(_("record after"), null=True)

    class Meta:
        verbose_name = _("change beside a record")
        verbose_name_plural = _("changes beside records")
        ordering = ["-at", "-id"]
        default_permissions = ()
        indexes = [models.Index(fields=["tenant", "on", "record_id", "at"], name="beside_change_of_record")]

    def __str__(self) -> str:
        return f"{self.field_id} {self.record_id}"
