"""Blocks that list what there is: products and their prices, articles."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, IntegerBlock, StructBlock, StructBlockValidationError

from apps.tenancy import parts
from cms import offers, price_lists
from cms.blocks.choosers import Good, Sort, ToPage
from cms.blocks.structs import Linked, items, line, words
from cms.price_columns import Columns


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


class PriceList(StructBlock):
    """What products cost, from the catalogue."""

    title = line(_("Title"))
    text = words()
    category = Sort(label=_("Everything of this category"), required=False)
    products = items(Good(), least=0, label=_("Or these products"))
    columns = ChoiceBlock(
        label=_("Side by side"),
        choices=list(Columns.choices),
        default=Columns.OPTIONS,
    )
    footnote = words(_("Below the table"))

    class Meta:
        icon = "table"
        label = _("Price list")
        template = "site/blocks/price_list.html"

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError unless there is either a category or products."""
        cleaned = super().clean(value)
        if bool(cleaned["category"]) == bool(cleaned["products"]):
            said = _("Choose a category, or products one by one.")
            raise StructBlockValidationError(block_errors={"category": ValidationError(said)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With the table, None while nothing is priced."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        page, category = context.get("page"), value.get("category")
        products = [one.pk for one in value.get("products") or () if one is not None]
        if page is None or not (category or products):
            return {**context, "table": None}
        table = price_lists.table(
            page=page,
            numbers=products,
            category=category and category.pk,
            columns=value.get("columns") or Columns.OPTIONS,
            request=context.get("request"),
        )
        return {**context, "table": table}


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
