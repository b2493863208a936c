"""Reads the PDF that ReportLab writes: enough to say which words stand on which page."""

import base64
import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?ms)^(\d+) 0 obj\n(.*?)\nendobj")
_SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:[^()\\]|\\.)*)\) Tj|(ET)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


@dataclass
class Pdf:
    """The objects of a file by number."""

    data: bytes
    objects: dict[int, bytes]

    @classmethod
    def read(cls, data: bytes) -> "Pdf":
        return cls(data, {int(number): body for number, body in _OBJECT.findall(data)})

    def pages(self) -> list[str]:
        """The text of each page, a line of output per line of text."""
        fonts = self._fonts()
        numbers = [n for body in self.objects.values() for n in self._kids(body)]
        return [self._text(self.objects[n], fonts) for n in numbers]

    def _kids(self, body: bytes) -> list[int]:
        found = re.search(rb"/Kids \[ (.*?) \]", body, re.DOTALL) if b"/Type /Pages" in body else None
        return [int(n) for n in re.findall(rb"(\d+) 0 R", found[1])] if found else []

    def _text(self, page: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
        (content,) = re.findall(rb"/Contents (\d+) 0 R", page)
        found, font = [], b""
        for name, shown, end in _SHOWN.findall(self.stream(int(content))):
            if name:
                font = name
            elif end:
                found.append("\n")
            else:
                found.append(_decoded(_unescaped(shown), fonts.get(font)))
        return "".join(found)

    def _fonts(self) -> dict[bytes, dict[int, str]]:
        """What each byte means, by the font's name on the page. Fonts that are not embedded are not read."""
        found = {}
        for name, number in re.findall(rb"/(F\d+(?:\+\d+)?) (\d+) 0 R", self.data):
            cmap = re.search(rb"/ToUnicode (\d+) 0 R", self.objects[int(number)])
            if cmap:
                found[name] = _mapping(self.stream(int(cmap[1])))
        return found

    def stream(self, number: int) -> bytes:
        """A stream's content, unpacked."""
        body = self.objects[number]
        data = body[body.index(b"stream\n") + 7 : body.rindex(b"endstream")]
        if b"/ASCII85Decode" in body:
            data = base64.a85decode(data.strip().removesuffix(b"~>"))
        return zlib.decompress(data) if b"/FlateDecode" in body else data


def _mapping(cmap: bytes) -> dict[int, str]:
    pairs = re.findall(rb"(?m)^<(\w\w)> <(\w{4,})>$", cmap)
    return {int(code, 16): bytes.fromhex(value.decode()).decode("utf-16-be") for code, value in pairs}


def _unescaped(text: bytes) -> bytes:
    names = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def one(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8)]) if said.isdigit() else names.get(said, said)

    return _ESCAPED.sub(one, text)


def _decoded(text: bytes, mapping: dict[int, str] | None) -> str:
    if mapping is None:
        return "".join(chr(int.from_bytes(text[n : n + 2])) for n in range(0, len(text), 2))
    return "".join(mapping.get(byte, "?") for byte in text)
