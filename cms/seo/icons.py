"""The small picture in a browser's tab and on a phone's home screen: the logo, else the first letter of the name."""

import io
from typing import Final

from django.core.cache import cache
from django.utils.html import format_html
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from apps.files import pictures
from cms.seo.brand import WHITE, Brand

SIDE: Final = 180
_SECONDS: Final = 7 * 24 * 3600
_LAST_LETTER: Final = 0x24F


def svg(brand: Brand) -> str:
    """The letter as a drawing; the browser has the font."""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="{}"/>'
        '<text x="32" y="33" fill="{}" font-family="Georgia,serif" font-size="38" font-weight="700" '
        'text-anchor="middle" dominant-baseline="central">{}</text></svg>',
        brand.accent,
        brand.on_accent,
        brand.initial,
    )


def png(brand: Brand, side: int = SIDE) -> bytes:
    """A square picture."""
    return _kept(brand, side, "PNG")


def ico(brand: Brand) -> bytes:
    """The same in the oldest of formats, for whoever asks for /favicon.ico without looking."""
    return _kept(brand, 48, "ICO")


def _kept(brand: Brand, side: int, format_: str) -> bytes:
    key = f"icon:{brand.version}:{side}:{format_}"
    data: bytes | None = cache.get(key)
    if data is None:
        target = io.BytesIO()
        _drawn(brand, side).save(target, format_)
        data = target.getvalue()
        cache.set(key, data, _SECONDS)
    return data


def _drawn(brand: Brand, side: int) -> Pillow.Image:
    logo = _logo(brand)
    if logo is not None:
        canvas = Pillow.new("RGBA", (side, side), WHITE if logo.mode == "RGB" else (0, 0, 0, 0))
        logo.thumbnail((side, side), Pillow.Resampling.LANCZOS)
        canvas.paste(logo, ((side - logo.width) // 2, (side - logo.height) // 2))
        return canvas
    large = side * 4
    canvas = Pillow.new("RGBA", (large, large), (0, 0, 0, 0))
    pen = ImageDraw.Draw(canvas)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), large * 7 // 32, brand.accent)
    letter = brand.initial if ord(brand.initial) <= _LAST_LETTER else "•"
    size = int(large * 0.62)
    font = ImageFont.truetype(str(brand.font), size) if brand.font else ImageFont.load_default(size)
    pen.text((large // 2, large // 2), letter, brand.on_accent, font, anchor="mm")
    return canvas.resize((side, side), Pillow.Resampling.LANCZOS)


def _logo(brand: Brand) -> Pillow.Image | None:
    if brand.logo is None:
        return None
    try:
        with brand.logo.open_file() as file:
            return pictures.bare(Pillow.open(file, formats=tuple(pictures.TYPES)))
    except (*pictures.BROKEN, Pillow.DecompressionBombError):
        return None
