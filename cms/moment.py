"""The moment a page is made for: now, or the one that somebody who previews it has chosen."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from apps.kernel import clock
from apps.tenancy import facts


def of(request: Any) -> datetime:
    """`request.shown_at` where a preview has set it, else now."""
    chosen: datetime | None = getattr(request, "shown_at", None)
    return chosen or clock.now()


def day(at: datetime) -> date:
    """The day it is then where the business is."""
    return at.astimezone(ZoneInfo(facts.current().time_zone)).date()
