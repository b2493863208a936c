"""Cursors that say with every statement which tenant it is for.

The prefix travels in the same message as the statement, which is one implicit transaction, so SET LOCAL ends with it:
no extra round trip, nothing to reset on the connection, safe behind a transaction-mode pooler.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from django.db.backends.postgresql import base
from psycopg import ClientCursor, Connection, Copy, ProgrammingError, ServerCursor, sql
from psycopg.pq import TransactionStatus

from apps.tenancy import context

if TYPE_CHECKING:
    # Django's own cursors are these with callproc(); the stubs know them by name alone.
    PlainCursor = ClientCursor[Any]
    PlainServerSideCursor = ServerCursor[Any]
else:
    PlainCursor = base.Cursor
    PlainServerSideCursor = base.ServerSideCursor

IDLE = TransactionStatus.IDLE
INERROR = TransactionStatus.INERROR
_KEEPS = ("SAVEPOINT", "RELEASE SA", "ROLLBACK T", "SET CONSTR")


def _prefix(connection: "Connection[Any]", query: object) -> tuple[str, int] | None:
    """SQL to put before the query and how many results it brings; None when nothing may be sent."""
    status = connection.pgconn.transaction_status
    if status == INERROR:
        return None  # only ROLLBACK can run now, and a prefix would make that fail too
    bound = context.current()
    if bound is context.NOTHING:
        if status == IDLE and connection.autocommit:
            return None
        return bound.write, 2  # the context was left inside a transaction: take its tenant away
    if isinstance(query, str):
        # Written by hand it begins on a line of its own.
        if query[:6] == "SELECT" or query.lstrip()[:6] == "SELECT":
            return bound.read, 1
        if not query:
            return None  # the pool asks so whether a connection lives; it writes nothing for anybody
        if query.startswith(_KEEPS):
            return bound.read, 1
    bound.wrote = True
    return bound.write, 2


def _joined(prefix: str, query: Any) -> Any:
    if isinstance(query, str):
        return prefix + query
    if isinstance(query, bytes):
        return prefix.encode() + query
    return sql.SQL(prefix) + query


class TenantCursor(PlainCursor):
    """One message: the prefix, then the statement."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        prefix = _prefix(self.connection, query)
        if prefix is None:
            super().execute(query, params, **options)
            return self
        text, results = prefix
        super().execute(_joined(text, query), params, **options)
        for _ in range(results):
            self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Iterable[Any], **options: Any) -> None:
        with bound_transaction(self.connection, query):
            super().executemany(query, params_seq, **options)

    @contextmanager
    def copy(self, statement: Any, params: Any = None, **options: Any) -> Iterator[Copy]:
        """COPY TO inside a transaction; PostgreSQL refuses COPY FROM under row-level security."""
        if self.connection.autocommit and context.current_tenant_id() is not None:
            raise ProgrammingError("COPY for a tenant needs a transaction")
        TenantCursor(self.connection).execute("SELECT 1")
        with super().copy(statement, params, **options) as copy:
            yield copy

    def stream(self, *args: Any, **options: Any) -> Iterator[Any]:
        raise ProgrammingError("stream() cannot carry the tenant; use QuerySet.iterator()")


class ExplicitTenantCursor(TenantCursor):
    """Prefix and statement as messages of their own in an explicit transaction.

    For databases that cannot take several statements in one message, as Citus on distributed tables.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        with bound_transaction(self.connection, query):
            super(TenantCursor, self).execute(query, params, **options)
        return self


class TenantServerSideCursor(PlainServerSideCursor):
    """DECLARE cannot stand in a message with others: the prefix goes first, in the same transaction."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        with bound_transaction(self.connection, query):
            super().execute(query, params, **options)
        return self


@contextmanager
def bound_transaction(connection: "Connection[Any]", query: object) -> Generator[None]:
    """Send the prefix alone, opening a transaction around the block when there is none."""
    prefix = _prefix(connection, query)
    if prefix is None:
        yield
    elif connection.autocommit and connection.pgconn.transaction_status == IDLE:
        with connection.transaction():
            PlainCursor.execute(PlainCursor(connection), prefix[0])
            yield
    else:
        PlainCursor.execute(PlainCursor(connection), prefix[0])
        yield
