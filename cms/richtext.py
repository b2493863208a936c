"""The part of rich text that sites use, and how texts from elsewhere are brought down to it."""

from typing import Final

from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

# Headings of a text stand below the heading of its section, so there is no first level.
FEATURES: Final = ("h3", "h4", "bold", "italic", "ol", "ul", "blockquote", "hr", "link")
LONGEST: Final = 20_000

_PLAIN: Final = (
    *("p", "h2", "h3", "h4", "b", "strong", "i", "em", "ul", "ol", "li", "br", "hr", "blockquote"),
    "[document]",
)


class _Subset(Whitelister):
    """Keeps the subset; of links those that lead to a page of the business or to a harmless address."""

    element_rules = {
        **dict.fromkeys(_PLAIN, allow_without_attributes),
        "a": attribute_rule({"href": check_url, "linktype": True, "id": True}),
    }


_subset: Final = _Subset()


def cleaned(html: str) -> str:
    """The same text with nothing in it but the subset: scripts, styles, frames and odd addresses are gone."""
    return str(_subset.clean(html))
