"""Pages about what is sold."""

from typing import Any, ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from apps.catalog import queries as catalog
from apps.catalog.shown import ProductShown
from apps.tenancy import parts as shared
from cms import languages, offers, parts
from cms.booking import shows
from cms.pages.base import SitePage

PER_PAGE: Final = 24


class ProductsPage(SitePage):
    """A list of what is sold."""

    category = models.ForeignKey(
        "catalog.Category",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("category"),
        help_text=_("New products of this category get their page below this one. Without one: all others."),
    )

    page_description = _(
        "What you sell, as cards, from the catalogue. A page for each product stands below it."
    )
    admin_default_ordering = "ord"
    template = "site/pages/products.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.ProductsPage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProductPage", "cms.ProductsPage"]
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("category")]

    class Meta:
        verbose_name = _("list of products")
        verbose_name_plural = _("lists of products")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With a card for each product of the part that is asked for."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "products": parts.part(request, offers.Offers(self), PER_PAGE)}


class ProductPage(SitePage):
    """What one product is: words and pictures of the owner's here, facts and prices from the catalogue."""

    product = models.ForeignKey(
        "catalog.Product",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product"),
        help_text=_("Whose facts and prices the page shows, as the catalogue has them."),
    )

    template = "site/pages/product.html"
    parent_page_types: ClassVar[list[str]] = ["cms.ProductsPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("product")]

    class Meta:
        verbose_name = _("product page")
        verbose_name_plural = _("product pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With `product`, None where there is none to show; a preview shows drafts, too."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        product = self._product(request)
        panel = None if product is None else shows.panel(request, product, prefix=_prefix(request))
        return {**context, "product": product, "panel": panel}

    def _product(self, request: Any) -> ProductShown | None:
        """What the page is about: the same for everybody, but in a preview."""
        number = self.product_id
        if number is None:
            return None
        language = languages.code_of_page(self)
        if getattr(request, "is_preview", False):
            return catalog.product(number=number, language=language, hidden=True)
        return shared.part(
            f"cms.product {number} {language}", lambda: catalog.product(number=number, language=language)
        )


def _prefix(request: Any) -> str:
    language = getattr(request, "site_language", None)
    return str(language.prefix) if language else ""
