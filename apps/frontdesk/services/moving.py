"""A change of a stay that can be had only with a change of rooms."""

from datetime import datetime

from apps.bookings.models import Booking
from apps.capacity import queries as capacity
from apps.frontdesk.services.choosing import look_up
from apps.frontdesk.services.rechoosing import choice_of
from apps.frontdesk.types import Change


def moving_nights(booking: Booking, change: Change, *, at: datetime) -> tuple[int, ...]:
    """Nights in each room, one after the other, that the changed stay could have now; nothing where it needs none."""
    [chosen] = look_up([choice_of(booking, change)], staff=True)
    answer = capacity.available(
        option=chosen.option.pk,
        at=at,
        people=chosen.people,
        arrival=chosen.choice.arrival,
        nights=chosen.choice.nights,
        staff=True,
        mine=booking.hold_id,
    )
    return tuple(leg.nights for leg in answer.legs)
