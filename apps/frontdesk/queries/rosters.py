"""Who comes on a departure, with what and whom: for its page and for the paper that goes along."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Sum
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from apps.accounts import access, patterns
from apps.accounts.models import Member
from apps.bookings.models import Booking, Participant
from apps.bookings.queries import waiting_for
from apps.bookings.types import LIVE as LIVE_BOOKINGS
from apps.bookings.types import BookingStatus
from apps.capacity.models import Departure, DepartureSession, Reservation
from apps.capacity.queries import shortages
from apps.capacity.types import LIVE, DepartureStatus, ReservationKind
from apps.catalog.models import Unit

CHECK_IN: Final = "bookings.check_in"
ADD: Final = "bookings.add_booking"
RESERVATIONS: Final = "capacity.view_reservation"
_GONE: Final = (BookingStatus.CANCELLED,)
_COMING: Final = (BookingStatus.CONFIRMED, BookingStatus.MODIFIED, BookingStatus.IN_PROGRESS)
# A departure has at most so many bookings on its page; the list has all.
MOST: Final = 300


def may_check_in(member: Member, number: int) -> bool:
    """Whether the member sees the booking and may check it in; those who may with their own alone, their own.

    One query, none for who may not check in at all.
    """
    said = patterns.may(member.patterns, CHECK_IN)
    if said == "no":
        return False
    rows = access.permitted(Booking.objects.all(), member, "view")
    if said == "own":
        rows = rows.filter(pk__in=Booking.objects.assigned_to(member).values("pk"))
    return rows.filter(pk=number).exists()


@dataclass(frozen=True, slots=True)
class Party:
    """A booking with those who come with it."""

    booking: Booking
    units: str
    people: Sequence[Participant] = ()
    checkable: bool = False

    @property
    def here(self) -> bool:
        """Whether somebody has checked them in."""
        return self.booking.status in {BookingStatus.IN_PROGRESS, BookingStatus.COMPLETED}


@dataclass(slots=True)
class Roster:
    """A departure's people. `left` places are free; `sees_all` says that nobody else's bookings are left out."""

    departure: Departure
    zone: str
    parties: Sequence[Party] = ()
    resources: Sequence[Reservation] = ()
    sessions: Sequence[DepartureSession] = ()
    expected: int = 0
    here: int = 0
    waiting: int = 0
    diets: Mapping[str, int] = field(default_factory=dict)
    may_check_in: bool = False
    may_book: bool = False
    # What of its boats and people is missing, for who plans.
    short: Sequence[str] = ()

    @property
    def left(self) -> int:
        """Free places."""
        return self.departure.left

    @property
    def filled(self) -> int:
        """How full it is, in tenths, for the stylesheet."""
        return round(10 * self.departure.booked / self.departure.capacity) if self.departure.capacity else 10


def roster(departure: Departure, member: Member) -> Roster:
    """The roster, as far as the member sees bookings. Eight queries; six more where people are to be assigned."""
    rows = access.permitted(Booking.objects.all(), member, "view").filter(departure=departure.pk)
    bookings = list(
        rows.exclude(status__in=_GONE).select_related("customer", "item", "order").order_by("pk")[:MOST]
    )
    people: dict[int, list[Participant]] = {}
    for one in (
        Participant.objects.filter(booking__in=bookings).select_related("unit").order_by("position", "pk")
    ):
        people.setdefault(one.booking_id, []).append(one)
    names = dict(Unit.objects.filter(option=departure.option_id).values_list("pk", "name"))
    may = patterns.may(member.patterns, CHECK_IN)
    # Who is off and what is booked when is for those who see all that is taken.
    plans = patterns.may(member.patterns, RESERVATIONS) == "all"
    open_ = departure.status in {DepartureStatus.OPEN, DepartureStatus.CLOSED}
    parties = [
        Party(
            one,
            _units(one, names),
            people.get(one.pk, ()),
            checkable=may != "no" and one.status in _COMING,
        )
        for one in bookings
    ]
    return Roster(
        departure=departure,
        zone=departure.location.time_zone,
        parties=parties,
        resources=_resources(departure),
        sessions=list(departure.sessions.all()),
        expected=sum(one.people for one in bookings),
        here=sum(one.booking.people for one in parties if one.here),
        waiting=waiting_for([departure.pk]).get(departure.pk, 0),
        diets=_diets(parties),
        may_check_in=may != "no",
        may_book=open_ and patterns.may(member.patterns, ADD) == "all",
        short=[one.sentence for one in shortages([departure])[departure.pk]] if open_ and plans else (),
    )


def cancelled_with(departure: Departure) -> str:
    """Whom cancelling it is about, in a sentence: one query."""
    rows = Booking.objects.filter(departure=departure.pk, status__in=LIVE_BOOKINGS)
    found = rows.aggregate(bookings=Count("pk"), people=Sum("people"))
    if not found["bookings"]:
        return _t("Nobody is booked.")
    said = ngettext(
        "%(count)d booking is cancelled, for people: %(people)d.",
        "%(count)d bookings are cancelled, for people: %(people)d.",
        found["bookings"],
    )
    return said % {"count": found["bookings"], "people": found["people"]}


def block(record: Any, member: Member, at: datetime) -> Mapping[str, Any] | None:
    """For the departure's page; nothing for who sees no bookings."""
    if patterns.may(member.patterns, "bookings.view_booking") == "no":
        return None
    return {"roster": roster(record, member)}


def _units(booking: Booking, names: Mapping[int, str]) -> str:
    said = [
        f"{count} × {names.get(int(unit), '?')}" for unit, count in booking.item.quantities.items() if count
    ]
    return ", ".join(said)


def _resources(departure: Departure) -> Sequence[Reservation]:
    """Each boat and person once, however many sessions there are."""
    rows = departure.reservations.filter(status__in=LIVE, kind=ReservationKind.ASSIGNMENT)
    found = {one.resource_id: one for one in rows.select_related("resource", "resource__resource_class")}
    return sorted(found.values(), key=lambda one: (one.resource.resource_class.position, one.resource.name))


def _diets(parties: Sequence[Party]) -> Mapping[str, int]:
    said = [party.booking.diet for party in parties] + [one.diet for party in parties for one in party.people]
    return dict(Counter(text.strip() for text in said if text.strip()).most_common(20))
