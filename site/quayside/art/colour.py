"""Colours as six hexadecimal digits, and what lies between two of them."""

from typing import Final

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of the other colour in the first."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def tint(colour: str, share: float) -> str:
    """The colour with white in it."""
    return mix(colour, WHITE, share)


def shade(colour: str, share: float) -> str:
    """The colour with black in it."""
    return mix(colour, BLACK, share)
