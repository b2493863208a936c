"""Two customers that turned out to be one."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.customers.models.customers import Customer
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

DAYS: Final = 30


class CustomerMerge(TenantModel):
    """That a customer was merged into another, with all that is needed to undo it for thirty days.

    The record merged away is deleted; `snapshot` holds it, what the kept one was before, and which rows moved. It is
    emptied once the merge cannot be undone any more.
    """

    kept = TenantForeignKey(Customer, models.CASCADE, related_name="merges", verbose_name=_("kept customer"))
    merged_number = models.BigIntegerField(_("number of the merged customer"), editable=False)
    merged_name = models.CharField(_("merged customer"), max_length=160)
    at = models.DateTimeField(_("merged at"))
    by = TenantForeignKey(
        Member, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    snapshot = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(snapshot={}), name="merge_forgets_once_undone"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "kept", "-at", "-id"], name="merge_of_kept"),
            models.Index(fields=["tenant", "merged_number"], name="merge_by_number"),
            models.Index(fields=["tenant", "at", "id"], name="merge_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept}"

    @property
    def undo_until(self) -> datetime:
        """The last instant at which it can be undone."""
        return self.at + timedelta(days=DAYS)
