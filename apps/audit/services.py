"""The one write that is not the database's own: where a request came from."""

from apps.audit import sql
from apps.tenancy import context, db


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
