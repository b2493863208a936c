"""The moment a page is made for: now, or the one that somebody who previews it has chosen."""

from datetime import datetime
from typing import Any

from apps.kernel import clock


def of(request: Any) -> datetime:
    """`request.shown_at` where a preview has set it, else now."""
    chosen: datetime | None = getattr(request, "shown_at", None)
    return chosen or clock.now()
