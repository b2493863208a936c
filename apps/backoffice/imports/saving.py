"""Rows into records through the screen's own bulk service, so that the same rules hold as everywhere."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Max

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import records
from apps.backoffice.types import Incoming
from apps.kernel.errors import Refusal
from apps.tenancy import context


def highest(screen: Screen) -> int:
    """Number of the latest record. What a service answers for a new row and is not later was there before."""
    found: int | None = screen.model._default_manager.aggregate(latest=Max("pk"))["latest"]
    return found or 0


def save(screen: Screen, rows: Sequence[Incoming], *, by: Member | None, at: datetime) -> list[Any]:
    """Write the rows; answers a record or a Refusal for each, in their order. What is refused is not written."""
    if not rows:
        return []
    service = screen.save_many or partial(records.save_many, make=screen.new)
    try:
        with context.atomic():
            return list(service(model=screen.model, rows=rows, by=by, at=at))
    except Refusal as refusal:
        return [refusal] * len(rows)
