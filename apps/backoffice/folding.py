"""How text is made comparable: case, accents, Arabic spellings and digits do not matter. The same in SQL and Python."""

import hashlib
import re
import unicodedata
from typing import Final

from apps.tenancy.role_sql import literal

# Accents, vowel points, the tatweel, and what has no width: left out of both texts.
_MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
)
# Letters that are one to the person who types them but have no decomposition.
_LONG: Final = (("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"))
_LETTERS: Final = (
    "øđðħıłŧςىةٱیکھے",
    "oddhiltσيهايكهي",
)
_DIGITS: Final = ("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_FROM: Final = _LETTERS[0] + _DIGITS[0]
_TO: Final = _LETTERS[1] + _DIGITS[1]
_TABLE: Final = str.maketrans(_FROM, _TO)
_LEFT_OUT: Final = re.compile(f"[{_MARKS}]")

NAME: Final = "backoffice_fold"


def fold(text: str) -> str:
    """The text as the index has it."""
    folded = _LEFT_OUT.sub("", unicodedata.normalize("NFKD", text)).lower()
    for letter, letters in _LONG:
        folded = folded.replace(letter, letters)
    return folded.translate(_TABLE).replace("\0", "")


def expression() -> str:
    """The same as an SQL expression over `said`. Plain ASCII, which most text is, is not taken apart."""
    folded = f"lower(regexp_replace(normalize(said, NFKD), {_text(f'[{_MARKS}]')}, '', 'g'))"
    for letter, letters in _LONG:
        folded = f"replace({folded}, {_text(letter)}, {_text(letters)})"
    folded = f"translate({folded}, {_text(_FROM)}, {_text(_TO)})"
    return f"CASE WHEN octet_length(said) = length(said) THEN lower(said) ELSE {folded} END"


def function() -> str:
    """SQL that makes the function. Its body is parsed when it is made, so no search path can change what it calls."""
    return f"""CREATE OR REPLACE FUNCTION public.{NAME}(said text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN {expression()}"""


def version() -> str:
    """Changes when texts are folded differently, so that the index is written again."""
    return hashlib.sha256(expression().encode()).hexdigest()[:12]


def _text(said: str) -> str:
    """A literal that no editor, log or setting of the server changes on its way."""
    return "E" + literal("".join(c if " " <= c <= "~" else f"\\u{ord(c):04x}" for c in said))
