"""Pictures from outside are drawn anew, or refused with a sentence."""

import io
import tracemalloc
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from apps.files.errors import UnusableFile
from apps.files.pictures import TYPES, drawn_anew
from tests.apps.files.samples import (
    SVG,
    archive,
    bomb,
    flicker,
    gif_and_page,
    located,
    moving,
    noisy,
    picture,
)


@pytest.mark.parametrize("format_", TYPES)
def test_a_picture_stays_what_it_is(format_):
    drawn = drawn_anew(picture(format_))
    again = Image.open(io.BytesIO(drawn.data))
    assert (again.format, again.size, (drawn.width, drawn.height)) == (format_, (60, 30), (60, 30))


def test_where_and_by_whom_is_gone_and_it_stands_upright():
    drawn = drawn_anew(located())
    again = Image.open(io.BytesIO(drawn.data))
    assert again.size == (100, 200)
    assert not again.getexif()
    assert b"Exif" not in drawn.data and b"Somebody" not in drawn.data


@pytest.mark.parametrize(
    ("format_", "mode", "kept"),
    [
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "L", "L"),
        ("PNG", "1", "RGB"),
        ("PNG", "I;16", "L"),
        ("JPEG", "CMYK", "RGB"),
        ("WEBP", "RGBA", "RGBA"),
    ],
)
def test_every_kind_of_pixels_is_taken(format_, mode, kept):
    data = io.BytesIO()
    Image.new(mode, (40, 20)).save(data, format_)
    assert Image.open(io.BytesIO(drawn_anew(data.getvalue()).data)).mode == kept


@pytest.mark.parametrize("format_", ["GIF", "WEBP"])
def test_what_moves_keeps_moving(format_):
    assert Image.open(io.BytesIO(drawn_anew(moving(format_)).data)).n_frames == 3


@pytest.mark.parametrize("behind", [b"\0\0\0\x18ftypmp42" + bytes(5000), b"SEFT", bytes(20)])
def test_a_film_that_a_phone_hangs_behind_a_photo_is_dropped(behind):
    assert behind not in drawn_anew(picture("JPEG") + behind).data


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SVG, "SVG is not possible"),
        (b"<?xml version='1.0'?>" + SVG, "SVG is not possible"),
        (b"", "no picture"),
        (b"GIF89a", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (picture("BMP"), "no picture"),
        (picture("TIFF"), "no picture"),
        (picture("PNG")[:-30], "no picture"),
        (picture("JPEG")[:300], "no picture"),
        (noisy((400, 300))[:9000], "no picture"),
        (picture("WEBP")[:40], "no picture"),
        (picture("AVIF")[:200], "no picture"),
        (gif_and_page(), "something besides"),
        (picture("GIF") + archive(), "something besides"),
        (picture("PNG") + archive(), "something besides"),
        (picture("JPEG") + archive(), "something besides"),
        (picture("WEBP") + archive(), "something besides"),
        (picture("AVIF") + archive(), "something besides"),
        (picture("PNG") + b"<html><script>alert(1)</script>", "something besides"),
        (picture("JPEG") + b"<script>\xff\xd9", "something besides"),
        (picture("JPEG", comment=b"%PDF-1.7"), "something besides"),
        (picture("PNG") + b"0" * 21 * 1024 * 1024, "larger than 20 MB"),
        (picture("PNG", (8000, 5001), "1"), "40 million pixels"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(UnusableFile, match=sentence):
        drawn_anew(data)


def test_a_bomb_of_100_megapixels_is_refused_before_it_is_decoded(monkeypatch):
    data = bomb()
    assert len(data) < 100_000
    monkeypatch.setattr(PngImageFile, "load", Mock(side_effect=AssertionError("the picture was decoded")))
    tracemalloc.start()
    with pytest.raises(UnusableFile, match="40 million pixels"):
        drawn_anew(data)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_of_frames_is_refused_too():
    target = io.BytesIO()
    frames = [Image.new("P", (3000, 3000), number) for number in range(6)]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(UnusableFile, match="40 million pixels"):
        drawn_anew(target.getvalue())


def test_frames_are_counted_before_anything_reads_them(monkeypatch):
    assert Image.open(io.BytesIO(drawn_anew(flicker(500)).data)).size == (1, 1)
    monkeypatch.setattr(Image, "open", Mock(side_effect=AssertionError("the picture was opened")))
    for many in (flicker(501), flicker(1_300_000)):
        with pytest.raises(UnusableFile, match="more than 500 frames"):
            drawn_anew(many)


def test_frames_behind_what_is_no_part_of_the_picture_are_none():
    drawn = drawn_anew(flicker(600, between=b"\0"))
    assert getattr(Image.open(io.BytesIO(drawn.data)), "n_frames", 1) == 1


def test_frames_of_a_webp_are_counted_too():
    target = io.BytesIO()
    frames = [Image.new("RGB", (1, 1), (number % 256, number // 256, 0)) for number in range(501)]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    with pytest.raises(UnusableFile, match="more than 500 frames"):
        drawn_anew(target.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        flicker(1, between=b"!\xfe" + b"\1x" * 300_000 + b"\0"),
        flicker(1, between=b"!\xfe\0" * 300_000),
        picture("PNG")[:33] + (bytes(4) + b"tEXt" + bytes(4)) * 300_000 + picture("PNG")[33:],
        b"\xff\xd8" + b"\xff\xfe\0\2" * 300_000 + picture("JPEG")[2:],
        picture("AVIF")[:32] + (b"\0\0\0\x08free") * 300_000 + picture("AVIF")[32:],
    ],
    ids=["GIF blocks", "GIF extensions", "PNG", "JPEG", "AVIF"],
)
def test_a_file_of_countless_parts_is_refused_before_anything_reads_it(data, monkeypatch):
    monkeypatch.setattr(Image, "open", Mock(side_effect=AssertionError("the picture was opened")))
    with pytest.raises(UnusableFile, match="no picture we can read"):
        drawn_anew(data)


def test_12_megapixels_are_taken():
    drawn = drawn_anew(noisy())
    assert (drawn.width, drawn.height) == (4000, 3000)


@settings(deadline=None)
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([b"", *(picture(format_, (20, 20)) for format_ in TYPES), gif_and_page()]),
    at=st.integers(0, 400),
)
def test_damaged_files_are_pictures_or_refused_and_never_anything_else(data, start, at):
    try:
        drawn = drawn_anew(start[:at] + data + start[at + len(data) :])
    except UnusableFile:
        return
    assert Image.open(io.BytesIO(drawn.data)).format == drawn.format
