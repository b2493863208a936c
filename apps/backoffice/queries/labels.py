"""Reads of the owner's words."""

from collections.abc import Mapping

from apps.backoffice import request_cache
from apps.backoffice.models import Label
from apps.tenancy import context


def of(on: str) -> Mapping[str, Label]:
    """Overrides of a screen by the key of the attribute, "" for the screen itself. One query per request for all."""
    return _all().get(on, {})


def _all() -> dict[str, dict[str, Label]]:
    return request_cache.once("labels", _load)


def _load() -> dict[str, dict[str, Label]]:
    found: dict[str, dict[str, Label]] = {}
    if context.current_tenant_id() is None:
        return found
    for label in Label.objects.all():
        found.setdefault(label.on, {})[label.attribute] = label
    return found
