"""Blocks that list pages of the site: products and articles."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import IntegerBlock, StructBlock

from apps.tenancy import parts
from cms import offers
from cms.blocks.choosers import ToPage
from cms.blocks.structs import Linked, line, words


class Products(Linked):
    """What is sold, as cards."""

    title = line(_("Title"))
    text = words()
    listing = ToPage(
        label=_("Of this page"),
        page_type="cms.ProductsPage",
        required=False,
        help_text=_("Everything when empty."),
    )
    limit = IntegerBlock(label=_("At most"), min_value=1, max_value=60, default=6)

    class Meta:
        icon = "tag"
        label = _("Products")
        template = "site/blocks/products.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With the cards."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        page = context.get("page")
        below, limit = value.get("listing"), value.get("limit") or 6
        cards = (
            parts.part(
                f"cms.products {page.locale_id} {below.path if below else ''} {limit}",
                lambda: offers.listed(page, below=below, limit=limit),
            )
            if page
            else []
        )
        return {**context, "cards": cards}


class Articles(StructBlock):
    """The newest articles."""

    title = line(_("Title"))
    limit = IntegerBlock(label=_("At most"), min_value=1, max_value=24, default=3)

    class Meta:
        icon = "doc-full"
        label = _("Articles")
        template = "site/blocks/articles.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With the articles."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        page = context.get("page")
        return {**context, "articles": offers.articles(page, limit=value.get("limit") or 3) if page else []}


class ContactForm(StructBlock):
    """The place of a contact page's form; a page without the block has it at its end."""

    title = line(_("Title"))
    text = words()
    button = line(_("Text of the button"), most=40)

    class Meta:
        icon = "form"
        label = _("Contact form")
        template = "site/blocks/form.html"
