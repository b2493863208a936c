"""An encrypted file that is written in one go and read at any place, for archives and for nothing else.

AES-256-GCM over pieces of 64 KiB; each nonce is the number of its piece, so none can be moved, and the last
piece says that it is the last, so the file cannot be cut. The key is random, or made from a passphrase with
scrypt (N 2¹⁷, r 8, p 1).
"""

import hashlib
import io
import os
from collections.abc import Iterator
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from apps.tenancy.takeout.errors import DamagedArchive, WrongPassphrase

MAGIC: Final = b"QUAYSIDE1"
SALT_BYTES: Final = 16
HEAD: Final = len(MAGIC) + SALT_BYTES
PIECE: Final = 64 * 1024
TAG: Final = 16
KEY_BYTES: Final = 32


def derive(passphrase: str, salt: bytes) -> bytes:
    """The key behind a passphrase: about 0.3 s and 128 MiB on purpose."""
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=2**17, r=8, p=1, maxmem=2**28, dklen=KEY_BYTES)


def is_sealed(file: IO[bytes]) -> bool:
    """Whether the file begins like one of these; leaves it at its start."""
    file.seek(0)
    head = file.read(len(MAGIC))
    file.seek(0)
    return head == MAGIC


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class SealedWriter(io.RawIOBase):
    """Encrypts what is written to `file`, which stays open; `close` writes the last piece."""

    def __init__(self, file: IO[bytes], *, key: bytes | None = None, passphrase: str = "") -> None:
        super().__init__()
        salt = os.urandom(SALT_BYTES)
        self._file = file
        self._cipher = AESGCM(key or derive(passphrase, salt))
        self._head = MAGIC + salt
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._waiting += data
        # The last piece is known only at the end, so one full piece always waits.
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, self._head))
        self._number += 1

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
            super().close()


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file, at any place. Raises WrongPassphrase at once, DamagedArchive when it
    meets it."""

    def __init__(self, file: IO[bytes], *, key: bytes | None = None, passphrase: str = "") -> None:
        super().__init__()
        self._file = file
        file.seek(0, os.SEEK_END)
        length = file.tell() - HEAD
        file.seek(0)
        self._head = file.read(HEAD)
        if length < TAG or not self._head.startswith(MAGIC):
            raise DamagedArchive(entry=MAGIC.decode())
        self._pieces = -(-length // (PIECE + TAG))
        self.size = length - self._pieces * TAG
        self._cipher = AESGCM(key or derive(passphrase, self._head[len(MAGIC) :]))
        self._at = 0
        self._kept: tuple[int, bytes] = (-1, b"")
        try:
            self._piece(0)
        except DamagedArchive as error:
            raise WrongPassphrase from error

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("negative position")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        number, skip = divmod(self._at, PIECE)
        if self._at >= self.size:
            return 0
        piece = self._piece(number)[skip : skip + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def chunks(self) -> Iterator[bytes]:
        """All of it from the start, piece by piece."""
        for number in range(self._pieces):
            yield self._piece(number)

    def _piece(self, number: int) -> bytes:
        if self._kept[0] != number:
            self._file.seek(HEAD + number * (PIECE + TAG))
            data = self._file.read(PIECE + TAG)
            nonce = _nonce(number, last=number == self._pieces - 1)
            try:
                self._kept = number, self._cipher.decrypt(nonce, data, self._head)
            except InvalidTag as error:
                raise DamagedArchive(entry=MAGIC.decode()) from error
        return self._kept[1]

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            super().close()
