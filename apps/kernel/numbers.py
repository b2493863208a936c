"""Numbers as addresses and forms bring them."""

from typing import Final

# So many digits always fit in a bigint.
_DIGITS: Final = 18


def whole(text: str) -> int | None:
    """The number that the text is; None when it is none, or one that no row has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
