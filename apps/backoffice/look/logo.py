"""A picture from outside as a logo, drawn anew in our size."""

import io
from typing import Final

from PIL import Image

from apps.backoffice.errors import UnusableLogo
from apps.files import pictures
from apps.files.errors import UnusableFile
from apps.files.pictures import MEGABYTE, Limits

MOST_BYTES: Final = 2 * MEGABYTE
LIMITS: Final = Limits(bytes=MOST_BYTES, pixels=16_000_000, least=16, formats=("PNG", "JPEG", "WEBP"))
# What is kept fits into this, twice what the shell shows.
SIZE: Final = (480, 160)


def drawn_anew(data: bytes) -> bytes:
    """The picture as PNG in our size, without its metadata. Raises UnusableLogo."""
    try:
        picture, _format = pictures.opened(data, LIMITS)
        clean = pictures.bare(picture)
    except UnusableFile as error:
        raise UnusableLogo(why=str(error)) from error
    except pictures.BROKEN as error:
        raise UnusableLogo(why=pictures.unreadable(LIMITS)) from error
    clean.thumbnail(SIZE, Image.Resampling.LANCZOS)
    target = io.BytesIO()
    clean.save(target, "PNG", optimize=True)
    return target.getvalue()
