"""Reads of what became of values beside their records."""

from collections.abc import Sequence
from datetime import datetime

from apps.backoffice.models import BesideChange

# A page of a record's history has so many at most; whoever changes files more often reads on.
MOST = 200


def changes(on: str, record: int, *, since: datetime | None, until: datetime | None) -> list[BesideChange]:
    """Those of a record between two instants, newest first. One query."""
    found = BesideChange.objects.filter(on=on, record_id=record)
    if since is not None:
        found = found.filter(at__gt=since)
    if until is not None:
        found = found.filter(at__lte=until)
    return list(found.order_by("-at", "-id")[:MOST])


def first_after(on: str, record: int, *, at: datetime, fields: Sequence[int]) -> dict[int, BesideChange]:
    """The first change at or after an instant, for each of these fields that has one: what it held then. One query."""
    found = BesideChange.objects.filter(on=on, record_id=record, field__in=list(fields), at__gte=at)
    return {one.field_id: one for one in found.order_by("field_id", "at", "id").distinct("field_id")}


def of_record(on: str, record: int, pk: int) -> BesideChange | None:
    """One of a record's changes."""
    return BesideChange.objects.filter(on=on, record_id=record, pk=pk).first()
