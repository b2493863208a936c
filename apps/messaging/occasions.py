"""For what a business writes to its customers, and what may be filled in."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from apps.messaging.types import Occasion

_ALL: Final = (
    Occasion("booking_confirmed", _("Booking confirmed"), shipped=True),
    Occasion("booking_request_received", _("Booking request received"), shipped=True),
    Occasion("booking_request_declined", _("Booking request declined"), shipped=True),
    Occasion("booking_reminder", _("Reminder before a booking"), shipped=True),
    Occasion("booking_changed", _("Booking changed"), shipped=True),
    Occasion("booking_cancelled", _("Booking cancelled"), shipped=True),
    Occasion("departure_cancelled", _("Departure cancelled by you"), shipped=True),
    Occasion("waitlist_joined", _("On the waiting list"), shipped=True),
    Occasion("waitlist_free", _("A place is free"), shipped=True),
    Occasion("quote_sent", _("Quote"), shipped=True),
    Occasion("order_confirmed", _("Order of goods"), shipped=True),
    Occasion("copy_booked", _("To you: a customer has booked"), shipped=True),
    Occasion("copy_changed", _("To you: a customer has changed a booking"), shipped=True),
    Occasion("copy_cancelled", _("To you: a customer has cancelled"), shipped=True),
    Occasion("copy_ordered", _("To you: a customer has ordered goods"), shipped=True),
    Occasion("copy_quote_declined", _("To you: a customer has declined a quote"), shipped=True),
    Occasion("payment_received", _("Payment received"), shipped=True),
    Occasion("payment_due", _("Payment due"), shipped=True),
    Occasion("payment_failed", _("Payment failed")),
    Occasion("review_request", _("Request for a review")),
    Occasion("welcome", _("Welcome")),
    Occasion("pass_renewed", _("Pass renewed")),
    Occasion("pass_expiring", _("Pass about to end")),
    Occasion("gear_ready", _("Gear ready")),
    Occasion("stay_welcome", _("Before a stay")),
    Occasion("stay_goodbye", _("After a stay")),
    Occasion("technician_on_the_way", _("Technician on the way")),
    Occasion("contact_received", _("Contact message received")),
    Occasion("abandoned_cart", _("Unfinished booking")),
    Occasion("gift_card", _("Gift card")),
)
OCCASIONS: Final[Mapping[str, Occasion]] = {one.key: one for one in _ALL}

# What a text may say, with what it looks like in a preview.
SAMPLE: Final[Mapping[str, str]] = {
    "name": "Alex Morgan",
    "contact": "alex@example.com, +1 555 0142",
    "business": "",  # the business's own
    "product": "Reef trip",
    "option": "Morning",
    "date": "Sat 14 March 2026",
    "time": "08:30",
    "place": "Main dock",
    "meeting": "Behind the blue kiosk. Parking is free.",
    "instructions": "Bring a towel and your certification card.",
    "people": "2 adults, 1 child",
    "total": "$267.00",
    "due": "$200.00",
    "reference": "BK-2026-7F3K9Q",
    "link": "https://example.com/b/7F3K9Q",
    "plate": "AB12 CDE",
    "room": "Lake room",
    "item": "Regulator",
    "technician": "Sam",
    "phone": "+1 555 0100",
    "code": "WELCOME10",
    "reason": "The sea is too rough",
    "until": "Fri 13 March 2026, 18:00",
    "refund": "$267.00",
}
PLACEHOLDERS: Final = frozenset(SAMPLE)
