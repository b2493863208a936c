"""What goes well with what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.catalog.models.products import Product
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class ProductExtra(TenantModel):
    """A product that is offered to who books another: gear for a dive, a picnic for a walk."""

    product = TenantForeignKey(Product, models.CASCADE, related_name="extras", verbose_name=_("product"))
    extra = TenantForeignKey(
        Product,
        models.CASCADE,
        related_name="+",
        verbose_name=_("goes well with it"),
        help_text=_("Offered in the basket of who books this product."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("product that goes well with it")
        verbose_name_plural = _("products that go well with it")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "extra"],
                name="catalog_extra_once",
                violation_error_message=_("It goes well with this product already."),
            ),
            models.CheckConstraint(
                condition=~Q(product=F("extra")),
                name="catalog_extra_is_another",
                violation_error_message=_("A product does not go with itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.extra)
