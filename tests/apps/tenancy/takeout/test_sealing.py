"""The encrypted container: readable at any place, and not at all when a byte of it changed."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.tenancy.takeout.errors import DamagedArchive, WrongPassphrase
from apps.tenancy.takeout.sealing import PIECE, SealedReader, SealedWriter, is_sealed

KEY = bytes(range(32))


def sealed(plain: bytes, step: int = 10_000) -> bytes:
    file = io.BytesIO()
    with SealedWriter(file, key=KEY) as writer:
        for start in range(0, len(plain), step):
            writer.write(plain[start : start + step])
    return file.getvalue()


def read_all(content: bytes) -> bytes:
    with SealedReader(io.BytesIO(content), key=KEY) as reader:
        return b"".join(reader.chunks())


def plain_of(length: int) -> bytes:
    return bytes(n * 7 % 251 for n in range(length))


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5])
def test_what_was_written_is_read(length):
    plain = plain_of(length)
    with io.BufferedReader(SealedReader(io.BytesIO(sealed(plain)), key=KEY)) as reader:
        assert reader.read() == plain
    with SealedReader(io.BytesIO(sealed(plain)), key=KEY) as reader:
        assert reader.size == length and b"".join(reader.chunks()) == plain


LONG = plain_of(4 * PIECE + 77)
LONG_SEALED = sealed(LONG)


@given(st.lists(st.tuples(st.integers(0, len(LONG)), st.integers(0, 2 * PIECE)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_it_is_read_at_any_place(places):
    with io.BufferedReader(SealedReader(io.BytesIO(LONG_SEALED), key=KEY)) as reader:
        for start, length in places:
            reader.seek(start)
            assert reader.read(length) == LONG[start : start + length]


@given(st.integers(0, len(LONG_SEALED) - 1), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_any_changed_byte_is_noticed(place, change):
    content = bytearray(LONG_SEALED)
    content[place] ^= change
    with pytest.raises((DamagedArchive, WrongPassphrase)):
        read_all(bytes(content))


@pytest.mark.parametrize("cut", [1, 16, 100, PIECE + 16, 2 * (PIECE + 16)])
def test_a_cut_file_is_noticed(cut):
    with pytest.raises((DamagedArchive, WrongPassphrase)):
        read_all(LONG_SEALED[:-cut])


def test_pieces_cannot_change_places():
    head = len(LONG_SEALED) - (4 * PIECE + 77 + 5 * 16)
    pieces = [LONG_SEALED[head + n * (PIECE + 16) : head + (n + 1) * (PIECE + 16)] for n in range(5)]
    swapped = LONG_SEALED[:head] + b"".join([pieces[0], pieces[2], pieces[1], pieces[3], pieces[4]])
    with pytest.raises(DamagedArchive):
        read_all(swapped)


def test_another_passphrase_does_not_open_it():
    file = io.BytesIO()
    with SealedWriter(file, passphrase="one of them") as writer:
        writer.write(b"secret")
    assert is_sealed(file) and not is_sealed(io.BytesIO(b"PK"))
    with pytest.raises(WrongPassphrase):
        SealedReader(io.BytesIO(file.getvalue()), passphrase="another one")
    with SealedReader(io.BytesIO(file.getvalue()), passphrase="one of them") as reader:
        assert reader.read() == b"secret"
