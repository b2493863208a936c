"""The picture that stands for a page where somebody shares it: its title in the business's colour beside its cover."""

import hashlib
import io
from typing import Any, Final

from django.core.cache import cache
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, ImageOps
from wagtail.images.models import Image

from apps.files import pictures
from cms import pictures as library
from cms.seo.brand import Brand

SIZE: Final = (1200, 630)
MARGIN: Final = 72
PANEL: Final = 660
SECONDS: Final = 7 * 24 * 3600
_SIZES: Final = (76, 66, 58, 50, 42)
_SIZES_ALONE: Final = (108, 92, 76, 58, 42)
_MOST_LINES: Final = 4
# Our fonts have no letters beyond.
_LAST_LETTER: Final = 0x24F
_SIGNS: Final = frozenset("–—\u2018’“”…•€·→×")


def version_of(page: Any, brand_version: str, cover: Any = None) -> str:
    """Changes with what the picture shows. `cover` is the product's."""
    shown_cover = cover_of(page) or cover
    file = library.version_of(shown_cover) if shown_cover is not None else ""
    shown = (page.title, page.last_published_at, file, page.live, brand_version)
    return hashlib.blake2b(repr(shown).encode(), digest_size=6).hexdigest()


def picture(page: Any, brand: Brand, cover: Any = None) -> bytes:
    """A JPEG; kept for a week in the cache, since it is asked for several times in a row and then not again."""
    key = f"share:{page.pk}:{version_of(page, brand.version, cover)}"
    data: bytes | None = cache.get(key)
    if data is None:
        data = draw(page.title, cover_of(page) or cover, brand)
        cache.set(key, data, SECONDS)
    return data


def cover_of(page: Any) -> Image | None:
    """The page's picture, else its hero's."""
    own = getattr(page, "picture", None)
    body = getattr(page, "body", None)
    if own is not None or body is None:
        return own
    for block in body:
        if block.block_type == "hero":
            found: Image | None = block.value.get("picture")
            return found
    return None


def draw(title: str, cover: Image | None, brand: Brand) -> bytes:
    """1200 × 630 pixels, the size that all services show whole."""
    canvas = Pillow.new("RGB", SIZE, brand.accent)
    shown = _opened(cover)
    room = SIZE[0] - 2 * MARGIN
    if shown is not None:
        canvas.paste(ImageOps.fit(shown, (SIZE[0] - PANEL, SIZE[1]), Pillow.Resampling.LANCZOS), (PANEL, 0))
        room = PANEL - 2 * MARGIN
    pen = ImageDraw.Draw(canvas)
    ink = brand.on_accent
    if not _can_write(title) or not _can_write(brand.name):
        _initial(pen, brand, ink, room)
        return _jpeg(canvas)
    size, lines = _fitted(title, brand, room, _SIZES if shown else _SIZES_ALONE)
    height = int(size * 1.16)
    top = (SIZE[1] - height * len(lines)) // 2 - 20
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * height), line, ink, _font(brand, size))
    foot = _font(brand, 30)
    pen.rectangle((MARGIN, SIZE[1] - MARGIN - 58, MARGIN + 56, SIZE[1] - MARGIN - 54), ink)
    pen.text((MARGIN, SIZE[1] - MARGIN - 34), _cut(brand.name, foot, room), ink, foot)
    return _jpeg(canvas)


def _opened(cover: Image | None) -> Pillow.Image | None:
    if cover is None:
        return None
    try:
        with cover.open_file() as file:
            shown = Pillow.open(file, formats=tuple(pictures.TYPES))
            shown.draft("RGB", (SIZE[0], SIZE[1] * 2))
            return pictures.bare(shown).convert("RGB")
    except (*pictures.BROKEN, Pillow.DecompressionBombError):
        return None


def _font(brand: Brand, size: int) -> Any:
    file = brand.font
    if file is None:
        return ImageFont.load_default(size)
    return ImageFont.truetype(str(file), size)


def _fitted(title: str, brand: Brand, room: int, sizes: tuple[int, ...]) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its lines."""
    lines: list[str] = []
    for size in sizes:
        lines = _lines(title, _font(brand, size), room)
        if len(lines) <= _MOST_LINES:
            return size, lines
    font = _font(brand, sizes[-1])
    return sizes[-1], [*lines[: _MOST_LINES - 1], _cut(" ".join(lines[_MOST_LINES - 1 :]), font, room)]


def _lines(text: str, font: Any, room: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(_cut(word, font, room))
    return lines


def _cut(text: str, font: Any, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _initial(pen: ImageDraw.ImageDraw, brand: Brand, ink: str, room: int) -> None:
    letter = brand.initial if _can_write(brand.initial) else "•"
    pen.text((MARGIN + room // 2, SIZE[1] // 2), letter, ink, _font(brand, 280), anchor="mm")


def _can_write(text: str) -> bool:
    return all(ord(sign) <= _LAST_LETTER or sign in _SIGNS for sign in text)


def _jpeg(canvas: Pillow.Image) -> bytes:
    target = io.BytesIO()
    canvas.save(target, "JPEG", quality=85, optimize=True)
    return target.getvalue()
