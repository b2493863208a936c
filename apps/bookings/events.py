"""Facts about bookings and the waitlist. Written in the transaction of the change, under the lock of what changes."""

from dataclasses import dataclass, field

from apps.events.types import Event, fact


@dataclass(frozen=True, slots=True)
class BookingFact(Event):
    """What every fact about a booking says. Those of one booking are handled in order."""

    booking: int
    reference: str

    @property
    def subject(self) -> str:
        """The booking."""
        return f"booking:{self.booking}"


@fact("bookings.booking_made")
@dataclass(frozen=True, slots=True)
class BookingMade(BookingFact):
    """A booking stands, confirmed or not."""

    order: int
    customer: int
    product: int
    departure: int | None
    people: int
    status: str
    source: str
    by_staff: bool = False


@fact("bookings.booking_confirmed")
@dataclass(frozen=True, slots=True)
class BookingConfirmed(BookingFact):
    """The business has agreed to a booking."""


@fact("bookings.booking_changed")
@dataclass(frozen=True, slots=True)
class BookingChanged(BookingFact):
    """Something of a booking is different: "time", "option", "people", "resource", "place", "plate",
    "participants" or "details". `entries_before` says, where that may be another number now, how many calendar entries
    it had: one for each session of its departure.
    """

    what: list[str] = field(default_factory=list)
    departure: int | None = None
    departure_before: int | None = None
    by_staff: bool = False
    entries_before: int = 0


@fact("bookings.booking_cancelled")
@dataclass(frozen=True, slots=True)
class BookingCancelled(BookingFact):
    """A booking was ended before its time. `cancellation` is the departure's, when all of it is off."""

    cancelled_by: str
    departure: int | None = None
    refund_due: int = 0
    cancellation: int | None = None
    notify: bool = True


@fact("bookings.checked_in")
@dataclass(frozen=True, slots=True)
class CheckedIn(BookingFact):
    """They are here."""


@fact("bookings.check_in_undone")
@dataclass(frozen=True, slots=True)
class CheckInUndone(BookingFact):
    """They were not here after all."""


@fact("bookings.checked_out")
@dataclass(frozen=True, slots=True)
class CheckedOut(BookingFact):
    """They have left."""


@fact("bookings.booking_completed")
@dataclass(frozen=True, slots=True)
class BookingCompleted(BookingFact):
    """What was promised took place."""


@fact("bookings.no_show")
@dataclass(frozen=True, slots=True)
class NoShow(BookingFact):
    """Nobody came."""


@fact("bookings.no_show_undone")
@dataclass(frozen=True, slots=True)
class NoShowUndone(BookingFact):
    """Somebody came after all."""


@dataclass(frozen=True, slots=True)
class WaitFact(Event):
    """What every fact about somebody who waits says."""

    entry: int

    @property
    def subject(self) -> str:
        """The entry."""
        return f"waitlist:{self.entry}"


@fact("bookings.waitlist_joined")
@dataclass(frozen=True, slots=True)
class WaitlistJoined(WaitFact):
    """A party waits."""


@fact("bookings.waitlist_offered")
@dataclass(frozen=True, slots=True)
class WaitlistOffered(WaitFact):
    """Places are held for a party that waited, until `until`."""

    until: str


@fact("bookings.waitlist_accepted")
@dataclass(frozen=True, slots=True)
class WaitlistAccepted(WaitFact):
    """A party took the places."""


@fact("bookings.waitlist_expired")
@dataclass(frozen=True, slots=True)
class WaitlistExpired(WaitFact):
    """A party did not answer."""


@fact("bookings.waitlist_left")
@dataclass(frozen=True, slots=True)
class WaitlistLeft(WaitFact):
    """A party waits no more."""
