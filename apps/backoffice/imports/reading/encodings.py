"""In which encoding a text file is written."""

import codecs
import unicodedata
from typing import IO, Final

from charset_normalizer import from_bytes
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a person may choose instead of what was found.
CHOICES: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("utf-8", _("Unicode (UTF-8)")),
    ("utf-16", _("Unicode (UTF-16)")),
    ("utf-16-le", _("Unicode (UTF-16 LE)")),
    ("utf-16-be", _("Unicode (UTF-16 BE)")),
    ("utf-32", _("Unicode (UTF-32)")),
    ("cp1252", _("Western European (Windows)")),
    ("latin-1", _("Western European (ISO 8859-1)")),
    ("iso8859-15", _("Western European (ISO 8859-15)")),
    ("mac-roman", _("Western European (Mac)")),
    ("cp850", _("Western European (DOS)")),
    ("cp1250", _("Central European (Windows)")),
    ("iso8859-2", _("Central European (ISO 8859-2)")),
    ("cp1251", _("Cyrillic (Windows)")),
    ("koi8-r", _("Cyrillic (KOI8-R)")),
    ("cp1253", _("Greek (Windows)")),
    ("cp1254", _("Turkish (Windows)")),
    ("cp1255", _("Hebrew (Windows)")),
    ("cp1256", _("Arabic (Windows)")),
    ("cp1257", _("Baltic (Windows)")),
    ("cp1258", _("Vietnamese (Windows)")),
    ("cp874", _("Thai (Windows)")),
    ("gb18030", _("Chinese, simplified (GB 18030)")),
    ("big5", _("Chinese, traditional (Big5)")),
    ("cp932", _("Japanese (Windows)")),
    ("euc-jp", _("Japanese (EUC)")),
    ("cp949", _("Korean (Windows)")),
)
KNOWN: Final = frozenset(name for name, _label in CHOICES) | {"utf-8-sig"}

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE: Final = 1 << 20
# Telling bytes are those beyond ASCII; more lines with them tell no more.
_SAMPLE: Final = 60_000
_CANDIDATES: Final = (
    *("cp1252", "mac_roman", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("koi8_r", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874"),
)
# Too alike for statistics of single letters: what stands beside a letter decides.
_WESTERN: Final = frozenset({"cp1252", "mac_roman", "cp1250", "cp1254", "cp1257", "cp874"})
_COMMON: Final = frozenset("àáâäãåçèéêëìíîïñòóôöõøùúûüýÿœæßÀÁÂÄÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜŒÆðþ")
_QUOTES: Final = frozenset("\u2019\u2018\u201c\u201d\u2013\u2014\u00b4«»…€£°·¿¡")


def detect(file: IO[bytes]) -> str:
    """The encoding of a whole file, which is left at its beginning. Never fails; the person may choose another."""
    file.seek(0)
    first = file.read(4096)
    found = _marked(first) or _without_mark(first) or ("utf-8" if _is_utf8(file) else _guess(_telling(file)))
    file.seek(0)
    return found


def _marked(first: bytes) -> str:
    return next((name for mark, name in _MARKS if first.startswith(mark)), "")


def _without_mark(first: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte of Latin text."""
    half = len(first) // 2
    if half and first[1::2].count(0) > half * 0.4 > first[::2].count(0) * 4:
        return "utf-16-le"
    if half and first[::2].count(0) > half * 0.4 > first[1::2].count(0) * 4:
        return "utf-16-be"
    return ""


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _telling(file: IO[bytes]) -> bytes:
    """Lines with bytes beyond ASCII."""
    file.seek(0)
    found = bytearray()
    while len(found) < _SAMPLE and (line := file.readline(_PIECE)):
        if not line.isascii():
            found += line[:2000]
    return bytes(found)


def _guess(sample: bytes) -> str:
    best = from_bytes(sample, cp_isolation=list(_CANDIDATES), enable_fallback=False).best()
    name = best.encoding if best is not None else "cp1252"
    if name in _WESTERN:
        name = max(("cp1252", "mac_roman", "cp1250", "cp1254"), key=lambda one: _likeliness(sample, one))
    return {"mac_roman": "mac-roman", "koi8_r": "koi8-r", "euc_jp": "euc-jp"}.get(name, name)


def _likeliness(sample: bytes, encoding: str) -> float:
    """How much the text looks like one of a western language."""
    text = f" {sample.decode(encoding, 'replace')} "
    return sum(
        _worth(text[place - 1], letter, text[place + 1])
        for place, letter in enumerate(text[:-1])
        if not letter.isascii()
    )


def _worth(before: str, letter: str, after: str) -> float:
    if letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Co", "Cn"):
        return -5
    if letter.isalpha():
        if letter.isupper() and (before.islower() or (before.isspace() and after.isspace())):
            return -2
        return 1 if letter in _COMMON else 0.4
    if letter in _QUOTES:
        return 0.5
    return -2 if before.isalpha() or after.isalpha() else -0.5
