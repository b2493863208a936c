"""Where a picture's own format says that it ends, so that what somebody hid behind it can be looked at.

A file of millions of tiny parts is given up after `MOST_PARTS`: real pictures have parts of some size.
"""

import re
from typing import Final

END_OF_IMAGE: Final = 0xD9
# 20 MB in the longest blocks a GIF knows are 82,000; everything else has fewer.
MOST_PARTS: Final = 200_000
MOST_FRAMES: Final = 500
# Escaped bytes, restarts and padding stand alone; every other marker says how long its part is.
_MARKER: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
_GIF_TRAILER: Final = 0x3B
_GIF_EXTENSION: Final = 0x21
_GIF_IMAGE: Final = 0x2C
_HAS_COLOURS: Final = 0x80


class TooManyParts(ValueError):
    """The file has more parts than any picture needs, and is not read to its end."""


class TooManyFrames(ValueError):
    """The picture moves through more frames than are drawn."""


def end_of(data: bytes, format_: str) -> int:
    """Number of bytes that belong to the picture; all of them where the format does not say.

    Raises TooManyParts, and TooManyFrames for a GIF.
    """
    end = _ENDS[format_](data)
    return end if 0 <= end <= len(data) else len(data)


def _end_of_webp(data: bytes) -> int:
    size = int.from_bytes(data[4:8], "little")
    return 8 + size + size % 2


def _end_of_png(data: bytes) -> int:
    place = len(b"\x89PNG\r\n\x1a\n")
    for _part in range(MOST_PARTS):
        if place + 12 > len(data):
            return place
        kind = data[place + 4 : place + 8]
        place += 12 + int.from_bytes(data[place : place + 4], "big")
        if kind == b"IEND":
            return place
    raise TooManyParts


def _end_of_jpeg(data: bytes) -> int:
    """Behind the marker of the end, which may also stand in segments and there means nothing."""
    place = 2
    for _part in range(MOST_PARTS):
        found = _MARKER.search(data, place)
        if found is None:
            return -1
        place = found.end()
        if data[place - 1] == END_OF_IMAGE:
            return place
        place += int.from_bytes(data[place : place + 2], "big")
    raise TooManyParts


def _end_of_gif(data: bytes) -> int:
    place = 13 + _colours(data[10]) if len(data) > 13 else len(data)  # noqa: PLR2004  the header
    frames, parts = 0, MOST_PARTS
    while place < len(data):
        if parts < 0:
            raise TooManyParts
        kind = data[place]
        if kind == _GIF_TRAILER:
            return place + 1
        if kind == _GIF_EXTENSION:
            place, parts = _behind_blocks(data, place + 2, parts)
        elif kind == _GIF_IMAGE and place + 10 < len(data):
            frames += 1
            if frames > MOST_FRAMES:
                raise TooManyFrames
            place, parts = _behind_blocks(data, place + 11 + _colours(data[place + 9]), parts)
        else:
            return place
    return place


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & _HAS_COLOURS else 0


def _behind_blocks(data: bytes, place: int, parts: int) -> tuple[int, int]:
    """Where the next part starts, and how many parts there may be from there on."""
    while place < len(data) and data[place]:
        place += data[place] + 1
        parts -= 1
        if parts < 0:
            raise TooManyParts
    return place + 1, parts - 1


def _end_of_avif(data: bytes) -> int:
    """Boxes follow each other; what is no box any more belongs to something else."""
    place = 0
    for _part in range(MOST_PARTS):
        if place + 8 > len(data):
            return place
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if not size and kind == b"mdat":
            return len(data)
        if size < 8 or not kind.isalnum() or place + size > len(data):  # noqa: PLR2004  a box's own head
            return place
        place += size
    raise TooManyParts


_ENDS: Final = {
    "PNG": _end_of_png,
    "JPEG": _end_of_jpeg,
    "GIF": _end_of_gif,
    "WEBP": _end_of_webp,
    "AVIF": _end_of_avif,
}
