"""The writes that are not the database's own: where a request came from, and forgetting a person."""

from collections.abc import Collection
from typing import Final

from apps.audit import sql
from apps.audit.ports import PERSONAL
from apps.tenancy import context, db

_MASK: Final = """
SELECT audit_mask(%(table)s, %(rows)s::bigint[]) AS masked
"""


def record_request(*, actor: int | None, ip: str | None, user_agent: str, method: str, route: str) -> None:
    """Leave the row of the bound request, in its business; time and business are the database's to say."""
    db.execute(
        sql.RECORD_REQUEST,
        actor=actor,
        request=context.current().request,
        ip=ip,
        user_agent=user_agent,
        method=method,
        route=route,
    )


def mask(*, table: str, rows: Collection[int]) -> int:
    """Empty what the bound business's log holds of a person in these rows of a table; answers how many entries.

    Only the columns that `ports.PERSONAL` names for the table: that something happened, when, by whom, and every other
    column stay. Called last in the transaction that forgets, since forgetting is logged, too. Nothing brings it back.
    Raises KeyError for a table that nobody named. One statement; none without rows.
    """
    PERSONAL.get(table)
    if not rows:
        return 0
    row = db.fetch_one(_MASK, table=table, rows=sorted(rows))
    return int(row["masked"]) if row else 0
