"""The site's look on paper and in mail."""

import io
from dataclasses import replace
from typing import Final

from PIL import Image
from wagtail.images.models import AbstractImage

from apps.backoffice.look.brand import Brand
from apps.files import pictures
from apps.files.errors import UnusableFile
from apps.files.pictures import LIBRARY
from cms.theme import queries

# What fits into the head of a paper, at the resolution of print.
SIZE: Final = (720, 190)


def of_theme(brand: Brand, *, logo: bool) -> Brand:
    """The theme's accent, and its logo unless the back office has one. Without a saved theme, nothing changes."""
    theme = queries.theme()
    if not theme.version:
        return brand
    picture = brand.logo
    if logo and picture is None and theme.logo is not None:
        picture = _drawn(theme.logo)
    return replace(brand, accent=theme.accent, logo=picture)


def _drawn(logo: AbstractImage) -> bytes | None:
    """As PNG in our size; None for what cannot be read: a paper without a logo is better than none."""
    try:
        with logo.file.storage.open(logo.file.name, "rb") as file:
            picture, _format = pictures.opened(file.read(), LIBRARY)
        clean = pictures.bare(picture)
        clean.thumbnail(SIZE, Image.Resampling.LANCZOS)
        target = io.BytesIO()
        clean.save(target, "PNG")
    except (UnusableFile, OSError, *pictures.BROKEN):
        return None
    return target.getvalue()
