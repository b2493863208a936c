"""Which new number each old one gets, for millions of rows in 16 bytes each."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from django.db.backends.utils import CursorWrapper

BATCH = 10_000


class Numbers:
    """Old and new numbers of one table."""

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        self._old = array("q")
        self._new = array("q")
        self._gone: dict[int, int] = {}

    def note(self, old: int) -> None:
        """Remember a row's old number; ascending order is cheapest."""
        self._old.append(old)

    def allocate(self, cursor: CursorWrapper) -> None:
        """Take new numbers from the table's sequence. Raises ValueError when an old one came twice."""
        ordered = sorted(self._old)
        if any(a == b for a, b in pairwise(ordered)):
            raise ValueError(self.table)
        self._old = array("q", ordered)
        for start in range(0, len(ordered), BATCH):
            self._new.extend(self._next(cursor, min(BATCH, len(ordered) - start)))

    def __call__(self, old: int, cursor: CursorWrapper) -> int:
        """The new number. A row that is gone gets one nobody else will have, the same each time it is
        named."""
        at = bisect_left(self._old, old)
        if at < len(self._old) and self._old[at] == old:
            return self._new[at]
        if old not in self._gone:
            (self._gone[old],) = self._next(cursor, 1)
        return self._gone[old]

    def knows(self, old: int) -> bool:
        """Whether the row is in the archive."""
        at = bisect_left(self._old, old)
        return at < len(self._old) and self._old[at] == old

    def _next(self, cursor: CursorWrapper, count: int) -> Iterable[int]:
        # Older rows keep coming first: the sequence counts upwards.
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(quote_ident(%s), %s)) FROM generate_series(1, %s)",
            [self.table, self.column, count],
        )
        return sorted(number for (number,) in cursor.fetchall())
