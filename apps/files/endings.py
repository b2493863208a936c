"""Where a picture's own format says that it ends, so that what somebody hid behind it can be looked at."""

from typing import Final

END_OF_IMAGE: Final = 0xD9
FILL: Final = 0xFF
RESTARTS: Final = range(0xD0, 0xD8)
_GIF_TRAILER: Final = 0x3B
_GIF_EXTENSION: Final = 0x21
_GIF_IMAGE: Final = 0x2C
_HAS_COLOURS: Final = 0x80


def end_of(data: bytes, format_: str) -> int:
    """Number of bytes that belong to the picture; all of them where the format does not say."""
    end = _ENDS[format_](data)
    return end if 0 <= end <= len(data) else len(data)


def _end_of_webp(data: bytes) -> int:
    size = int.from_bytes(data[4:8], "little")
    return 8 + size + size % 2


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


def _end_of_gif(data: bytes) -> int:
    place = 13 + _colours(data[10]) if len(data) > 13 else len(data)  # noqa: PLR2004  the header
    while place < len(data):
        kind = data[place]
        if kind == _GIF_TRAILER:
            return place + 1
        if kind == _GIF_EXTENSION:
            place = _behind_blocks(data, place + 2)
        elif kind == _GIF_IMAGE and place + 10 < len(data):
            place = _behind_blocks(data, place + 11 + _colours(data[place + 9]))
        else:
            return place
    return place


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & _HAS_COLOURS else 0


def _behind_blocks(data: bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += data[place] + 1
    return place + 1


def _end_of_avif(data: bytes) -> int:
    """Boxes follow each other; what is no box any more belongs to something else."""
    place = 0
    while place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if not size and kind == b"mdat":
            return len(data)
        if size < 8 or not kind.isalnum() or place + size > len(data):  # noqa: PLR2004  a box's own head
            return place
        place += size
    return place


_ENDS: Final = {
    "PNG": _end_of_png,
    "JPEG": _end_of_jpeg,
    "GIF": _end_of_gif,
    "WEBP": _end_of_webp,
    "AVIF": _end_of_avif,
}
