"""Claims on time: appointments and rentals."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from apps.capacity import versions
from apps.capacity.errors import (
    NoDuration,
    NotFree,
    NothingServes,
    TooEarly,
    TooLate,
    WrongTime,
)
from apps.capacity.queries import roster
from apps.capacity.services import reserving, things
from apps.capacity.services.claiming import MINUTES, check_number, hold_until
from apps.capacity.types import Each, Held, ReservationKind
from apps.catalog.models import Option
from apps.catalog.types import Kind
from apps.kernel.errors import NotFound

# As a stay: nobody takes something for good by a form.
LONGEST: Final = timedelta(days=366)


def hold_time(
    *,
    option: int,
    starts_at: datetime,
    ends_at: datetime | None = None,
    people: int = 1,
    at: datetime,
    minutes: int = MINUTES,
    location: int | None = None,
    resources: Sequence[int] = (),
    late: bool = False,
) -> Held:
    """Take what the option's product needs from `starts_at` on, for its duration unless an end is given.

    The best fit of what is free is taken; `resources` are wished for and must be among it. Raises NotFree, TooLate,
    TooEarly, NothingServes, NoDuration, WrongTime, WrongNumber, NotFound. Locks the resources.
    """
    check_number(people)
    until = hold_until(at, minutes)
    row = option_of(option)
    ends = end_of(row, starts_at, ends_at)
    check_time(row, starts_at, ends, at=at, late=late)
    wanted = needs_of(row, people=people)
    place = location or row.product.location_id
    kind = ReservationKind.RENTAL if row.product.kind == Kind.RENTAL else ReservationKind.APPOINTMENT

    def attempt() -> Held:
        chosen = things.best(wanted, starts_at, ends, location=place, wished=tuple(resources))
        takes = [reserving.take_of(one, starts_at, ends) for one in chosen]
        made = reserving.hold(
            takes,
            option=row.pk,
            product=row.product_id,
            until=until,
            kind=kind,
            at=at,
            fixed=bool(resources),
        )
        return Held(
            id=made["id"],
            token=made["token"],
            option=row.pk,
            product=row.product_id,
            hold_until=until,
            starts_at=starts_at,
            ends_at=ends,
            resources=tuple(sorted(one.id for one in chosen)),
        )

    held = reserving.first_free(attempt, NotFree)
    versions.changed(row.product_id)
    return held


def option_of(number: int) -> Option:
    """An option with its product. Raises NotFound."""
    row: Option | None = Option.objects.select_related("product").filter(pk=number).first()
    if row is None:
        raise NotFound
    return row


def end_of(option: Option, starts_at: datetime, ends_at: datetime | None) -> datetime:
    """The end that was given or comes of the duration. Raises NoDuration and WrongTime."""
    if ends_at is None:
        duration = option.duration or option.product.duration
        if duration is None:
            raise NoDuration
        try:
            ends_at = starts_at + timedelta(minutes=duration)
        except OverflowError as error:
            raise WrongTime from error
    if starts_at.tzinfo is None or ends_at.tzinfo is None or ends_at <= starts_at:
        raise WrongTime
    if ends_at - starts_at > LONGEST:
        raise WrongTime
    return ends_at


def check_time(option: Option, starts_at: datetime, ends_at: datetime, *, at: datetime, late: bool) -> None:
    """Raise TooLate and TooEarly by the product's notice and horizon; with `late` it must not be over."""
    product = option.product
    if (ends_at if late else starts_at - timedelta(minutes=product.notice)) <= at:
        raise TooLate
    if not late and starts_at > at + timedelta(days=product.horizon):
        raise TooEarly


def needs_of(option: Option, *, people: int) -> list[roster.Need]:
    """What a booking of the option takes. Raises NothingServes when the product does not say."""
    said = roster.requirements(product=option.product_id, option=option.pk)
    wanted = roster.needs(said, people=people, of=tuple(Each))
    if not wanted:
        raise NothingServes
    return wanted
