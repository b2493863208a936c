"""Reads of the outbox across businesses."""

from datetime import datetime

from apps.events.models import OutboxEvent


def tenants_with_due(*, at: datetime) -> list[int]:
    """Businesses where a fact waits whose time has come, for the platform role: one query of a small index."""
    due = OutboxEvent.objects.due(at=at).order_by()
    return list(due.values_list("tenant_id", flat=True).distinct())
