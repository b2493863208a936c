"""A picture from outside as a logo."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from apps.backoffice.errors import UnusableLogo
from apps.backoffice.look.logo import MOST_BYTES, SIZE, drawn_anew


def picture(format_: str = "PNG", size: tuple[int, int] = (600, 300), **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, format_, **options)
    return target.getvalue()


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png_of_our_size(format_):
    drawn = Image.open(io.BytesIO(drawn_anew(picture(format_))))
    assert drawn.format == "PNG"
    assert drawn.width <= SIZE[0]
    assert drawn.height == SIZE[1]


def test_a_progressive_jpeg_and_one_with_comments_are_pictures_too():
    assert drawn_anew(picture("JPEG", progressive=True, comment=b"\xff\xd9 not the end"))


def test_where_it_was_taken_and_by_whom_is_gone_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x013B] = "Somebody"
    drawn = drawn_anew(picture("JPEG", size=(200, 100), exif=exif))
    assert b"Somebody" not in drawn
    opened = Image.open(io.BytesIO(drawn))
    assert opened.size == (80, 160)
    assert not opened.getexif()
    assert set(opened.info) <= {"transparency"}


def test_what_is_see_through_stays_so():
    target = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(target, "PNG")
    assert Image.open(io.BytesIO(drawn_anew(target.getvalue()))).mode == "RGBA"


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("evil.html", "<script>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG is not possible"),
        (b"", "no picture"),
        (b"GIF89a", "no picture"),
        (picture("GIF"), "no picture"),
        (picture("BMP"), "no picture"),
        (picture()[:200], "no picture"),
        (picture() + archive(), "something besides the picture"),
        (picture("JPEG") + archive(), "something besides the picture"),
        (picture("JPEG") + b"<script>\xff\xd9", "something besides the picture"),
        (picture("WEBP") + archive(), "something besides the picture"),
        (picture(size=(8, 8)), "too small"),
        (picture(size=(5000, 4000)), "16 million"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * MOST_BYTES, "larger than 2 MB"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(UnusableLogo, match=sentence):
        drawn_anew(data)


@given(
    data=st.binary(max_size=400),
    start=st.sampled_from(
        [b"", picture(size=(20, 20)), picture("JPEG", size=(20, 20)), picture("WEBP", size=(20, 20))]
    ),
    at=st.integers(0, 400),
)
def test_damaged_files_are_pictures_or_refused_and_never_anything_else(data, start, at):
    damaged = start[:at] + data + start[at + len(data) :]
    try:
        drawn = drawn_anew(damaged)
    except UnusableLogo:
        return
    assert Image.open(io.BytesIO(drawn)).format == "PNG"
