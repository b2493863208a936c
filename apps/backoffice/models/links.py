"""References from records to records: a table for each kind of record referred to, with real foreign keys.

`LINKS` knows which: a higher app subclasses `Link` with a `target` of its own and adds it.
"""

from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.models.fields import CustomField
from apps.backoffice.models.records import Record
from apps.kernel.registry import Registry
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import Location, TenantModel


class Link(TenantModel):
    """One reference from a record. Subclasses add `target`, a TenantForeignKey with CASCADE: where the record
    referred to goes, the reference is empty.
    """

    target: Any
    target_id: Any

    on = models.CharField(_("on"), max_length=80)
    field = TenantForeignKey(CustomField, models.CASCADE, related_name="+")
    record_id = models.BigIntegerField(_("record"))

    class Meta:
        abstract = True
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        indexes = [models.Index(fields=["tenant", "field", "target", "record_id"], name="%(class)s_of_field")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "field", "record_id"], name="%(class)s_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} → {self.target_id}"


# "app.model" of what is referred to → the table of references to it.
LINKS: Final[Registry[type[Link]]] = Registry("kind of reference")


class MemberLink(Link):
    """A reference to a member of the team."""

    target = TenantForeignKey(Member, models.CASCADE, related_name="+")


class LocationLink(Link):
    """A reference to a place of the business."""

    target = TenantForeignKey(Location, models.CASCADE, related_name="+")


class RecordLink(Link):
    """A reference to a record of a type of the owner's."""

    target = TenantForeignKey(Record, models.CASCADE, related_name="+")


LINKS.add("accounts.member", MemberLink)
LINKS.add("backoffice.record", RecordLink)
LINKS.add("tenancy.location", LocationLink)
