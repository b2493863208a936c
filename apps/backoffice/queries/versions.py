"""Reads of what was changed in definitions."""

from django.db.models import QuerySet

from apps.backoffice.models import DefinitionVersion


def versions(*, kind: str = "", key: str = "") -> QuerySet[DefinitionVersion]:
    """Versions, newest first, of one kind or one definition when named; with their authors."""
    rows = DefinitionVersion.objects.select_related("author__user").order_by("-at", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    return rows.filter(key=key) if key else rows
