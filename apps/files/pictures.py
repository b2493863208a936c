"""Pictures from outside: told by their first bytes, measured before they are decoded, and drawn anew."""

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

from apps.files.endings import MOST_FRAMES, TooManyFrames, TooManyParts, end_of
from apps.files.errors import UnusableFile

MEGABYTE: Final = 1024 * 1024
TYPES: Final[Mapping[str, str]] = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}
ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "PNG": ("png",),
    "JPEG": ("jpg", "jpeg"),
    "WEBP": ("webp",),
    "GIF": ("gif",),
    "AVIF": ("avif",),
}
# A browser would run these, whatever the file is called.
MARKUP: Final = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|math|style|img|object|embed|form|link|meta|\?php)",
    re.IGNORECASE,
)
HEAD: Final = 4096
_PDF_WITHIN: Final = 1024
# What Pillow raises for files that are damaged or made to hurt.
BROKEN: Final = (
    OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, AttributeError, ArithmeticError,
    struct.error, MemoryError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture may be. `pixels` are those of all frames together, `least` those of a side."""

    bytes: int = 20 * MEGABYTE
    pixels: int = 40_000_000
    least: int = 1
    formats: tuple[str, ...] = tuple(TYPES)


LIBRARY: Final = Limits()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with pixels and nothing else."""

    format: str
    width: int
    height: int
    data: bytes


def format_of(head: bytes) -> str | None:
    """What the first bytes say, None for anything that is no picture of ours."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis", b"mif1") and b"avi" in head[8:64]:
        return "AVIF"
    return None


def drawn_anew(data: bytes, limits: Limits = LIBRARY) -> Drawn:
    """The picture without metadata, upright and in sRGB. Raises UnusableFile with a sentence."""
    picture, format_ = opened(data, limits)
    try:
        if getattr(picture, "n_frames", 1) > 1 and format_ in {"GIF", "WEBP"}:
            anew = _moving(picture, format_)
        else:
            anew = _still(picture, format_)
    except BROKEN as error:
        raise UnusableFile(why=unreadable(limits)) from error
    return anew


def opened(data: bytes, limits: Limits) -> tuple[Image.Image, str]:
    """The decoded picture and its format. Raises UnusableFile; too large ones are never decoded."""
    if len(data) > limits.bytes:
        said = _("The picture is larger than %(most)d MB. Save it smaller.")
        raise UnusableFile(why=said % {"most": limits.bytes // MEGABYTE})
    format_ = format_of(data[:64])
    if format_ not in limits.formats:
        raise UnusableFile(why=unreadable(limits))
    end = _walked(data, str(format_), limits)
    _refuse_two_in_one(data, end)
    # Pillow looks for more frames behind what is no part of a GIF any more. There are none.
    picture = _measured(data[:end] if format_ == "GIF" else data, str(format_), limits)
    try:
        picture.load()
    except BROKEN as error:
        raise UnusableFile(why=unreadable(limits)) from error
    return picture, str(format_)


def _walked(data: bytes, format_: str, limits: Limits) -> int:
    """Where the picture ends. Whatever would take long to walk through is refused before anybody reads it."""
    try:
        return end_of(data, format_)
    except TooManyFrames as error:
        raise _too_many_frames() from error
    except TooManyParts as error:
        raise UnusableFile(why=unreadable(limits)) from error


def _measured(data: bytes, format_: str, limits: Limits) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=(format_,))
        pixels = picture.width * picture.height
        # Counting frames reads the whole file, so what is too large for one is not even counted.
        frames = 1
        if 0 < pixels <= limits.pixels and format_ != "PNG" and picture.format == format_:
            frames = int(getattr(picture, "n_frames", 1))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(limits) from error
    except BROKEN as error:
        raise UnusableFile(why=unreadable(limits)) from error
    if pixels * frames > limits.pixels:
        raise _too_many_pixels(limits)
    if frames > MOST_FRAMES:
        raise _too_many_frames()
    if min(picture.size) < limits.least:
        said = _("The picture is too small. Each side needs at least %(least)d pixels.")
        raise UnusableFile(why=said % {"least": limits.least})
    return picture


def _refuse_two_in_one(data: bytes, end: int) -> None:
    """Refuse what is a page, an archive or a PDF as well. A phone's film behind its photo is merely dropped."""
    rest = data[end:]
    is_more = (
        MARKUP.search(data[:HEAD])
        or MARKUP.search(rest)
        or b"%PDF-" in data[:_PDF_WITHIN]
        or b"PK\x03\x04" in rest
        or zipfile.is_zipfile(io.BytesIO(data))
    )
    if is_more:
        raise UnusableFile(
            why=_(
                "The file holds something besides the picture. Open it in a picture editor and save it anew."
            )
        )


def unreadable(limits: Limits) -> str:
    """The sentence about what cannot be decoded."""
    names = [{"WEBP": "WebP"}.get(name, name) for name in limits.formats]
    said = _("This is no picture we can read. Use a %(names)s or %(last)s file; SVG is not possible.")
    return said % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _too_many_pixels(limits: Limits) -> UnusableFile:
    said = _("The picture has more than %(most)d million pixels. Save it smaller.")
    return UnusableFile(why=said % {"most": limits.pixels // 10**6})


def _too_many_frames() -> UnusableFile:
    said = _("The picture moves through more than %(most)d frames. Save it with fewer.")
    return UnusableFile(why=said % {"most": MOST_FRAMES})


def _still(picture: Image.Image, format_: str) -> Drawn:
    clean = bare(picture)
    target = io.BytesIO()
    clean.save(target, format_, **_OPTIONS[format_])
    return Drawn(format_, clean.width, clean.height, target.getvalue())


def bare(picture: Image.Image) -> Image.Image:
    """Upright, in sRGB, 8 bits a channel, with no information but pixels."""
    upright = ImageOps.exif_transpose(picture)
    clean = _in_srgb(upright)
    # A copy would carry comments, profiles and what else stands beside the pixels.
    clean.info = {}
    clean.getexif().clear()
    return clean


def _in_srgb(picture: Image.Image) -> Image.Image:
    has_alpha = picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info
    wanted = "RGBA" if has_alpha else "RGB"
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode=wanted
            )
        except (ImageCms.PyCMSError, *BROKEN):
            changed = None
        if changed is not None:
            return changed
    if picture.mode == "L" and not has_alpha:
        return picture.copy()
    return picture.convert(wanted)


def _moving(picture: Image.Image, format_: str) -> Drawn:
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(max(20, int(frame.info.get("duration", 100))))
        one = frame.convert("RGBA")
        one.info = {}
        frames.append(one)
    target = io.BytesIO()
    options = {"disposal": 2} if format_ == "GIF" else {"quality": 85, "method": 2}
    frames[0].save(
        target, format_, save_all=True, append_images=frames[1:], duration=durations, loop=0, **options
    )
    return Drawn(format_, picture.width, picture.height, target.getvalue())


_OPTIONS: Final[Mapping[str, Mapping[str, int | bool]]] = {
    "PNG": {"compress_level": 5},
    "JPEG": {"quality": 90, "progressive": True, "optimize": True},
    "WEBP": {"quality": 90, "method": 2},
    "GIF": {},
    "AVIF": {"quality": 80, "speed": 9},
}
