"""Writes of bookings and of the waitlist."""

from apps.bookings.services.answers import Details, clean, plate, still_asked
from apps.bookings.services.changing import add_note, apply_change, follow_departure, refigure, update_booking
from apps.bookings.services.forgetting import forget
from apps.bookings.services.life import (
    cancel,
    check_in,
    check_out,
    complete,
    confirm,
    hold_booking,
    mark_no_show,
    undo_check_in,
    undo_no_show,
)
from apps.bookings.services.making import create, drawing
from apps.bookings.services.participants import set_participants
from apps.bookings.services.screened import move_on_board
from apps.bookings.services.waiting import (
    accept_offer,
    close_waitlist,
    expire_offers,
    join_waitlist,
    leave_waitlist,
    offer_fitting,
    offer_places,
)

__all__ = [
    "Details",
    "accept_offer",
    "add_note",
    "apply_change",
    "cancel",
    "check_in",
    "check_out",
    "clean",
    "close_waitlist",
    "complete",
    "confirm",
    "create",
    "drawing",
    "expire_offers",
    "follow_departure",
    "forget",
    "hold_booking",
    "join_waitlist",
    "leave_waitlist",
    "mark_no_show",
    "move_on_board",
    "offer_fitting",
    "offer_places",
    "plate",
    "refigure",
    "set_participants",
    "still_asked",
    "undo_check_in",
    "undo_no_show",
    "update_booking",
]
