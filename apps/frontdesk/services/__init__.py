"""The operations of the front desk. Public site, back office and API call these, and nothing below them, to write."""

from apps.bookings.services import (
    check_in,
    check_out,
    complete,
    confirm,
    leave_waitlist,
    set_participants,
    undo_check_in,
)
from apps.frontdesk.services.booking import book, check_choice, quote_booking
from apps.frontdesk.services.cancelling import (
    cancel_booking,
    mark_no_show,
    quote_cancellation,
    quote_no_show,
    undo_no_show,
)
from apps.frontdesk.services.carts import (
    add_to_cart,
    change_cart_item,
    give_details,
    remove_from_cart,
    start_cart,
)
from apps.frontdesk.services.changing import change_booking, quote_change
from apps.frontdesk.services.completing import complete_past
from apps.frontdesk.services.departures import cancel_departure, continue_cancellation
from apps.frontdesk.services.dragging import lock_reservation, move_on_calendar, update_reservation
from apps.frontdesk.services.goods import change_goods, quote_goods
from apps.frontdesk.services.people import FORGET, export_person, forget_person
from apps.frontdesk.services.placing import place_order
from apps.frontdesk.services.quoting import (
    accept_quote,
    decline_quote,
    extend_quote,
    send_quote,
    send_quote_again,
    withdraw_quote,
)
from apps.frontdesk.services.waitlist import join_waitlist, take_offer, taken_into
from apps.frontdesk.services.writing import send_confirmation

__all__ = [
    "FORGET",
    "accept_quote",
    "add_to_cart",
    "book",
    "cancel_booking",
    "cancel_departure",
    "change_booking",
    "change_cart_item",
    "change_goods",
    "check_choice",
    "check_in",
    "check_out",
    "complete",
    "complete_past",
    "confirm",
    "continue_cancellation",
    "decline_quote",
    "export_person",
    "extend_quote",
    "forget_person",
    "give_details",
    "join_waitlist",
    "leave_waitlist",
    "lock_reservation",
    "mark_no_show",
    "move_on_calendar",
    "place_order",
    "quote_booking",
    "quote_cancellation",
    "quote_change",
    "quote_goods",
    "quote_no_show",
    "remove_from_cart",
    "send_confirmation",
    "send_quote",
    "send_quote_again",
    "set_participants",
    "start_cart",
    "take_offer",
    "taken_into",
    "undo_check_in",
    "undo_no_show",
    "update_reservation",
    "withdraw_quote",
]
