"""Pictures of the library in the sizes pages show, at signed addresses.

A page names sizes without looking whether they exist: each is drawn when it is first asked for. Only what a page
named can be asked for, since the address carries a signature. Another file or another focal point is another address,
so browsers may keep what they have for good.
"""

import hashlib
import hmac
import io
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from PIL import Image as Pillow
from wagtail.images.models import Filter

from apps.files import pictures

FORMATS: Final = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
NAME: Final = re.compile(r"(\d{1,4})(?:x(\d{1,4}))?\.(avif|webp|jpeg)")
# The quality at which a flat illustration and a photo both look untouched.
_SAVE: Final[dict[str, dict[str, Any]]] = {
    "avif": {"quality": 60, "speed": 8},
    "webp": {"quality": 80, "method": 4},
    "jpeg": {"quality": 82, "progressive": True, "optimize": True},
}
# A JPEG is decoded no larger than this many times what is needed.
_SPARE: Final = 1.5
_ORIENTATION: Final = 0x0112
_LYING: Final = range(5, 9)


@dataclass(frozen=True, slots=True)
class Size:
    """One size of a picture; a height cuts it to that ratio around the focal point."""

    width: int
    height: int | None
    format: str

    @property
    def name(self) -> str:
        """How it is called in an address."""
        return f"{self.width}{'' if self.height is None else f'x{self.height}'}.{self.format}"

    @property
    def spec(self) -> str:
        """How Wagtail calls it."""
        cut = f"width-{self.width}" if self.height is None else f"fill-{self.width}x{self.height}"
        return f"{cut}|format-{self.format}"

    @classmethod
    def named(cls, name: str) -> "Size | None":
        """The size of an address, None for anything else."""
        found = NAME.fullmatch(name)
        if found is None or not int(found[1]) or found[2] == "0":
            return None
        return cls(int(found[1]), int(found[2]) if found[2] else None, found[3])


def address(image: Any, size: Size) -> str:
    """Where this size is served. No query."""
    return _address(image.pk, version_of(image), size.name, settings.SECRET_KEY)


@lru_cache(maxsize=16_384)
def _address(pk: int, version: str, name: str, _key: str) -> str:
    return reverse("picture", args=[pk, signature(pk, version, name), version, name])


def version_of(image: Any) -> str:
    """Changes with the file and the focal point."""
    focus = (
        image.focal_point_x,
        image.focal_point_y,
        image.focal_point_width,
        image.focal_point_height,
    )
    return hashlib.blake2b(f"{image.file.name}{focus}".encode(), digest_size=4).hexdigest()


def signature(pk: int, version: str, name: str) -> str:
    """Proof that a page of ours named this size."""
    text = f"{pk}/{version}/{name}".encode()
    return urlsafe_b64encode(hmac.digest(_key(settings.SECRET_KEY), text, "sha256")[:9]).decode()


def is_signed(given: str, pk: int, version: str, name: str) -> bool:
    """Whether the signature is ours."""
    return hmac.compare_digest(given.encode(), signature(pk, version, name).encode())


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(f"cms.pictures:{secret}".encode()).digest()


class Drawing(Filter):
    """Wagtail's filter with an encoder that is in no less of a hurry than the visitor."""

    def __init__(self, size: Size) -> None:
        super().__init__(spec=size.spec)
        self.size = size

    def run(self, image: Any, output: Any, source: Any = None) -> Any:
        """Draw the size, in memory: nobody would close the temporary file that Wagtail offers."""
        output.close()
        output = io.BytesIO()
        with image.open_file() as file:
            picture = Pillow.open(file, formats=tuple(pictures.TYPES))
            width, height = picture.size
            if picture.getexif().get(_ORIENTATION) in _LYING:
                width, height = height, width
            transform = self.get_transform(image, (width, height))
            cut = transform.get_rect()
            scale = min(1.0, _SPARE * transform.size[0] / max(1, cut.width))
            picture.draft(None, (max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))
            clean = pictures.bare(picture)
        x, y = clean.width / width, clean.height / height
        box = (
            max(0, cut.left * x),
            max(0, cut.top * y),
            min(clean.width, cut.right * x),
            min(clean.height, cut.bottom * y),
        )
        drawn = clean.resize(transform.size, Pillow.Resampling.LANCZOS, box=box, reducing_gap=2.0)
        if self.size.format == "jpeg" and drawn.mode == "RGBA":
            ground = Pillow.new("RGB", drawn.size, "white")
            ground.paste(drawn, mask=drawn)
            drawn = ground
        drawn.save(output, self.size.format.upper(), **_SAVE[self.size.format])
        return _Drawn(output, self.size.format)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What Wagtail asks of a finished size."""

    f: Any
    format_name: str
