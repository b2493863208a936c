"""A picture from outside as a logo: read by Pillow, checked, drawn anew, so that nothing but pixels is kept."""

import io
import struct
import warnings
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.backoffice.errors import UnusableLogo

FORMATS: Final = ("PNG", "JPEG", "WEBP")
MOST_BYTES: Final = 2 * 1024 * 1024
MOST_PIXELS: Final = 16_000_000
LEAST: Final = 16  # pixels of a side
# What is kept fits into this, twice what the shell shows.
SIZE: Final = (480, 160)
END_OF_IMAGE: Final = 0xD9
FILL: Final = 0xFF
RESTARTS: Final = range(0xD0, 0xD8)


def drawn_anew(data: bytes) -> bytes:
    """The picture as PNG in our size, without its metadata. Raises UnusableLogo."""
    if len(data) > MOST_BYTES:
        raise UnusableLogo(why=_("The picture is larger than 2 MB. Save it smaller."))
    picture = _opened(data)
    if min(picture.size) < LEAST:
        raise UnusableLogo(why=_("The picture is too small. Each side needs at least 16 pixels."))
    if _end(data, str(picture.format)) != len(data):
        raise UnusableLogo(
            why=_(
                "The file holds something besides the picture. Open it in a picture editor and save it anew."
            )
        )
    return _as_png(picture)


def _opened(data: bytes) -> Image.Image:
    wrong = UnusableLogo(
        why=_("This is no picture we can read. Use a PNG, JPEG or WebP file; SVG is not possible.")
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as error:
        raise wrong from error
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, MemoryError) as error:
        raise wrong from error
    return picture


def _too_many_pixels() -> UnusableLogo:
    return UnusableLogo(why=_("The picture has more than 16 million pixels. Save it smaller."))


def _as_png(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    bare = upright.convert("RGBA" if has_alpha else "RGB")
    bare.thumbnail(SIZE, Image.Resampling.LANCZOS)
    # A new picture has the pixels and nothing else: no EXIF, no comments, no profile.
    clean = Image.new(bare.mode, bare.size)
    clean.paste(bare)
    target = io.BytesIO()
    clean.save(target, "PNG", optimize=True)
    return target.getvalue()


def _end(data: bytes, format_: str) -> int:
    """Where the picture's own format says that it ends. Whoever hides another file behind it is refused."""
    if format_ == "WEBP":
        size = int.from_bytes(data[4:8], "little")
        return 8 + size + size % 2
    return _end_of_png(data) if format_ == "PNG" else _end_of_jpeg(data)


def _end_of_png(data: bytes) -> int:
    place = len(b"\x89PNG\r\n\x1a\n")
    while place + 12 <= len(data):
        kind = data[place + 4 : place + 8]
        place += 12 + int.from_bytes(data[place : place + 4], "big")
        if kind == b"IEND":
            return place
    return place


def _end_of_jpeg(data: bytes) -> int:
    """Behind the marker of the end, which may also stand in segments and there means nothing."""
    place = 2
    while (place := data.find(b"\xff", place)) >= 0 and place + 2 <= len(data):
        marker = data[place + 1]
        if marker == END_OF_IMAGE:
            return place + 2
        # Within a scan: escaped bytes, restarts and padding stand alone, everything else says its length.
        alone = marker in (0x00, 0x01, FILL) or marker in RESTARTS
        place += (
            (1 if marker == FILL else 2) if alone else 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        )
    return -1
