"""What public templates may say about the site they stand in."""

from typing import Any

from django.http import HttpRequest

from cms.frame import Frame


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the frame, on a business's host."""
    return {"site": Frame(request) if getattr(request, "business", None) else None}
