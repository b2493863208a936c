"""A formula's text as words and signs."""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from apps.backoffice.fields.formulas.errors import FormulaError

LONGEST: Final = 2000
MOST_TOKENS: Final = 300
SPACES: Final = " \t\r\n\u00a0"
_DIGITS: Final = 15
_TOKEN: Final = re.compile(
    r"""[ \t\r\n\u00a0]*(?:
      (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<text>"(?:[^"]|"")*"|'(?:[^']|'')*'|“[^”]*”)
    | \{(?P<key>[^{}]*)\}
    | (?P<word>[A-Za-z_][A-Za-z_0-9]*)
    | (?P<sign><>|<=|>=|!=|==|[-+*/&=<>(),;])
    )""",
    re.VERBOSE,
)
_SAME: Final = {"==": "=", "!=": "<>", ";": ","}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign. `kind` is "number", "text", "key", "word", "sign" or "end"; `at` its position, from 1."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """All of the text. Raises FormulaError."""
    if len(text) > LONGEST:
        problem = _("The formula is longer than %(most)s characters.") % {"most": LONGEST}
        raise FormulaError(problem, position=LONGEST + 1)
    found: list[Token] = []
    at, end = 0, len(text.rstrip(SPACES))
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        found.append(_token(match))
        at = match.end()
        if len(found) > MOST_TOKENS:
            raise FormulaError(_("The formula is too long."), position=found[-1].at)
    return [*found, Token("end", "", end + 1)]


def _token(match: "re.Match[str]") -> Token:
    kind = str(match.lastgroup)
    said, at = match.group(kind), match.start(kind) + 1
    if kind == "text":
        quote = said[0]
        said = said[1:-1].replace(quote * 2, quote)
    elif kind == "word":
        said = said.lower()
    elif kind == "key":
        said, at = said.strip(), at - 1
    elif kind == "number" and len(said.replace(".", "").strip("0")) > _DIGITS:
        raise FormulaError(_("A number has at most %(most)s digits.") % {"most": _DIGITS}, position=at)
    return Token(kind, _SAME.get(said, said) if kind == "sign" else said, at)


def _unreadable(text: str, at: int) -> FormulaError:
    at += len(text[at:]) - len(text[at:].lstrip(SPACES))
    letter = text[at]
    if letter in "\"'“":
        return FormulaError(_("The text that begins here has no end."), position=at + 1)
    if letter == "{":
        return FormulaError(_("The name that begins here has no end."), position=at + 1)
    return FormulaError(_("“%(letter)s” means nothing here.") % {"letter": letter}, position=at + 1)
