"""What capacity refuses. Customers read most of these sentences."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.kernel.errors import NotFound, Refusal


class NoSuchHold(NotFound):
    sentence = _("There is no such reservation here.")
    code = "no_such_hold"


class NoSuchDeparture(NotFound):
    sentence = _("There is no such departure here.")
    code = "no_such_departure"


class NoSuchPool(NotFound):
    sentence = _("There is no such pass here.")
    code = "no_such_pool"


class SoldOut(Refusal):
    """Not enough places. `left` is what remains."""

    code = "sold_out"

    def __init__(self, *, left: int) -> None:
        super().__init__(left=left)
        self.left = left

    def __str__(self) -> str:
        if self.left <= 0:
            return str(_("This is sold out."))
        return (
            ngettext("Only %(left)d place is left.", "Only %(left)d places are left.", self.left) % self.facts
        )


class DepartureClosed(Refusal):
    """It takes no bookings: closed, cancelled or completed."""

    sentence = _("This departure takes no bookings.")
    code = "departure_closed"


class PoolClosed(Refusal):
    """The pool is not on sale."""

    sentence = _("These passes are not on sale.")
    code = "pool_closed"


class TooLate(Refusal):
    """It begins before the product's notice is over, or has begun."""

    sentence = _("It is too late to book this.")
    code = "too_late"


class TooEarly(Refusal):
    """It is further ahead than the product is sold."""

    sentence = _("This cannot be booked yet.")
    code = "too_early"


class WrongNumber(Refusal):
    """A number of places or people that nobody can book."""

    sentence = _("Choose how many.")
    code = "wrong_number"
    status = 422


class WrongTime(Refusal):
    """An end before its start, or a time without a zone."""

    sentence = _("It must end after it starts.")
    code = "wrong_time"
    status = 422


class NotFree(Refusal):
    """No resources are free then. `reasons` say why, for staff."""

    sentence = _("Nobody and nothing is free at this time. Choose another time.")
    code = "not_free"

    def __init__(self, *, reasons: tuple[object, ...] = ()) -> None:
        super().__init__(reasons=reasons)
        self.reasons = reasons


class NoRoom(NotFree):
    """No room of the class is free throughout."""

    sentence = _("No room is free for all of these nights. Choose other days.")
    code = "no_room"


class RoomsChange(NoRoom):
    """The guest would change rooms on other days than they have agreed to."""

    sentence = _("Rooms would be changed on other days by now than was agreed. Look at the offer again.")
    code = "rooms_change"


class NothingServes(Refusal):
    """The product does not say which resources it needs, so nothing can be taken for it."""

    sentence = _("This cannot be booked online at the moment.")
    code = "nothing_serves"


class StayRefused(Refusal):
    """A rule for stays forbids it; `sentence` says which."""

    code = "stay_refused"

    def __init__(self, *, rule: str, **facts: object) -> None:
        super().__init__(rule=rule, **facts)
        self.rule = rule

    def __str__(self) -> str:
        return str(STAY_RULES[self.rule]) % self.facts


STAY_RULES = {
    "closed": _("There are nights among these that are not sold."),
    "no_arrival": _("Nobody can arrive on this day."),
    "no_departure": _("Nobody can leave on this day."),
    "nights_min": _("Stays on these days last at least %(nights)d nights."),
    "nights_max": _("Stays on these days last at most %(nights)d nights."),
}


class HoldExpired(Refusal):
    """The hold ran out and what it held is gone."""

    sentence = _("The reservation has expired, and somebody else has taken the place meanwhile.")
    code = "hold_expired"


class HoldGone(Refusal):
    """The hold was given back."""

    sentence = _("This reservation was given back. Choose again.")
    code = "hold_gone"


class TransitionRefused(Refusal):
    """A departure cannot go `before` → `after`."""

    sentence = _("This departure is “%(before)s” and cannot become “%(after)s”.")
    code = "departure_transition"


class StillBooked(Refusal):
    """Places are booked, so it cannot be removed or cancelled this way."""

    code = "still_booked"

    def __init__(self, *, booked: int) -> None:
        super().__init__(booked=booked)
        self.booked = booked

    def __str__(self) -> str:
        said = ngettext(
            "%(booked)d place is booked on it. Cancel the departure instead.",
            "%(booked)d places are booked on it. Cancel the departure instead.",
            self.booked,
        )
        return said % self.facts


class BelowBooked(Refusal):
    """The capacity would fall below what is booked."""

    code = "below_booked"
    status = 422

    def __init__(self, *, booked: int) -> None:
        super().__init__(booked=booked)
        self.booked = booked

    def __str__(self) -> str:
        said = ngettext(
            "%(booked)d place is booked already; the capacity cannot be below.",
            "%(booked)d places are booked already; the capacity cannot be below.",
            self.booked,
        )
        return said % self.facts


class AboveLimit(Refusal):
    """The capacity would rise above the boat's or the departure's own limit."""

    sentence = _("It holds %(limit)d people at most.")
    code = "above_limit"
    status = 422


class NeedsRaise(Refusal):
    """Raising above what was planned needs a reason and the permission for it."""

    sentence = _("Say why the capacity is raised.")
    code = "reason_missing"
    status = 422


class NoCapacity(Refusal):
    """Neither the option nor the product says how many fit in."""

    sentence = _("Say how many places it has: neither the option nor the product does.")
    code = "no_capacity"
    status = 422


class NoDuration(Refusal):
    """Neither the option nor the product says how long it takes."""

    sentence = _("Say how long it takes: neither the option nor the product does.")
    code = "no_duration"
    status = 422


class NotOnRequest(Refusal):
    """The option has no departures on request."""

    sentence = _("This does not take place on request.")
    code = "not_on_request"


class Taken(Refusal):
    """The resource is taken at that time; `reasons` say by what."""

    sentence = _("%(resource)s is not free then: %(why)s")
    code = "taken"


class Begun(Refusal):
    """What has begun is not moved."""

    sentence = _("It has begun already.")
    code = "begun"


class DoesNotSuit(Refusal):
    """The resource is not of the class or lacks a skill."""

    sentence = _("%(resource)s does not suit: %(why)s")
    code = "does_not_suit"


class NotAssigned(Refusal):
    """The resource has no reservation for the departure."""

    sentence = _("It is not assigned.")
    code = "not_assigned"
