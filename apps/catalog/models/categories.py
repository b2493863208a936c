"""What products are sorted by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.errors import CATEGORY_SLUG_TAKEN, NAME_MISSING, SLUG_WRONG
from apps.catalog.models.texts import SLUG
from apps.tenancy.models import TenantModel


class Category(TenantModel):
    """A group of products, as customers look for them."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        blank=True,
        db_index=False,
        help_text=_("The end of its address. Left empty, it is made of the name."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "slug"],
                name="catalog_category_slug",
                violation_error_message=CATEGORY_SLUG_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG),
                name="catalog_category_slug_is_one",
                violation_error_message=SLUG_WRONG,
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="catalog_category_has_a_name",
                violation_error_message=NAME_MISSING,
            ),
        ]
        indexes = [models.Index(fields=["tenant", "position", "id"], name="category_by_position")]

    def __str__(self) -> str:
        return self.name
