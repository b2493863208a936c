"""Files good and bad, made on the spot."""

import io
import struct
import zipfile
import zlib

from PIL import Image

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def picture(
    format_: str = "PNG", size: tuple[int, int] = (60, 30), mode: str = "RGB", **options: object
) -> bytes:
    """A picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, size, "teal").save(target, format_, **options)
    return target.getvalue()


def noisy(size: tuple[int, int] = (4000, 3000), format_: str = "JPEG") -> bytes:
    """A picture as large and as hard to pack as a photo."""
    small = Image.effect_noise((size[0] // 8, size[1] // 8), 80).convert("RGB")
    target = io.BytesIO()
    small.resize(size, Image.Resampling.BICUBIC).save(target, format_, quality=88)
    return target.getvalue()


def archive(**entries: str) -> bytes:
    """A ZIP with these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, text in (entries or {"evil.html": "<script>"}).items():
            packed.writestr(name, text)
    return target.getvalue()


def located() -> bytes:
    """A photo that lies on its side and says where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Somebody"
    exif.get_ifd(0x8825)[2] = (17.0, 29.0, 59.0)
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", size=(200, 100), exif=exif)


def bomb(width: int = 10_000, height: int = 10_000) -> bytes:
    """A tiny PNG that says it has 100 million pixels, and has them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif_and_page() -> bytes:
    """A GIF whose comment a browser could run."""
    plain = picture("GIF")
    comment = b"<script>alert(1)</script>"
    block = b"!\xfe" + bytes([len(comment)]) + comment + b"\0"
    at = 13 + 3 * 2 ** ((plain[10] & 7) + 1)
    return plain[:at] + block + plain[at:]


def moving(format_: str = "GIF") -> bytes:
    """Three frames."""
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, format_, save_all=True, append_images=frames[1:], duration=100)
    return target.getvalue()


def flicker(frames: int, between: bytes = b"") -> bytes:
    """A GIF of one pixel that moves; `between` stands behind its first frame."""
    frame = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    head = b"GIF89a\1\0\1\0\x80\0\0" + bytes(3) + b"\xff\xff\xff"
    return head + frame + between + frame * (frames - 1) + b";"
