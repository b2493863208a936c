"""What every template may say about the business it stands on."""

from typing import Any

from django.http import HttpRequest


def business(request: HttpRequest) -> dict[str, Any]:
    """`business`: the tenant's facts, None on the platform's host."""
    return {"business": getattr(request, "business", None)}
