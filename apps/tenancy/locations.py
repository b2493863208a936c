"""Writes about the places of a business, each of which counts against its plan."""

from datetime import datetime

from apps.tenancy import context, quotas, shown
from apps.tenancy.errors import LastLocation
from apps.tenancy.models import Location


def make_room(*, at: datetime) -> None:
    """Count one more place before it is saved, within its transaction. Raises QuotaReached. Locks the counter."""
    quotas.consume("locations", at=at)


def let_go(*, location: Location, at: datetime) -> None:
    """Count one place less before it is deleted, within its transaction. Raises LastLocation. Locks the places."""
    kept = Location.objects.select_for_update(of=("self",)).values_list("pk", flat=True)
    if set(kept) <= {location.pk}:
        raise LastLocation(name=location.name)
    quotas.release("locations", at=at)


def save_location(*, location: Location, at: datetime) -> Location:
    """Add or change a place whose values are checked. Raises QuotaReached."""
    with context.atomic():
        if location._state.adding:
            make_room(at=at)
        location.save()
        shown.changed(Location)
    return location


def delete_location(*, location: Location, at: datetime) -> None:
    """Remove a place that nothing refers to. Raises LastLocation, and ProtectedError as Django does."""
    with context.atomic():
        let_go(location=location, at=at)
        location.delete()
        shown.changed(Location)


def first() -> Location | None:
    """The place a business with one place means: the one it has had longest."""
    return Location.objects.order_by("pk").first()
