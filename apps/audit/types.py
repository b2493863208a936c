"""Plain values of audit: what is asked of the log, and what a person reads of it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Self

# Few enough digits for a date before the year 5000 and for a bigint.
_NUMBER: Final = re.compile(r"[0-9]{1,17}")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of the log; whatever is empty does not limit. Days are the business's own."""

    person: int | None = None
    nobody: bool = False  # only what no person did
    table: str = ""
    op: str = ""
    record: str = ""
    request: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the log, for going on from there: no page is ever counted or skipped to."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The position a text names, None when it names none."""
        left, _, right = text.partition("-")
        if not (_NUMBER.fullmatch(left) and _NUMBER.fullmatch(right)):
            return None
        return cls(_EPOCH + timedelta(microseconds=int(left)), int(right))


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a change, as words. `secret` values are never known here, only that they changed.

    `column` and the `stored` values before and after are as the log has them.
    """

    label: str
    before: str
    after: str
    secret: bool = False
    column: str = ""
    stored: tuple[Any, Any] = (None, None)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the log, as words."""

    id: int
    at: datetime
    person: str
    op: str
    op_label: str
    table: str
    what: str
    name: str
    key: str
    request: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, newest first, and where the next page begins, None on the last.

    `reached` says how far back was looked when that was not to the beginning.
    """

    lines: list[Line]
    next: Position | None
    reached: datetime | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """From where a writing request came."""

    at: datetime
    person: str
    ip: str
    user_agent: str
    method: str
    route: str
