"""Reads of the owner's fields for their pages: those in the trash, and work that is being done on values."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from apps.backoffice.models import CustomField, FieldChange

BUSY = (FieldChange.State.WAITING, FieldChange.State.RUNNING, FieldChange.State.UNDOING)


def counts() -> dict[str, tuple[int, int]]:
    """How many fields each kind of record has, and how many in the trash. One query."""
    trashed = Count("pk", filter=Q(deleted_at__isnull=False))
    rows = CustomField.objects.order_by().values("on").annotate(every=Count("pk"), trashed=trashed)
    return {row["on"]: (row["every"] - row["trashed"], row["trashed"]) for row in rows}


def of(on: str) -> QuerySet[CustomField]:
    """The fields of a kind of record in their order, without the trash."""
    return CustomField.objects.filter(on=on, deleted_at=None).order_by("order", "pk")


def trashed(on: str) -> QuerySet[CustomField]:
    """Those in the trash, the last one first."""
    return CustomField.objects.filter(on=on, deleted_at__isnull=False).order_by("-deleted_at", "pk")


def by_section(fields: Iterable[CustomField]) -> dict[str, list[CustomField]]:
    """The fields under their headings, in the order in which forms show them."""
    found: dict[str, list[CustomField]] = {}
    for field in fields:
        found.setdefault(field.section, []).append(field)
    return found


def unfinished(on: str) -> dict[int, FieldChange]:
    """Work on values that is under way or has failed, by field. One query."""
    states = [*BUSY, FieldChange.State.FAILED]
    rows = FieldChange.objects.filter(field__on=on, field__deleted_at=None).order_by("pk")
    newest = {row.field_id: row for row in rows.select_related("asked_by__user")}
    return {field: row for field, row in newest.items() if row.state in states}


def changes(field: CustomField) -> QuerySet[FieldChange]:
    """What was done to all values of a field, the last first."""
    return FieldChange.objects.filter(field=field).select_related("asked_by__user").order_by("-pk")
