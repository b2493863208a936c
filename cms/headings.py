"""Levels of headings, so that a page read aloud leaves none out. Pure."""

import re
from typing import Final

_TAG: Final = re.compile(r"<(/?)h([1-6])\b([^>]*)>", re.IGNORECASE)


def fitted(html: str, *, first: int) -> str:
    """The text with its highest heading at level `first` and no level left out below; each looks as it did."""
    levels = [int(found[2]) for found in _TAG.finditer(html) if not found[1]]
    if not levels:
        return html
    top, last, open_ = min(levels), first - 1, first

    def moved(found: re.Match[str]) -> str:
        nonlocal last, open_
        if found[1]:
            return f"</h{open_}>"
        level = int(found[2])
        last = open_ = min(level - top + first, last + 1, 6)
        look = "" if open_ == level else f' class="like-h{level}"'
        return f"<h{open_}{look}{found[3]}>"

    return _TAG.sub(moved, html)
