"""Reads a table of a pack member by member and reports what is wrong with it, so all of it is said at once."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.tenancy.packs import rich_text
from apps.tenancy.packs.lines import Path
from apps.tenancy.packs.report import Report, shown

KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
SLUG: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
NAME: Final = 80
NONE: Final[Mapping[str, Any]] = {}


@dataclass(slots=True)
class Source:
    """A file of a pack: where its keys stand, and the pack's languages, the one its plain texts have first."""

    file: str
    lines: Mapping[Path, int]
    report: Report
    languages: tuple[str, ...] = ("en",)
    # The language in which items are collected.
    language: str = "en"
    text: tuple[str, ...] = field(default=(), repr=False)


class Table:
    """One table. Ask for every member it may have, then `close`."""

    def __init__(self, data: Any, source: Source, path: Path = ()) -> None:
        self.source = source
        self.path = path
        self._asked: set[str] = set()
        self._spoken: dict[str, Table] = {}
        self._data: Mapping[str, Any] = data if isinstance(data, dict) else NONE
        if not isinstance(data, dict):
            self.wrong("", found=shown(data), expected=_("a table is expected"))

    @property
    def line(self) -> int:
        """Where the table begins."""
        return self.line_of()

    def line_of(self, *names: str | int) -> int:
        """Where a member stands, or whatever is nearest around it."""
        path = (*self.path, *names)
        while path and path not in self.source.lines:
            path = path[:-1]
        return self.source.lines.get(path, 1)

    def wrong(self, *names: str | int, found: str, expected: str, below: int = 0) -> None:
        """Something is wrong with a member, "" for the table itself; `below` is lines further down."""
        line = self.line_of(*(name for name in names if name != "")) + below
        self.source.report.add(self.source.file, line, found=found, expected=expected)

    def has(self, name: str) -> bool:
        """Whether the member is there."""
        return name in self._data

    def names(self) -> list[str]:
        """All members, in the order of the file."""
        return list(self._data)

    # -- single values ---------------------------------------------------------------------------------------------

    def value(self, name: str, default: Any = None) -> Any:
        """Whatever stands there; whoever asks checks it."""
        self._asked.add(name)
        return self._data.get(name, default)

    def text(self, name: str, default: str = "", *, most: int = NAME, wanted: bool = False) -> str:
        """A text of at most `most` characters, without blanks around it."""
        value = self.value(name)
        if value is None:
            if wanted:
                self.missing(name)
            return default
        if not isinstance(value, str):
            self.wrong(name, found=f"{name} = {shown(value)}", expected=_("a text in quotes is expected"))
            return default
        text = value.strip()
        if wanted and not text:
            self.wrong(name, found=f"{name} = {shown('')}", expected=_("a text is expected"))
        if len(text) > most:
            self.wrong(
                name,
                found=_("%(name)s has %(length)d characters") % {"name": name, "length": len(text)},
                expected=_("at most %(most)d are possible") % {"most": most},
            )
        return text

    def missing(self, name: str) -> None:
        """Say that a member is not there."""
        self.wrong("", found=_("no “%(name)s”") % {"name": name}, expected=_("it is wanted here"))

    def html(self, name: str, *, most: int = 20_000, wanted: bool = False) -> str:
        """A text in the rich-text subset; links to own pages are referred to."""
        text = self.text(name, most=most, wanted=wanted)
        for below, sentence in rich_text.problems(text):
            self.wrong(
                name,
                found=sentence,
                expected=_("whole paragraphs of the rich-text subset are expected"),
                below=below + self._first_line(name),
            )
        return text

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self.value(name, default)
        if not isinstance(value, bool):
            self.wrong(name, found=f"{name} = {shown(value)}", expected=_("true or false is expected"))
            return default
        return value

    def whole(
        self,
        name: str,
        default: int | None = None,
        *,
        least: int = 0,
        most: int = 10**9,
        wanted: bool = False,
    ) -> int | None:
        """A whole number."""
        value = self.value(name)
        if value is None:
            if wanted:
                self.missing(name)
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(
                name,
                found=f"{name} = {shown(value)}",
                expected=_("a whole number from %(least)d to %(most)d is expected")
                % {"least": least, "most": most},
            )
            return default
        return value

    def decimal(
        self, name: str, *, least: int, most: int, places: int = 2, wanted: bool = False
    ) -> str | None:
        """A number with decimal places, as text without zeros at its end."""
        value = self.value(name)
        if value is None:
            if wanted:
                self.missing(name)
            return None
        number = Decimal(str(value)) if type(value) in (int, float) else None
        # An exponent is a text, "F" or "n", where the number is none.
        if (
            number is None
            or not number.is_finite()
            or not least <= number <= most
            or -_places(number) > places
        ):
            self.wrong(
                name,
                found=f"{name} = {shown(value)}",
                expected=_(
                    "a number from %(least)d to %(most)d with at most %(places)d decimal places is expected"
                )
                % {"least": least, "most": most, "places": places},
            )
            return None
        return plain(number)

    def one_of(self, name: str, allowed: Collection[str], default: str = "", *, wanted: bool = False) -> str:
        """One of some words."""
        value = self.value(name)
        if value is None:
            if wanted:
                self.missing(name)
            return default
        if value not in allowed:
            self.wrong(name, found=f"{name} = {shown(value)}", expected=_expected(str(value), allowed))
            return default
        return str(value)

    def matching(
        self, name: str, pattern: re.Pattern[str], expected: str, default: str = "", *, wanted: bool = False
    ) -> str:
        """A text of a certain shape."""
        value = self.text(name, default, most=400, wanted=wanted)
        if value and not pattern.fullmatch(value):
            self.wrong(name, found=f"{name} = {shown(value)}", expected=expected)
            return default
        return value

    def key(self, name: str = "key", *, wanted: bool = True) -> str:
        """A key."""
        expected = _("small letters, digits and underscores are expected, a letter first, at most 40")
        return self.matching(name, KEY, expected, wanted=wanted)

    def slug(self, name: str, default: str = "", *, wanted: bool = False) -> str:
        """A slug."""
        expected = _("small letters, digits and hyphens are expected, at most 60")
        return self.matching(name, SLUG, expected, default, wanted=wanted)

    def colour(self, name: str, *, wanted: bool = False) -> str:
        """A colour as #rrggbb."""
        return self.matching(name, COLOUR, _("a colour as #0b7a75 is expected"), wanted=wanted).lower()

    # -- several ---------------------------------------------------------------------------------------------------

    def entries(self, name: str, *, most: int = 500, least: int = 0) -> list[Any]:
        """A list of anything."""
        value = self.value(name)
        if value is None:
            if least:
                self.missing(name)
            return []
        if not isinstance(value, list):
            self.wrong(name, found=f"{name} = {shown(value)}", expected=_("a list is expected"))
            return []
        if not least <= len(value) <= most:
            self.wrong(
                name,
                found=_("%(name)s has %(length)d entries") % {"name": name, "length": len(value)},
                expected=_("%(least)d to %(most)d are possible") % {"least": least, "most": most},
            )
            return value[:most]
        return value

    def texts(self, name: str, *, most: int = 200, longest: int = 300, least: int = 0) -> list[str]:
        """A list of texts."""
        found = []
        for index, one in enumerate(self.entries(name, most=most, least=least)):
            if not isinstance(one, str) or not one.strip() or len(one) > longest:
                self.wrong(
                    name,
                    index,
                    found=shown(one),
                    expected=_("a text of at most %(most)d characters is expected") % {"most": longest},
                )
            else:
                found.append(one.strip())
        return found

    def some_of(self, name: str, allowed: Collection[str], *, least: int = 0) -> list[str]:
        """A list of some words, each once."""
        found: list[str] = []
        for index, one in enumerate(self.texts(name, least=least)):
            if one not in allowed:
                self.wrong(name, index, found=shown(one), expected=_expected(one, allowed))
            elif one in found:
                self.wrong(name, index, found=shown(one), expected=_("each is named once"))
            else:
                found.append(one)
        return found

    def table(self, name: str) -> "Table | None":
        """A table below this one, None without."""
        value = self.value(name)
        return None if value is None else Table(value, self.source, (*self.path, name))

    def tables(self, name: str, *, most: int = 500, least: int = 0) -> "list[Table]":
        """Tables below this one."""
        rows = self.entries(name, most=most, least=least)
        return [Table(row, self.source, (*self.path, name, index)) for index, row in enumerate(rows)]

    # -- languages -------------------------------------------------------------------------------------------------

    def spoken(self) -> "dict[str, Table]":
        """The tables of the pack's other languages, as far as they are there."""
        for language in self.source.languages[1:]:
            if language not in self._spoken and (found := self.table(language)) is not None:
                self._spoken[language] = found
        return self._spoken

    def word(self, name: str, *, most: int = NAME, wanted: bool = False) -> str:
        """A text of the back office, in the language of collecting where it is translated."""
        text = self.text(name, most=most, wanted=wanted)
        said = {language: table.text(name, most=most) for language, table in self.spoken().items()}
        return said.get(self.source.language) or text

    def word_by_key(self, name: str) -> dict[str, str]:
        """Texts by the key of what they name, of the language of collecting."""
        found: dict[str, str] = {}
        for language, table in self.spoken().items():
            inner = table.table(name)
            if inner is not None:
                said = {key: inner.text(key) for key in inner.names()}
                found = said if language == self.source.language else found
        return found

    def close(self) -> None:
        """Members nobody asked for are problems."""
        for table in self._spoken.values():
            table.close()
        for name in self._data:
            if name not in self._asked:
                self.wrong(
                    name,
                    found=_("“%(name)s”") % {"name": name},
                    expected=_expected(name, sorted(self._asked)),
                )

    def _first_line(self, name: str) -> int:
        """1 where the text begins on the line below its key."""
        line = self.line_of(name)
        text = self.source.text[line - 1] if line <= len(self.source.text) else ""
        return int(text.rstrip().endswith(('"""', "'''")))


def plain(number: Decimal) -> str:
    """A number as text, without zeros at its end and without an exponent."""
    return f"{number.normalize():f}"


def _places(number: Decimal) -> int:
    return int(number.normalize().as_tuple().exponent)


def _expected(found: str, allowed: Collection[str]) -> str:
    near = get_close_matches(found, allowed, n=1)
    if near:
        return _("did you mean “%(near)s”?") % {"near": near[0]}
    if not allowed:
        return _("nothing is possible here")
    if len(allowed) > 40:  # noqa: PLR2004  nobody reads more
        return _("it is not known here")
    return _("one of these is expected: %(known)s") % {"known": ", ".join(sorted(allowed))}


expected_of = _expected
