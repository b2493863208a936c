"""Questions that stand in the database as functions, so that each connection plans them once.

A statement with ten parts takes PostgreSQL longer to plan than to answer, and statements of ours are planned each time:
the tenant travels in the same message. A function keeps its plans, behind a pooler too. It runs with the rights of
whoever calls it: row security holds inside as outside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, LiteralString

from django.db.backends.utils import CursorWrapper

from apps.tenancy import db, functions
from apps.tenancy.policies import quoted


@dataclass(frozen=True, slots=True)
class Stored:
    """A SELECT with `%(name)s` for each of its parameters; both they and its columns come with their SQL types.

    What is to be locked stands in `locks`, an expression: then the SELECT sees what others did while it waited, and may
    lock its rows. Its app puts `create` among the steps after every migration.
    """

    name: LiteralString
    parameters: Mapping[LiteralString, LiteralString]
    columns: Mapping[LiteralString, LiteralString]
    statement: LiteralString
    locks: LiteralString = ""

    def one(self, **values: Any) -> dict[str, Any] | None:
        """The first row of the answer by column name, None when there is none. One query."""
        return db.fetch_one(self._call(), **values)

    def all(self, **values: Any) -> list[dict[str, Any]]:
        """All rows of the answer by column name. One query."""
        return db.fetch_all(self._call(), **values)

    def create(self, cursor: CursorWrapper) -> None:
        """Make the function what it should be, as the owner. One that takes or answers something else stays for now."""
        cursor.execute(self.sql())
        functions.clear(cursor, self.name, current=self.called)

    @property
    def called(self) -> LiteralString:
        """The function's name in the database."""
        return _called(self.name, tuple(self.parameters.items()), tuple(self.columns.items()))

    def sql(self) -> str:
        """The function's definition. A column's name means the table's, never the answer's."""
        taken = ", ".join(f"p_{name} {kind}" for name, kind in self.parameters.items())
        given = ", ".join(f"{quoted(name)} {kind}" for name, kind in self.columns.items())
        named = {name: f"p_{name}" for name in self.parameters}
        body = self.statement % named
        kind, first = ("VOLATILE", f"PERFORM {self.locks % named};") if self.locks else ("STABLE", "")
        return f"""CREATE OR REPLACE FUNCTION {self.called}({taken}) RETURNS TABLE ({given})
            LANGUAGE plpgsql {kind} SECURITY INVOKER AS $stored$
            #variable_conflict use_column
            BEGIN {first} RETURN QUERY {body}; END $stored$"""

    def _call(self) -> LiteralString:
        asked: LiteralString = ", ".join([f"%({name})s::{kind}" for name, kind in self.parameters.items()])
        return f"SELECT * FROM {self.called}({asked})"  # noqa: S608  all of it stands in our code


@cache
def _called(
    name: LiteralString,
    parameters: tuple[tuple[LiteralString, LiteralString], ...],
    columns: tuple[tuple[LiteralString, LiteralString], ...],
) -> LiteralString:
    return functions.named(name, *(word for pair in (*parameters, *columns) for word in pair))
