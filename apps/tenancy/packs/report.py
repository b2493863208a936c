"""What is wrong with a pack: where, what was found, what was expected."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

LONGEST: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. `file` is relative to the pack's folder, `line` counts from 1."""

    file: str
    line: int
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.found}; {self.expected}"


@dataclass(slots=True)
class Report:
    """All problems of a pack."""

    problems: set[Problem] = field(default_factory=set)

    def add(self, file: str, line: int, *, found: str, expected: str) -> None:
        """Remember one more; the same twice is once."""
        self.problems.add(Problem(file, line, found, expected))

    def lines(self) -> list[str]:
        """The problems as people and editors read them, in the order of the files."""
        return [str(problem) for problem in sorted(self.problems)]


def shown(value: Any) -> str:
    """A value in words, short enough for a line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = " ".join(value.split())
        return (
            f"“{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}”"
            if value
            else _("an empty text")
        )
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, dict):
        return _("a table")
    return _("nothing") if value is None else str(value)
