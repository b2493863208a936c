"""Pages that belong to no app: the platform's front, and a form that came too late."""

import json
import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts import builtin

log = logging.getLogger(__name__)


def landing(request: HttpRequest) -> HttpResponse:
    """What Quayside is; in demo mode also who may sign in where."""
    return render(request, "platform/landing.html", {"demo": demo_businesses()})


def demo_businesses() -> list[dict[str, Any]]:
    """Businesses of the demo with their sign-ins, as the launcher wrote them; empty outside the demo."""
    if not settings.DEMO or not settings.DEMO_SIGN_INS:
        return []
    try:
        table = json.loads(Path(settings.DEMO_SIGN_INS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        log.warning("the demo's sign-ins cannot be read", extra={"reason": str(error)})
        return []
    tenants: list[dict[str, Any]] = table.get("tenants", [])
    for person in (person for tenant in tenants for person in tenant["users"]):
        person["role_name"] = builtin.NAMES.get(person["role"], person["role"])
    return tenants


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came too late, or from elsewhere: nothing was changed, and how to go on."""
    return render(request, "csrf_failure.html", {"back": request.path}, status=403)
