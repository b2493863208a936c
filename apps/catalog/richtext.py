"""Descriptions as HTML that is safe to show: paragraphs, headings, lists, bold, italics, quotes and links. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from django.utils.html import escape
from wagtail.whitelist import Whitelister, allow_without_attributes, attribute_rule, check_url

_TAG: Final = re.compile(r"<[a-zA-Z/!]")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_EMPTY_LINES: Final = re.compile(r"\s*\n\s*")
# What is between these tags is nothing that anybody wrote to be read.
_DROPPED: Final = ("script", "style", "iframe", "object", "template", "noscript", "svg", "math", "title")
_PLAIN: Final = (
    *("p", "br", "h2", "h3", "h4", "ul", "ol", "li", "b", "strong", "i", "em", "blockquote", "hr", "sub"),
    *("sup", "[document]"),
)


def clean(text: str) -> str:
    """The text with nothing but harmless tags; a text without tags gets paragraphs. Cleaning twice changes nothing."""
    said = text.replace("\r\n", "\n").strip()
    if not said:
        return ""
    if not _TAG.search(said):
        return "".join(f"<p>{_broken(part)}</p>" for part in _PARAGRAPHS.split(said) if part.strip())
    cleaned = _EMPTY_LINES.sub("\n", str(_Cleaner().clean(said))).strip()
    return cleaned if not cleaned or _TAG.search(cleaned) else f"<p>{cleaned}</p>"


def _broken(paragraph: str) -> str:
    return "<br>".join(escape(line.strip()) for line in paragraph.strip().split("\n"))


def _linked(url: str) -> str | None:
    """Only where a visitor can go."""
    return None if url.strip().lower().startswith(("ftp:", "//")) else check_url(url)


class _Cleaner(Whitelister):  # type: ignore[misc]
    element_rules: ClassVar[Mapping[str, Callable[[Any], None]]] = {
        **dict.fromkeys(_PLAIN, allow_without_attributes),
        "a": attribute_rule({"href": _linked}),
    }

    def clean_tag_node(self, doc: Any, tag: Any) -> None:
        """Drop what is no text with everything in it; headings above the page's own become smaller."""
        if tag.name in _DROPPED:
            tag.decompose()
            return
        if tag.name == "h1":
            tag.name = "h2"
        super().clean_tag_node(doc, tag)
