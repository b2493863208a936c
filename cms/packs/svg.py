"""Drawings of packs: their pixels."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import resvg_py
from PIL import Image

WIDTH: Final = 2000
LOGO: Final = 800
QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class Drawn:
    """A WebP."""

    content: bytes
    width: int
    height: int


def drawn(source: bytes, *, width: int = WIDTH) -> Drawn:
    """The drawing as WebP."""
    png = resvg_py.svg_to_bytes(svg_string=source.decode("utf-8"), width=width, skip_system_fonts=True)
    with Image.open(BytesIO(png)) as picture:
        kept = picture.convert("RGBA" if _is_clear(picture) else "RGB")
    buffer = BytesIO()
    kept.save(buffer, "WEBP", quality=QUALITY, method=2)
    return Drawn(buffer.getvalue(), kept.width, kept.height)


def _is_clear(picture: Image.Image) -> bool:
    if picture.mode != "RGBA":
        return False
    # The extremes of one channel are two numbers; of several they would be pairs.
    least: Any = picture.getchannel("A").getextrema()[0]
    return bool(least < 255)  # noqa: PLR2004  a byte
