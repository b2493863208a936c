"""What bookings refuse."""

from django.utils.translation import gettext_lazy as _

from apps.kernel.errors import NotFound, Refusal


class NoSuchBooking(NotFound):
    sentence = _("There is no such booking here.")
    code = "no_such_booking"


class BookingStatusNotAllowed(Refusal):
    """A booking cannot go `before` → `after`."""

    sentence = _("This booking is “%(before)s” and cannot become “%(after)s”.")
    code = "booking_status_not_allowed"


class BookingOver(Refusal):
    """What is over or cancelled is not changed any more."""

    sentence = _("This booking is “%(status)s” and cannot be changed any more.")
    code = "booking_over"


class NotBegun(Refusal):
    """It was to be ended before it begins."""

    sentence = _("This booking has not begun yet.")
    code = "not_begun"


class NoReferenceFree(Refusal):
    """Chance has drawn taken references again and again."""

    sentence = _("No reference number could be found. Please try again.")
    code = "no_reference_free"
    status = 503


class NoSuchEntry(NotFound):
    sentence = _("There is no such entry on the waitlist.")
    code = "no_such_entry"


class AlreadyWaiting(Refusal):
    """Somebody may wait for the same places once."""

    sentence = _("You are on the waitlist already.")
    code = "already_waiting"


class NothingToWaitFor(Refusal):
    """The departure or pool is not sold, over, or not waited for."""

    sentence = _("This cannot be waited for: it is no longer sold.")
    code = "nothing_to_wait_for"


class PlacesAreFree(Refusal):
    """There is no need to wait."""

    sentence = _("There is room for you: book now instead of waiting.")
    code = "places_are_free"


class NeverFits(Refusal):
    """More people wait than could ever come: `most`."""

    sentence = _("At most %(most)d places could become free.")
    code = "never_fits"
    status = 422


class NoPeople(Refusal):
    """Nobody waits."""

    sentence = _("Say for how many people, at least one.")
    code = "no_people"
    status = 422


class NotWaiting(Refusal):
    """Whoever left, was given the places or did not answer cannot be offered any."""

    sentence = _("This entry of the waitlist is “%(status)s”.")
    code = "not_waiting"


class OfferOver(Refusal):
    """The offer was answered too late."""

    sentence = _("This offer is over: the places were given to the next in line.")
    code = "offer_over"
