"""Blocks that present: each has a template of its name in templates/site/blocks."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, IntegerBlock, StructBlock

from cms import restricted
from cms.blocks.choosers import Address, Picture, ToPage
from cms.blocks.icons import NAMES
from cms.blocks.structs import Linked, Text, items, line, tone, words


class Hero(Linked):
    """The opening of a page: one picture, one sentence, one or two actions."""

    title = line(_("Title"), required=True)
    text = words(most=300)
    picture = Picture(label=_("Picture"), required=False)
    tone = tone()
    label2 = line(_("Text of the second link"), most=60)
    page2 = ToPage(label=_("Page of the second link"), required=False)
    url2 = Address(label=_("Or another address"))

    class Meta:
        icon = "pick"
        label = _("Hero")
        template = "site/blocks/hero.html"


class TextSection(StructBlock):
    """Running text, with a picture beside it if wanted."""

    title = line(_("Title"))
    html = Text(label=_("Text"))
    picture = Picture(label=_("Picture"), required=False)
    side = ChoiceBlock(
        label=_("The picture stands"),
        choices=[("right", _("on the right")), ("left", _("on the left"))],
        default="right",
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "site/blocks/text.html"


class Gallery(StructBlock):
    """Several pictures."""

    title = line(_("Title"))
    pictures = items(Picture(label=_("Picture")), least=2, label=_("Pictures"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "site/blocks/gallery.html"


class Card(Linked):
    """One card."""

    title = line(_("Title"), required=True)
    text = words(most=300)
    picture = Picture(label=_("Picture"), required=False)
    icon = ChoiceBlock(label=_("Icon"), choices=[(name, name) for name in NAMES], required=False)


class Cards(StructBlock):
    """Cards side by side."""

    title = line(_("Title"))
    text = words()
    items = items(Card(), label=_("Cards"))

    class Meta:
        icon = "grip"
        label = _("Cards")
        template = "site/blocks/cards.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With the cards that this visitor may follow."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        request = context.get("request")
        cards = [
            card
            for card in value.get("items") or ()
            if card.get("page") is None or restricted.may_see(card["page"], request)
        ]
        return {**context, "cards": cards}


class Fact(StructBlock):
    """A number and what it counts."""

    number = line(_("Number"), required=True, most=20)
    label = line(_("What it counts"), required=True)


class Facts(StructBlock):
    """Numbers that speak for the business."""

    title = line(_("Title"))
    items = items(Fact(), most=8, label=_("Facts"))

    class Meta:
        icon = "order"
        label = _("Facts")
        template = "site/blocks/facts.html"


class Step(StructBlock):
    """One step."""

    title = line(_("Title"), required=True)
    text = words()


class Steps(StructBlock):
    """How something goes, step by step."""

    title = line(_("Title"))
    text = words()
    items = items(Step(), most=12, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "site/blocks/steps.html"


class Testimonial(StructBlock):
    """What one customer said."""

    quote = words(_("Quote"), required=True)
    name = line(_("Name"), required=True)
    about = line(_("About them"))
    stars = IntegerBlock(label=_("Stars"), min_value=1, max_value=5, required=False)
    picture = Picture(label=_("Picture"), required=False)


class Testimonials(StructBlock):
    """What customers said."""

    title = line(_("Title"))
    items = items(Testimonial(), most=12, label=_("Quotes"))

    class Meta:
        icon = "openquote"
        label = _("Testimonials")
        template = "site/blocks/testimonials.html"
