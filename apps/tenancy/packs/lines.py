"""Where each key of a TOML text stands. tomllib says what a text holds, and not where.

Only for texts that tomllib has read: what is wrong with the syntax is its to say.
"""

from bisect import bisect_right
from typing import Final

Path = tuple[str | int, ...]
_BLANK: Final = " \t\r\n"
_ENDS: Final = ",]}#\n"


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and entry of a list, by path: ("role", 0, "may", 2)."""
    scanner = _Scanner(text)
    scanner.run()
    return scanner.found


class _Scanner:
    """Walks over the text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._starts = [0, *(index + 1 for index, sign in enumerate(text) if sign == "\n")]

    def run(self) -> None:
        table: Path = ()
        while self._skip():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _mark(self, path: Path) -> None:
        self.found.setdefault(path, bisect_right(self._starts, self.at))

    def _skip(self, blank: str = _BLANK) -> bool:
        """Past white space and comments; False at the end of the text."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif self.text[self.at] in blank:
                self.at += 1
            else:
                return True
        return False

    def _header(self) -> Path:
        several = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if several else 1
        names = self._key()
        path: Path = ()
        for place, name in enumerate(names):
            path += (name,)
            if several and place == len(names) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path += (self._counts[path],)
        end, self.at = self.at, start
        self._mark(path)
        self.at = end + (2 if several else 1)
        return path

    def _key(self) -> Path:
        """One key, dotted perhaps; stands behind it afterwards."""
        names: list[str] = []
        while True:
            self._skip(" \t")
            names.append(self._string() if self.text[self.at] in "\"'" else self._bare())
            self._skip(" \t")
            if not self.text.startswith(".", self.at):
                return tuple(names)
            self.at += 1

    def _bare(self) -> str:
        start = self.at
        while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] in "_-"):
            self.at += 1
        return self.text[start : self.at]

    def _string(self) -> str:
        quote = self.text[self.at]
        ends = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(ends)
        start = self.at
        while not self.text.startswith(ends, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        inner = self.text[start : self.at]
        self.at += len(ends)
        # A text of three quotes may end with one or two more.
        while len(ends) > 1 and self.text.startswith(quote, self.at):
            self.at += 1
        return inner

    def _pair(self, table: Path) -> None:
        self._skip()
        start = self.at
        path = table + self._key()
        end, self.at = self.at, start
        self._mark(path)
        self.at = end + 1  # the equals sign
        self._skip(" \t")
        self._value(path)

    def _value(self, path: Path) -> None:
        sign = self.text[self.at]
        if sign in "\"'":
            self._string()
        elif sign == "[":
            self._several("]", path)
        elif sign == "{":
            self._several("}", path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in _ENDS:
                self.at += 1

    def _several(self, closing: str, path: Path) -> None:
        self.at += 1
        count = 0
        while self._skip(f"{_BLANK},") and self.text[self.at] != closing:
            if closing == "}":
                self._pair(path)
                continue
            self._mark((*path, count))
            self._value((*path, count))
            count += 1
        self.at += 1
