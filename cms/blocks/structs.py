"""What blocks are made of: texts of limited length, links, and lists of items."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)

from cms import richtext
from cms.blocks.choosers import Address, ToPage

MOST_ITEMS: Final = 24
TEXT: Final = _("Text")
ITEMS: Final = _("Items")
LINK: Final = ("label", "page", "url")
TONES: Final = (("light", _("Light")), ("dark", _("Dark")), ("accent", _("In the site's colour")))


def line(label: Any, *, required: bool = False, most: int = 120, **options: Any) -> CharBlock:
    """One line of text."""
    return CharBlock(label=label, required=required, max_length=most, **options)


def words(label: Any = TEXT, *, required: bool = False, most: int = 600) -> TextBlock:
    """A few sentences without any marks."""
    return TextBlock(label=label, required=required, max_length=most, rows=3)


def items(child: Any, *, least: int = 1, most: int = MOST_ITEMS, label: Any = ITEMS) -> ListBlock:
    """A list of things of one kind."""
    return ListBlock(child, min_num=least, max_num=most, label=label)


def tone(*, choices: Any = TONES, default: str = "light") -> ChoiceBlock:
    """How a section sets itself off."""
    return ChoiceBlock(label=_("Tone"), choices=list(choices), default=default)


class Text(RichTextBlock):
    """Rich text of the sites' subset."""

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        super().__init__(
            required=required, features=list(richtext.FEATURES), max_length=richtext.LONGEST, **options
        )

    def clean(self, value: Any) -> Any:
        """Whoever sends HTML past the editor's own form gets it brought down to the subset."""
        value = super().clean(value)
        if value is not None and value.source:
            return self.normalize(richtext.cleaned(value.source))
        return value


class LinkValue(StructValue):
    """A struct with links: where they lead, empty when nowhere."""

    @property
    def href(self) -> str:
        """Where the link leads."""
        return self.target("")

    @property
    def href2(self) -> str:
        """Where the second link leads."""
        return self.target("2")

    def target(self, suffix: str) -> str:
        """The page's address while it is published, else the other address."""
        page = self.get(f"page{suffix}")
        if page is not None and page.live:
            return page.url or ""
        return self.get(f"url{suffix}") or ""


class Linked(StructBlock):
    """A struct with `label`, `page` and `url`: a button or link that leads to one of the two."""

    label = line(_("Text of the link"), most=60)
    page = ToPage(label=_("Page"), required=False)
    url = Address(label=_("Or another address"))

    class Meta:
        value_class = LinkValue

    def get_form_layout(self) -> BlockGroup:
        """What it says stands before where it leads, and the second link last."""
        names = list(self.child_blocks)
        first = [name for name in LINK if name in names]
        second = [name for name in names if name.removesuffix("2") in LINK and name not in first]
        return BlockGroup([*(name for name in names if name not in {*first, *second}), *first, *second])

    def clean(self, value: Any) -> Any:
        """Raises StructBlockValidationError when a link leads nowhere, or to two places."""
        result = super().clean(value)
        for suffix in ("", "2"):
            if f"label{suffix}" in self.child_blocks:
                self._check(result, suffix)
        return result

    def _check(self, value: Any, suffix: str) -> None:
        label, page, url = (value.get(f"{name}{suffix}") for name in ("label", "page", "url"))
        if page and url:
            said = _("Choose a page or write an address, not both.")
            raise StructBlockValidationError(block_errors={f"url{suffix}": ValidationError(said)})
        if label and not (page or url):
            said = _("Choose the page this leads to, or write an address.")
            raise StructBlockValidationError(block_errors={f"page{suffix}": ValidationError(said)})
