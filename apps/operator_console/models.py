"""Which packs a business has, and what each gave."""

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import Product
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel

# What an item may have become, by the name of the column that leads there.
ROWS: Final = ("image", "page", "product")


class InstalledPack(TenantModel):
    """A pack that the business has, at a version."""

    key = models.CharField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=12)
    modules = ArrayField(models.CharField(max_length=40), verbose_name=_("modules"), default=list, blank=True)
    installed_at = models.DateTimeField(_("installed"), editable=False)
    updated_at = models.DateTimeField(_("brought up to date"), editable=False)

    class Meta:
        verbose_name = _("pack")
        verbose_name_plural = _("packs")
        ordering = ["installed_at", "id"]
        default_permissions = ("view", "change")
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="pack_once")]

    def __str__(self) -> str:
        return self.name


class PackItem(TenantModel):
    """One thing that a pack gave.

    `given` is what the pack says of it, `made` what the business had right after the pack wrote it: what differs from
    that now was changed by the business. `offered` are values that the pack has and the business did not get, because
    it has others of its own; the owner decides.
    """

    pack = TenantForeignKey(InstalledPack, models.CASCADE, related_name="items", verbose_name=_("pack"))
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=250)
    title = models.CharField(_("title"), max_length=250)
    given = models.JSONField(_("said by the pack"), default=dict)
    made = models.JSONField(_("as it was made"), default=dict)
    offered = models.JSONField(_("offered"), default=dict, blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    product = TenantForeignKey(
        Product, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("item of a pack")
        verbose_name_plural = _("items of packs")
        ordering = ["id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["tenant", "pack", "kind", "key"], name="pack_item_once")
        ]

    def __str__(self) -> str:
        return self.title
