"""The back office of bookings. What needs more than bookings, such as cancelling, `frontdesk` adds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Board, Calendar, ChildRows, Screen, Section
from apps.backoffice.screens.registry import screen
from apps.bookings import services
from apps.bookings.models import Booking, Participant, WaitlistEntry
from apps.bookings.types import TRANSITIONS, BookingStatus, WaitStatus

GROUP = _("Bookings")
CHECK_IN = "bookings.check_in"


class Step(Action):
    """One step in the life of each booking picked."""

    before: tuple[BookingStatus, ...] = ()
    after: BookingStatus

    @classmethod
    def applies(cls, record: Any) -> bool:
        """Where the step leads on from what it is."""
        return cls.after in TRANSITIONS[record.status] and (not cls.before or record.status in cls.before)


class Confirm(Step):
    key, label, icon, needs = "confirm", _("Confirm"), "task_alt", "bookings.confirm_booking"
    before, after = (BookingStatus.PENDING,), BookingStatus.CONFIRMED

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> str:
        """One after the other; the customers are written to."""
        for booking in records:
            services.confirm(booking=booking, by=by, at=at)
        return ngettext("Confirmed.", "%(count)d bookings confirmed.", len(records)) % {"count": len(records)}


class CheckIn(Step):
    key, label, icon, needs = "check-in", _("Check in"), "how_to_reg", CHECK_IN
    after = BookingStatus.IN_PROGRESS

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> None:
        """All who come with it."""
        for booking in records:
            services.check_in(booking=booking, by=by, at=at)


class UndoCheckIn(Step):
    key, label, icon, needs, bulk = "undo-check-in", _("Undo check-in"), "undo", CHECK_IN, False
    before, after = (BookingStatus.IN_PROGRESS,), BookingStatus.CONFIRMED

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> None:
        """They were not here after all."""
        for booking in records:
            services.undo_check_in(booking=booking, by=by, at=at)


class CheckOut(Step):
    key, label, icon, needs = "check-out", _("Check out"), "logout", CHECK_IN
    before, after = (BookingStatus.IN_PROGRESS,), BookingStatus.COMPLETED

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> None:
        """They have left."""
        for booking in records:
            services.check_out(booking=booking, by=by, at=at)


class Complete(Step):
    key, label, icon, needs = "complete", _("Complete"), "done_all", CHECK_IN
    before, after = (BookingStatus.CONFIRMED, BookingStatus.MODIFIED), BookingStatus.COMPLETED

    @staticmethod
    def run(*, records: Sequence[Booking], values: dict[str, Any], by: Member, at: datetime) -> None:
        """It took place."""
        for booking in records:
            services.complete(booking=booking, by=by, at=at)


@screen(Booking, group=GROUP, icon="confirmation_number", position=10)
class BookingScreen(Screen):
    columns = ("reference", "customer", "starts_at", "option", "people", "status", "total")
    filters = (
        *("status", "starts_at", "product", "option", "departure", "location", "customer", "source"),
        *("people", "total", "created_at", "cancelled_at", "cancelled_by", "refund_due", "plate"),
    )
    ordering = ("-starts_at", "-id")
    search = ("reference", "plate", "address")
    search_through = ("customer", "participants", "product")
    hidden = ("token", "item", "hold", "policy", "sequence", "currency")
    totals = ("people", "total")
    sections = (
        Section(
            _("What and when"),
            ("product", "option", "departure", "location", "starts_at", "ends_at", "people", "status"),
        ),
        Section(_("Who"), ("customer", "requests", "diet", "notes")),
        Section(_("Where and with what"), ("address", "latitude", "longitude", "vehicle", "plate")),
        Section(_("Money"), ("order", "total", "fee", "refund_due")),
        Section(
            _("In time"),
            (
                *("source", "created_at", "confirmed_at", "checked_in_at", "checked_out_at"),
                *("completed_at", "cancelled_at", "cancelled_by", "reason"),
            ),
        ),
    )
    children = (
        ChildRows("participants", _("Participants"), ("given_name", "family_name", "age", "diet", "unit")),
    )
    actions = (Confirm, CheckIn, CheckOut, Complete, UndoCheckIn)
    calendar = Calendar(start="starts_at", end="ends_at", rows="product", colour="status")
    board = Board(
        state="status",
        moved=services.move_on_board,
        shows=("starts_at", "product", "customer", "people"),
        newest_first=(BookingStatus.COMPLETED, BookingStatus.CANCELLED, BookingStatus.NO_SHOW),
    )
    addable = deletable = importable = False
    update = staticmethod(services.update_booking)


@screen(Participant, group=GROUP, icon="groups", position=30)
class ParticipantScreen(Screen):
    listed = False
    columns = ("family_name", "given_name", "age", "booking", "checked_in_at")
    filters = ("family_name", "given_name", "age", "booking", "checked_in_at")
    ordering = ("family_name", "given_name", "id")
    search = ("family_name", "given_name")
    hidden = ("position",)
    addable = changeable = deletable = importable = False


class Leave(Action):
    key, label, icon, danger = "leave", _("Take off the waitlist"), "person_remove", True
    about = _("Places that are held for them are offered to the next in line.")

    @staticmethod
    def run(*, records: Sequence[WaitlistEntry], values: dict[str, Any], by: Member, at: datetime) -> str:
        """One after the other."""
        for entry in records:
            services.leave_waitlist(entry=entry, by=by, at=at)
        said = ngettext("Taken off the waitlist.", "%(count)d are taken off the waitlist.", len(records))
        return said % {"count": len(records)}

    @classmethod
    def applies(cls, record: Any) -> bool:
        """While they wait."""
        return record.status in {WaitStatus.WAITING, WaitStatus.OFFERED}


@screen(WaitlistEntry, group=GROUP, icon="hourglass_top", position=20)
class WaitlistScreen(Screen):
    about = _(
        "Who came first is offered first, among the parties that fit. An offer holds the places until it ends."
    )
    columns = ("created_at", "customer", "party", "status", "offered_until", "departure", "pool", "option")
    filters = ("status", "departure", "pool", "option", "customer", "party", "created_at", "offered_until")
    ordering = ("created_at", "id")
    search = ()
    search_through = ("customer", "option")
    hidden = ("token", "quantities", "hold")
    actions = (Leave,)
    addable = changeable = deletable = importable = False
