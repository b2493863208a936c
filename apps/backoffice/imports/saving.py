"""Rows into records through the screen's own bulk service, so that the same rules hold as everywhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from apps.accounts.models import Member
from apps.backoffice.imports import plain
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import records
from apps.backoffice.types import Incoming
from apps.kernel.errors import Refusal
from apps.tenancy import context


def save(screen: Screen, rows: Sequence[Incoming], *, by: Member | None, at: datetime) -> list[Any]:
    """Write the rows; answers a record or a Refusal for each, in their order. What is refused is not written."""
    if not rows:
        return []
    service = screen.save_many or getattr(records, "save_many", None) or plain.save_many
    try:
        with context.atomic():
            return list(service(model=screen.model, rows=rows, by=by, at=at))
    except Refusal as refusal:
        return [refusal] * len(rows)
