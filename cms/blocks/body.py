"""The stream that bodies of pages are."""

import json
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamBlockValidationError
from wagtail.fields import StreamField

from cms.blocks import embedding, informing, listing, sections

MOST_BLOCKS: Final = 60
# In characters of JSON; a long page of plain text has some ten thousand.
LARGEST: Final = 250_000


class Sections(StreamBlock):
    """Everything a page may be made of."""

    hero = sections.Hero()
    text = sections.TextSection()
    gallery = sections.Gallery()
    cards = sections.Cards()
    facts = sections.Facts()
    steps = sections.Steps()
    testimonials = sections.Testimonials()
    quote = informing.Quote()
    products = listing.Products()
    articles = listing.Articles()
    price_list = listing.PriceList()
    prices = informing.Prices()
    compare = informing.Compare()
    team = informing.Team()
    faqs = informing.Questions()
    hours = informing.Hours()
    map = informing.Map()
    embed = embedding.Embed()
    action = informing.Action()
    notice = informing.Notice()
    form = listing.ContactForm()

    class Meta:
        max_num = MOST_BLOCKS

    def clean(self, value: Any) -> Any:
        """Raises StreamBlockValidationError for a body larger than any page should be."""
        cleaned = super().clean(value)
        size = len(json.dumps(self.get_prep_value(cleaned), cls=DjangoJSONEncoder))
        if size > LARGEST:
            said = _("This page is too long. Move some of it to a page of its own.")
            raise StreamBlockValidationError(non_block_errors=[ValidationError(said)])
        return cleaned


class Body(StreamField):
    """A stream of `Sections`. Migrations do not repeat the blocks, so a new block needs no migration."""

    def __init__(self, block_types: Any = None, **options: Any) -> None:
        super().__init__(Sections() if block_types is None else block_types, **options)

    def deconstruct(self) -> Any:
        """Without the blocks."""
        name, _path, _args, options = super().deconstruct()
        return name, "cms.blocks.Body", [], {k: v for k, v in options.items() if k != "block_lookup"}
