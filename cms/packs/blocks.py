"""What each block of a page has, as packs write it. `cms.blocks` has the same members; a test holds them together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cms.blocks import icons
from cms.price_columns import Columns

LINE: Final = 120
WORDS: Final = 600
MOST_ITEMS: Final = 24
TONES: Final = ("light", "dark", "accent")


@dataclass(frozen=True, slots=True)
class Part:
    """One member.

    `kind` is line, html, picture, page, url, location, category, choice, number, lines, pictures, products or items.
    """

    kind: str
    wanted: bool = False
    most: int = LINE
    least: int = 0
    choices: tuple[str, ...] = ()
    default: Any = None
    parts: Mapping[str, "Part"] = field(default_factory=dict)


def _line(most: int = LINE, *, wanted: bool = False) -> Part:
    return Part("line", wanted, most)


def _items(common: Mapping[str, Part] | None = None, /, *, most: int = MOST_ITEMS, **parts: Part) -> Part:
    """At least one of what has these parts."""
    return Part("items", wanted=True, most=most, least=1, parts={**(common or {}), **parts})


def _tone(*choices: str, default: str) -> Part:
    return Part("choice", choices=choices or TONES, default=default)


TITLE: Final = {"title": _line()}
TEXT: Final = {"text": _line(WORDS)}
PICTURE: Final = {"picture": Part("picture")}
LINK: Final = {"label": _line(60), "page": Part("page"), "url": Part("url")}
LINK2: Final = {"label2": _line(60), "page2": Part("page"), "url2": Part("url")}
REQUIRED: Final = {"title": _line(wanted=True)}
SHORT: Final = {"text": _line(300)}

BLOCKS: Final[Mapping[str, Mapping[str, Part]]] = {
    "hero": {**REQUIRED, **SHORT, **PICTURE, **LINK, **LINK2, "tone": _tone(default="light")},
    "text": {
        **TITLE,
        "html": Part("html", wanted=True),
        **PICTURE,
        "side": _tone("right", "left", default="right"),
    },
    "gallery": {**TITLE, "pictures": Part("pictures", wanted=True, least=2, most=MOST_ITEMS)},
    "cards": {
        **TITLE,
        **TEXT,
        "items": _items({**REQUIRED, **SHORT, **PICTURE, **LINK}, icon=Part("choice", choices=icons.NAMES)),
    },
    "facts": {**TITLE, "items": _items(most=8, number=_line(20, wanted=True), label=_line(wanted=True))},
    "steps": {**TITLE, **TEXT, "items": _items({**REQUIRED, **TEXT}, most=12)},
    "testimonials": {
        **TITLE,
        "items": _items(
            PICTURE,
            most=12,
            quote=_line(WORDS, wanted=True),
            name=_line(wanted=True),
            about=_line(),
            stars=Part("number", least=1, most=5),
        ),
    },
    "quote": {"text": _line(WORDS, wanted=True), "by": _line(), **PICTURE},
    "products": {
        **TITLE,
        **TEXT,
        "listing": Part("page"),
        "limit": Part("number", least=1, most=60, default=6),
        **LINK,
    },
    "articles": {**TITLE, "limit": Part("number", least=1, most=24, default=3)},
    "price_list": {
        **TITLE,
        **TEXT,
        "category": Part("category"),
        "products": Part("products", most=MOST_ITEMS),
        "columns": _tone(*Columns.values, default=Columns.OPTIONS.value),
        "footnote": _line(WORDS),
    },
    "prices": {
        **TITLE,
        **TEXT,
        "columns": Part("lines", wanted=True, least=1, most=6),
        "rows": _items(label=_line(wanted=True), values=Part("lines", most=6), note=_line()),
        "footnote": _line(WORDS),
    },
    "compare": {
        **TITLE,
        **TEXT,
        "before": Part("picture", wanted=True),
        "after": Part("picture", wanted=True),
        "before_label": _line(40),
        "after_label": _line(40),
    },
    "team": {
        **TITLE,
        **TEXT,
        "items": _items({**TEXT, **PICTURE}, name=_line(wanted=True), role=_line(wanted=True)),
    },
    "faqs": {
        **TITLE,
        "items": _items(most=40, question=_line(200, wanted=True), answer=Part("html", wanted=True)),
    },
    "hours": {**TITLE, "location": Part("location"), **TEXT},
    "map": {
        **TITLE,
        "picture": Part("picture", wanted=True),
        "address": _line(300),
        **TEXT,
        "url": Part("url"),
    },
    "action": {
        **REQUIRED,
        **SHORT,
        "label": _line(60, wanted=True),
        "page": Part("page"),
        "url": Part("url"),
        "tone": _tone(default="accent"),
    },
    "notice": {
        "text": _line(200, wanted=True),
        **LINK,
        "tone": _tone("info", "warning", "accent", default="info"),
    },
    "embed": {**REQUIRED, "url": Part("url", wanted=True), **PICTURE},
    "form": {**TITLE, **TEXT, "button": _line(40)},
}
