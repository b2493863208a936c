"""When a page looks different without anybody touching it: its notices come and go."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from apps.tenancy.pages import keep_for


def limit(request: HttpRequest, body: Any, *, at: datetime) -> None:
    """Let the page be kept no longer than until its next notice comes or goes."""
    ahead = [(moment - at).total_seconds() for moment in _moments(body) if moment > at]
    if ahead:
        keep_for(request, max(1, int(min(ahead))))


def _moments(body: Any) -> list[datetime]:
    found = []
    for block in body.raw_data:
        if block["type"] == "notice":
            for key in ("shown_from", "shown_until"):
                written = block["value"].get(key)
                moment = parse_datetime(written) if isinstance(written, str) else written
                if moment is not None and moment.tzinfo is not None:
                    found.append(moment)
    return found
