"""What a form says was chosen, as the front desk wants it. Numbers and instants; no price ever comes from a form."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from apps.bookings.models import Booking
from apps.capacity import local
from apps.capacity.queries import legs_of
from apps.catalog.types import Kind
from apps.frontdesk.errors import ChooseHowMany, ChooseWhen, NoSuchOption
from apps.frontdesk.types import Change, Choice
from apps.kernel.errors import Refusal
from apps.sales.models import OrderItem
from cms.booking import asked, when
from cms.booking.panels.parties import PREFIX
from cms.booking.sold import Sold

Values = Mapping[str, Any]
T = TypeVar("T")
# Nobody books so many different prices at once.
_MOST_UNITS: Final = 50
_LONGEST_PLATE: Final = 20


def choice(values: Values, *, sold: Sold, at: datetime) -> Choice:
    """The choice in a form about this product. Raises NoSuchOption, ChooseHowMany, ChooseWhen."""
    option = asked.number(values.get("option"))
    if option is None:
        raise NoSuchOption
    common: dict[str, Any] = {
        "option": option,
        "quantities": quantities(values),
        "people": asked.number(values.get("people")) if sold.kind == Kind.STAY else None,
        "answers": _answers(values, sold),
    }
    return Choice(**common, **_when(values, sold, at))


def wished_time(values: Values, *, sold: Sold) -> datetime | None:
    """When somebody asks a departure to take place; None in other forms. Raises ChooseWhen."""
    if "ask_day" not in values:
        return None
    day, clock = asked.day(values.get("ask_day")), asked.clock(values.get("begins"))
    if day is None or not clock:
        raise ChooseWhen
    return local.instant(day, time.fromisoformat(clock), sold.zone.key)


def quantities(values: Values) -> dict[int, int]:
    """How many of which unit. Raises ChooseHowMany for what is no whole number from 0 on."""
    found: dict[int, int] = {}
    for key in list(values):
        unit = asked.number(key.removeprefix(PREFIX)) if key.startswith(PREFIX) else None
        text = str(values.get(key) or "0").strip()
        if unit is None:
            continue
        many = asked.number(text)
        if many is None or len(found) >= _MOST_UNITS:
            raise ChooseHowMany
        found[unit] = many
    return found


def readable(values: Values) -> dict[int, int] | None:
    """The same of an address, whose mistakes are let pass; None where it says nothing."""
    try:
        return quantities(values) or None
    except ChooseHowMany:
        return None


def _when(values: Values, sold: Sold, at: datetime) -> dict[str, Any]:
    kind = sold.kind
    if kind == Kind.DEPARTURE:
        return {"departure": asked.number(values.get("departure"))}
    if kind == Kind.PASS:
        day = asked.day(values.get("day"))
        if day is None:
            raise ChooseWhen
        return {"pool": asked.number(values.get("pool")), "starts_at": _begins(day, sold, at)}
    if kind == Kind.STAY:
        return {
            "arrival": asked.day(values.get("arrival")),
            "nights": asked.number(values.get("nights")),
            "moving": asked.nights_each(values.get("moving")),
        }
    if kind in {Kind.APPOINTMENT, Kind.RENTAL}:
        ends_at = _instant(values, "stops") if kind == Kind.RENTAL else None
        return {"starts_at": _instant(values, "starts"), "ends_at": ends_at}
    return {}


def _begins(day: date, sold: Sold, at: datetime) -> datetime | None:
    """A pass that begins today begins now."""
    return None if day == sold.today(at) else local.midnight(day, sold.zone.key)


def _instant(values: Values, key: str) -> datetime | None:
    text = values.get(key)
    found = asked.instant(text)
    if text and found is None:
        raise ChooseWhen
    return found


def _answers(values: Values, sold: Sold) -> dict[str, Any]:
    plate = str(values.get("plate") or "")
    return {"plate": plate} if plate and sold.kind == Kind.PASS else {}


def of_item(item: OrderItem, given: Mapping[int, int], *, zone: ZoneInfo, at: datetime) -> Choice:
    """What stands in the basket, with other quantities."""
    kind = item.product.kind
    arrival = nights = None
    legs = legs_of([item.hold_id]).get(item.hold_id or 0, ()) if kind == Kind.STAY else ()
    if kind == Kind.STAY and item.starts_at is not None and item.ends_at is not None:
        arrival = when.local_day(item.starts_at, zone)
        nights = (when.local_day(item.ends_at, zone) - arrival).days
    starts_at = item.starts_at if kind in {Kind.APPOINTMENT, Kind.RENTAL, Kind.PASS} else None
    if kind == Kind.PASS and starts_at is not None and starts_at <= at:
        starts_at = None
    return Choice(
        option=item.option_id,
        quantities=given,
        departure=item.departure_id,
        pool=item.pool_id,
        starts_at=starts_at,
        ends_at=item.ends_at if kind == Kind.RENTAL else None,
        arrival=arrival,
        nights=nights,
        location=item.location_id,
        people=item.people if kind == Kind.STAY else None,
        answers=_still(item, given),
        moving=tuple(leg.nights for leg in legs),
    )


def _still(item: OrderItem, given: Mapping[int, int]) -> dict[str, Any]:
    """What was answered before; where fewer come, nobody knows yet who of those that were named."""
    fewer = sum(given.values()) < sum(int(many) for many in item.quantities.values())
    return {key: said for key, said in item.answers.items() if not (fewer and key == "participants")}


def change(values: Values, *, booking: Booking, sold: Sold) -> Change:
    """What is to be different of a booking. What a form does not say stays; what it says must be readable.

    Raises NoSuchOption, ChooseHowMany and ChooseWhen.
    """
    given = {unit: many for unit, many in quantities(values).items() if many}
    # A form with nothing but noughts wants nothing; it is not one that says nothing.
    if not given and any(key.startswith(PREFIX) and asked.number(key[len(PREFIX) :]) for key in values):
        raise ChooseHowMany
    common: dict[str, Any] = {
        "option": _said(values, "option", asked.number, NoSuchOption),
        "quantities": given or None,
        "departure": _said(values, "departure", asked.number, ChooseWhen),
    }
    if sold.kind == Kind.PASS:
        return Change(
            **common,
            pool=_said(values, "pool", asked.number, ChooseWhen),
            starts_at=_first_day(values, booking, sold),
            plate=str(values["plate"]) if "plate" in values else None,
        )
    return Change(
        **common,
        starts_at=_instant(values, "starts"),
        ends_at=_instant(values, "stops"),
        arrival=_said(values, "arrival", asked.day, ChooseWhen),
        nights=_said(values, "nights", asked.number, ChooseWhen),
        people=_said(values, "people", asked.number, ChooseHowMany) if sold.kind == Kind.STAY else None,
        moving=asked.nights_each(values.get("moving")),
    )


def _first_day(values: Values, booking: Booking, sold: Sold) -> datetime | None:
    """When a pass is to begin instead; None for the day on which it does."""
    day = _said(values, "day", asked.day, ChooseWhen)
    if day is None or day == when.local_day(booking.starts_at, sold.zone):
        return None
    return local.midnight(day, sold.zone.key)


def _said(values: Values, key: str, read: Callable[[Any], T | None], refusal: type[Refusal]) -> T | None:
    """What stands there; None where nothing does. Raises the refusal for what cannot be read."""
    text = values.get(key)
    found = read(text)
    if text and found is None:
        raise refusal
    return found
