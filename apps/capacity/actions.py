"""What staff do to departures, options and resources beside editing them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action
from apps.capacity import forms, services
from apps.capacity.models import Departure, Hold, Pattern, Reservation, Resource
from apps.capacity.services.assigning import BY_STAFF
from apps.capacity.types import LIVE, DepartureStatus
from apps.catalog.models import Option

CHANGE = "capacity.change_departure"
ASSIGN = "capacity.assign_departure"
OVER = (DepartureStatus.CANCELLED, DepartureStatus.COMPLETED)


class CloseSales(Action):
    """Take no more bookings."""

    key, label, icon, needs = "close", _("Close sales"), "block", CHANGE
    about = _("Nobody can book it any more. What is booked stays.")

    @classmethod
    def applies(cls, record: Departure) -> bool:
        """What is open."""
        return record.status == DepartureStatus.OPEN

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> str:
        """All or none."""
        done = services.close_departures(departures=records, by=by, at=at)
        return ngettext("%(count)d departure is closed.", "%(count)d departures are closed.", len(done)) % {
            "count": len(done)
        }


class OpenSales(Action):
    """Take bookings again."""

    key, label, icon, needs = "open", _("Open"), "event_available", CHANGE

    @classmethod
    def applies(cls, record: Departure) -> bool:
        """What is closed."""
        return record.status == DepartureStatus.CLOSED

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> str:
        """All or none."""
        done = services.open_departures(departures=records, by=by, at=at)
        return ngettext("%(count)d departure is open.", "%(count)d departures are open.", len(done)) % {
            "count": len(done)
        }


class _Current(Action):
    @classmethod
    def applies(cls, record: Departure) -> bool:
        """What takes place."""
        return record.status not in OVER


class ChangeCapacity(_Current):
    """Another capacity, never below what is booked."""

    key, label, icon, needs, form = (
        "capacity",
        _("Change capacity"),
        "groups",
        CHANGE,
        forms.CapacityForm,
    )

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> None:
        """All or none."""
        services.change_capacity(departures=records, capacity=values["capacity"], by=by, at=at)


class RaiseCapacity(_Current):
    """Above what was planned, up to the limit."""

    key, label, icon, bulk = "raise", _("Raise capacity"), "group_add", False
    needs, form = "capacity.override_departure", forms.RaiseForm
    about = _("Up to the places of the boat or the departure's own limit, never beyond.")

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Of one."""
        for record in records:
            services.override_capacity(
                departure=record, capacity=values["capacity"], reason=values["reason"], by=by, at=at
            )


class Assign(_Current):
    """A boat or a person for it."""

    key, label, icon, needs, form = "assign", _("Assign"), "person_add", ASSIGN, forms.ResourceForm

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for record in sorted(records, key=lambda one: one.pk):
            services.assign(departure=record, resource=values["resource"], by=by, at=at)


class Unassign(_Current):
    """Take somebody or something off."""

    key, label, icon, needs, form = (
        "unassign",
        _("Take off"),
        "person_remove",
        ASSIGN,
        forms.ResourceForm,
    )
    bulk = False

    @staticmethod
    def run(*, records: Sequence[Departure], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Of one."""
        for record in records:
            services.unassign(departure=record, resource=values["resource"], by=by, at=at)


class Block(Action):
    """Keep it from being booked."""

    key, label, icon, form = "block", _("Block"), "event_busy", forms.BlockForm
    needs = "capacity.change_reservation"
    about = _("It cannot be booked in this time.")

    @staticmethod
    def run(*, records: Sequence[Resource], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for record in sorted(records, key=lambda one: one.pk):
            services.block(resource=record, by=by, at=at, **values)


class Unblock(Action):
    """Let it be booked again."""

    key, label, icon, needs = (
        "unblock",
        _("Remove the block"),
        "event_available",
        "capacity.change_reservation",
    )

    @classmethod
    def applies(cls, record: Reservation) -> bool:
        """What staff have blocked."""
        return record.kind in BY_STAFF and record.status in LIVE

    @staticmethod
    def run(*, records: Sequence[Reservation], values: dict[str, Any], by: Member, at: datetime) -> None:
        """Each of them."""
        for record in records:
            services.unblock(reservation=record, by=by, at=at)


class MakeDepartures(Action):
    """What a pattern says, now."""

    key, label, icon, needs = "generate", _("Make departures"), "autorenew", "capacity.change_pattern"
    about = _("This happens every night by itself.")

    @staticmethod
    def run(*, records: Sequence[Pattern], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Of their options."""
        added = sum(
            services.generate(option=number, at=at).added for number in {one.option_id for one in records}
        )
        return ngettext("%(count)d departure was made.", "%(count)d departures were made.", added) % {
            "count": added
        }


class AddDepartures(Action):
    """Several days and times at once; on the screen of options."""

    key, label, icon, needs, form = (
        "departures",
        _("Add departures"),
        "calendar_add_on",
        "capacity.add_departure",
        forms.BulkForm,
    )
    bulk = False

    @staticmethod
    def run(*, records: Sequence[Option], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Those that stand there already are left out."""
        made = [
            one
            for record in records
            for one in services.create_departures(
                option=record,
                days=values["days"],
                times=values["times"],
                capacity=values["capacity"],
                by=by,
                at=at,
            )
        ]
        return ngettext("%(count)d departure was made.", "%(count)d departures were made.", len(made)) % {
            "count": len(made)
        }


class Release(Action):
    """Give back what somebody holds."""

    key, label, icon, danger, needs = "release", _("Give back"), "undo", True, "capacity.change_hold"
    about = _("What is held becomes free. A booking that stands on it is changed in the booking itself.")

    @classmethod
    def applies(cls, record: Hold) -> bool:
        """What is only held: what is confirmed belongs to a booking."""
        return record.status == "held"

    @staticmethod
    def run(*, records: Sequence[Hold], values: dict[str, Any], by: Member, at: datetime) -> str:
        """Each of them."""
        given = sum(services.release_hold(hold=one.pk, at=at) for one in records)
        return _t("Given back: %(count)d") % {"count": given}
