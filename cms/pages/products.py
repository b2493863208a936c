"""Pages about what is sold."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cms import offers
from cms.pages.base import SitePage


class ProductsPage(SitePage):
    """A list of what is sold."""

    template = "site/pages/products.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.ProductsPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProductPage", "cms.ProductsPage"]

    class Meta:
        verbose_name = _("list of products")
        verbose_name_plural = _("lists of products")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With a card for each product."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "cards": offers.listed(self, below=self)}


class ProductPage(SitePage):
    """What one product is: words and pictures here, prices from the catalogue."""

    template = "site/pages/product.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ProductsPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("product page")
        verbose_name_plural = _("product pages")
