"""What templates of the public site need."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from cms import headings
from cms.pictures import Size, address

register = template.Library()
NOTHING: Final = SafeString("")
_FIT: Final = 3


@register.filter
def headings_from(text: Any, first: int) -> SafeString:
    """Rich text with its headings at the level that fits where it stands."""
    return SafeString(headings.fitted(conditional_escape(text), first=first))


@register.filter
def beside(cells: Sequence[Any], headings: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with the heading of its column, None where there is none."""
    return list(zip_longest(cells, list(headings)[: len(cells)]))


@register.filter
def are_many(columns: Sequence[Any]) -> bool:
    """Whether the columns of a table do not fit beside each other on a phone."""
    return len(columns) > _FIT


@register.simple_tag
def site_picture(
    image: Any,
    *,
    widths: str = "400 800 1600",
    sizes: str = "100vw",
    ratio: str = "",
    eager: Any = False,
    css: str = "",
    alt: str | None = None,
) -> SafeString:
    """A `<picture>` in AVIF and WebP with width and height. No query; the sizes are drawn when asked for.

    `ratio` such as "4x3" cuts around the focal point. `eager=True` is for the picture above the fold. `alt` replaces
    the picture's description; an empty one says that the picture is decoration.
    """
    if not image or not image.width or not image.height:
        return NOTHING
    steps = _steps(image, [int(width) for width in widths.split()], _ratio(ratio))
    avif, webp = (
        ", ".join(
            f"{address(image, Size(width, height, format_))} {shown}w" for width, height, shown in steps
        )
        for format_ in ("avif", "webp")
    )
    _asked, height, shown = steps[-1]
    return format_html(
        '<picture><source type="image/avif" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}{}></picture>',
        avif,
        sizes,
        address(image, Size(*steps[len(steps) // 2][:2], "webp")),
        webp,
        sizes,
        shown,
        height or max(1, int(image.height * shown / image.width)),
        (image.description or "") if alt is None else alt,
        format_html(' class="{}"', css) if css else "",
        SafeString(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"'),
    )


def _ratio(text: str) -> float | None:
    if not text:
        return None
    width, _x, height = text.partition("x")
    return int(width) / int(height)


def _steps(image: Any, widths: list[int], ratio: float | None) -> list[tuple[int, int | None, int]]:
    """Width, height of the cut and the width it comes out with; nothing is made larger than it is."""
    most = image.width if ratio is None else max(1, int(min(image.width, image.height * ratio)))
    kept = sorted({min(width, most) for width in widths})
    return [(width, None if ratio is None else max(1, round(width / ratio)), width) for width in kept]
