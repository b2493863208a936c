"""How a public page lies in Valkey: one value with everything needed to answer, read without Django."""

import hashlib
import struct
from typing import Final, NamedTuple, Self

Headers = list[tuple[bytes, bytes]]
_HEAD: Final = struct.Struct(">BdIIII")
_LAYOUT: Final = 2


class StoredPage(NamedTuple):
    """A 200 response. `expires` is Unix time; `packed` is the body in gzip, empty when that is no smaller.

    It is true as long as the key `while_key` of Valkey has the value `while_value`, "" meaning none; always without.
    """

    expires: float
    headers: Headers
    plain: bytes
    packed: bytes
    while_key: bytes = b""
    while_value: bytes = b""

    def dump(self) -> bytes:
        """The value to store."""
        headers = b"\n".join(part for header in self.headers for part in header)
        condition = self.while_key + b"=" + self.while_value if self.while_key else b""
        sizes = len(condition), len(headers), len(self.plain), len(self.packed)
        return _HEAD.pack(_LAYOUT, self.expires, *sizes) + condition + headers + self.plain + self.packed

    @classmethod
    def load(cls, value: bytes) -> Self | None:
        """The page, None when the value is of another layout."""
        if len(value) < _HEAD.size or value[0] != _LAYOUT:
            return None
        _, expires, condition, headers, plain, packed = _HEAD.unpack_from(value)
        head = _HEAD.size + condition
        body = head + headers
        if len(value) != body + plain + packed:
            return None
        parts = value[head:body].split(b"\n")
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
        key, _, wanted = value[_HEAD.size : head].rpartition(b"=")
        return cls(expires, pairs, value[body : body + plain], value[body + plain :], key, wanted)


def etag_of(body: bytes) -> str:
    """A weak validator: plain and packed are the same page."""
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def entries(host: str) -> str:
    """Key of the hash with all pages of a normalised host."""
    return f"pages:{host}"


def forgotten(host: str) -> str:
    """Key of the mark that tells when the host's pages were last forgotten."""
    return f"pages:forgotten:{host}"


def field(*, secure: bool, consent: str, path: bytes, query: bytes) -> bytes:
    """Name of one page within its host: the path as the client wrote it, apart by scheme and consent."""
    return (b"s" if secure else b"p") + consent.encode() + path + (b"?" + query if query else b"")
