"""Locations as the back office writes them: counted as tenancy says, saved as every record is."""

from datetime import datetime
from typing import Any

from apps.accounts.models import Member
from apps.backoffice.services import records
from apps.backoffice.types import Children, Values
from apps.tenancy import context, locations
from apps.tenancy.models import Location


def create(
    *, record: Location, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> Location:
    """Another place, as far as the plan allows. Raises QuotaReached, Invalid."""
    with context.atomic():
        locations.make_room(at=at)
        return records.create(record=record, values=_normalised(values), children=children, by=by, at=at)


def update(
    *, record: Location, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> Location:
    """Change a place. Raises Invalid."""
    return records.update(record=record, values=_normalised(values), children=children, by=by, at=at)


def delete(*, record: Location, by: Member | None, at: datetime) -> None:
    """Remove a place; the plan has room for another one again. Raises LastLocation, InUse."""
    with context.atomic():
        locations.let_go(location=record, at=at)
        records.delete(record=record, by=by, at=at)


def _normalised(values: Values) -> dict[str, Any]:
    given = dict(values)
    if isinstance(given.get("country"), str):
        given["country"] = given["country"].strip().upper()
    return given
