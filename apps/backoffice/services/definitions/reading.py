"""Reads a definition's JSON member by member and collects what is wrong by path, so all of it is said at once."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.errors import Invalid

NAME: Final = 100


class Reader:
    """One object of a definition. Ask for every member it may have, then `finish`."""

    def __init__(self, data: Any, *, path: str = "", problems: dict[str, list[str]] | None = None) -> None:
        self._path = path
        self.problems: dict[str, list[str]] = {} if problems is None else problems
        self._asked: set[str] = set()
        self._data: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if not isinstance(data, Mapping):
            self.wrong("", _("An object is wanted here."))

    def wrong(self, name: str, sentence: str) -> None:
        """Something is wrong with a member, "" for the object itself."""
        path = ".".join(part for part in (self._path, name) if part)
        self.problems.setdefault(path, []).append(sentence)

    def text(self, name: str, default: str = "", *, most: int = NAME) -> str:
        """A text of at most `most` characters."""
        value = self._take(name, default)
        if not isinstance(value, str):
            self.wrong(name, _("A text is wanted here."))
            return default
        if len(value) > most:
            self.wrong(name, _("At most %(most)d characters are possible.") % {"most": most})
        return value.strip()

    def value(self, name: str) -> Any:
        """Whatever stands there, None for nothing; whoever asks checks it."""
        return self._take(name, None)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            self.wrong(name, _("true or false is wanted here."))
            return default
        return value

    def whole(self, name: str, default: int | None, *, most: int = 1_000_000) -> int | None:
        """A whole number from 0, or what stands for none."""
        value = self._take(name, default)
        if value is None and default is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.wrong(name, _("A whole number from 0 to %(most)d is wanted here.") % {"most": most})
            return default
        return value

    def one_of(self, name: str, allowed: Collection[str], default: str) -> str:
        """One of some words."""
        value = self._take(name, default)
        if value not in allowed:
            self.wrong(name, _("One of these is wanted here: %(known)s.") % {"known": ", ".join(allowed)})
            return default
        return str(value)

    def texts(self, name: str, *, most: int = 100, longest: int = NAME) -> list[str]:
        """A list of texts, each once."""
        value = self._list(name, most)
        if not all(isinstance(one, str) and len(one) <= longest for one in value):
            self.wrong(name, _("A list of texts is wanted here."))
            return []
        return list(dict.fromkeys(value))

    def texts_or_none(self, name: str) -> list[str] | None:
        """The same, or null."""
        return self.texts(name) if self._data.get(name) is not None else self._take(name, None)

    def items(self, name: str, *, most: int = 200) -> list["Reader"]:
        """A list of objects."""
        return [
            Reader(
                one,
                path=".".join(part for part in (self._path, name, str(index)) if part),
                problems=self.problems,
            )
            for index, one in enumerate(self._list(name, most))
        ]

    def close(self) -> None:
        """Members nobody asked for are problems."""
        for name in self._data.keys() - self._asked:
            self.wrong(str(name)[:NAME], _("Nothing of this name is known here."))

    def finish(self) -> None:
        """Raise Invalid when something is wrong."""
        self.close()
        if self.problems:
            raise Invalid(by_key=self.problems)

    def _take(self, name: str, default: Any) -> Any:
        self._asked.add(name)
        return self._data.get(name, default)

    def _list(self, name: str, most: int) -> list[Any]:
        value = self._take(name, [])
        if not isinstance(value, list):
            self.wrong(name, _("A list is wanted here."))
            return []
        if len(value) > most:
            self.wrong(name, _("At most %(most)d entries are possible.") % {"most": most})
            return []
        return value
