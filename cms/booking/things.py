"""What is in a basket or an order, as pages show it: each thing with its lines, when, for whom, held until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.bookings.models import Booking
from apps.capacity import local
from apps.capacity.models import DepartureSession
from apps.capacity.queries import legs_of
from apps.capacity.types import HoldStatus, Leg
from apps.catalog.models import Unit
from apps.catalog.queries import words
from apps.catalog.types import Kind
from apps.sales import queries as sales
from apps.sales.models import Order, OrderItem
from apps.sales.types import Bill, BillItem, BillLine
from apps.tenancy import facts
from cms.booking import when
from cms.booking.panels.parties import PREFIX, is_fixed
from cms.booking.panels.types import Party

# So many of one thing fit into one booking where nobody said otherwise.
_MOST: Final = 99
# Of these there is one, unless people are counted; these are known by their days.
_SINGLE: Final = frozenset({Kind.STAY, Kind.APPOINTMENT, Kind.PASS})
_BY_DAY: Final = frozenset({Kind.STAY, Kind.PASS})


@dataclass(frozen=True, slots=True)
class Line:
    """What one price of a thing comes to; `name` is the unit's where the thing's own stands above."""

    name: str
    explanation: Sequence[str]

    @property
    def counted(self) -> str:
        """ "Adult: 2 × $100.00"."""
        return _("%(name)s: %(amount)s") % {"name": self.name, "amount": self.explanation[0]}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing chosen."""

    id: int
    slug: str
    name: str
    option: str
    kind: str
    when: str
    zone_text: str
    # Said beside `when`; days need no clock.
    when_zone: str
    lines: Sequence[Line]
    total: str
    units: Sequence[Party]
    people: int
    held_until: datetime | None
    held_text: str
    is_held: bool
    is_lost: bool
    is_sold: bool
    asks: Sequence[str]
    policy: Sequence[str] = ()
    # Of a course, the later ones.
    sessions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Basket:
    """All of it, with what it comes to in words."""

    order: Order
    bill: Bill
    things: Sequence[Thing]
    names: Mapping[int, str]

    @property
    def total(self) -> str:
        """What is to be paid."""
        return formats.money(self.bill.total, self.bill.currency)

    @property
    def subtotal(self) -> str:
        """Before discounts."""
        return formats.money(self.bill.subtotal, self.bill.currency)

    @property
    def discount(self) -> str:
        """What is taken off, with its sign; "" for nothing."""
        return formats.money(-self.bill.discount, self.bill.currency) if self.bill.discount else ""

    @property
    def deposit(self) -> str:
        """What is asked for at once; "" where that is all or nothing."""
        part = 0 < self.bill.deposit < self.bill.total
        return formats.money(self.bill.deposit, self.bill.currency) if part else ""

    @property
    def taxes(self) -> list[tuple[str, str, bool]]:
        """Name, amount and whether it is in the price, of each tax."""
        return [
            (one.name, formats.money(one.amount, self.bill.currency), one.included)
            for one in self.bill.taxes
            if one.amount
        ]

    @property
    def held_until(self) -> Thing | None:
        """What is held the shortest."""
        held = [one for one in self.things if one.is_held and one.held_until is not None]
        return min(held, key=lambda one: one.held_until, default=None)  # type: ignore[arg-type, return-value]

    @property
    def is_sold(self) -> bool:
        """Whether all of it can be booked."""
        return bool(self.things) and all(one.is_sold for one in self.things)


def basket_of(order: Order, *, at: datetime) -> Basket:
    """The order as pages show it. Seven queries, one more for stays and one for departures; up to three more in another
    language than the business's.
    """
    bill = sales.bill(order, at=at)
    rows = OrderItem.objects.filter(order=order, removed=False).order_by("position", "pk")
    items = list(rows.select_related("product__location", "option", "hold", "location").defer("custom"))
    billed = {one.id: one for one in bill.items}
    units: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(option__in={item.option_id for item in items}, active=True):
        units.setdefault(unit.option_id, []).append(unit)
    said = _Words(items, units)
    sessions = _sessions(items)
    moving = legs_of([item.hold_id for item in items if item.product.kind == Kind.STAY])
    things = [
        _thing(item, billed[item.pk], units.get(item.option_id, []), said, sessions, moving, at=at)
        for item in items
        if item.pk in billed
    ]
    return Basket(order, bill, things, said.products)


@dataclass(frozen=True, slots=True)
class Gone:
    """What stands on no bill any more: a booking that was cancelled. `kept` is "" where nothing is."""

    name: str
    option: str
    when: str
    when_zone: str
    party: str
    kept: str


def gone_of(booking: Booking) -> Gone:
    """What was booked, for whom it is no more. Two queries; three more in another language than the business's."""
    item = booking.item
    units = list(Unit.objects.filter(option=item.option_id))
    said = _Words([item], {item.option_id: units})
    zone, town = zone_of(item)
    many = [(item.quantities.get(str(unit.pk), 0), said.units.get(unit.pk, unit.name)) for unit in units]
    return Gone(
        name=said.products[item.product_id],
        option=said.options.get(item.option_id, item.option.name),
        when=span_text(booking.product.kind, booking.starts_at, booking.ends_at, zone),
        when_zone="" if booking.product.kind in _BY_DAY else when.zone_text(zone, town),
        party=", ".join(f"{count} × {name}" for count, name in many if count),
        kept=formats.money(booking.fee, booking.currency) if booking.fee else "",
    )


class _Words:
    """Names in the language of the page."""

    def __init__(self, items: Sequence[OrderItem], units: Mapping[int, Sequence[Unit]]) -> None:
        language = words.language_of(None)
        products = {item.product_id for item in items}
        found = words.of_products(products, language, ("name",))
        self.products = {
            item.product_id: str(found.get(item.product_id, {}).get("name") or item.product.name)
            for item in items
        }
        self.options = words.names("option", {item.option_id for item in items}, language)
        self.units = words.names("unit", [unit.pk for each in units.values() for unit in each], language)


def zone_of(item: OrderItem) -> tuple[ZoneInfo, str]:
    """Whose clock the thing is on, and the town."""
    place = item.location or item.product.location
    if place is None:
        return local.zone_of(facts.current().time_zone), ""
    return local.zone_of(place.time_zone), place.city


def when_text(item: OrderItem, zone: ZoneInfo) -> str:
    """When it takes place, as its kind says it; "" for goods."""
    if item.starts_at is None:
        return ""
    return span_text(item.product.kind, item.starts_at, item.ends_at, zone)


def span_text(kind: str, starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> str:
    """A time as the kind says it: days of a stay, the first day of a pass."""
    if kind == Kind.STAY and ends_at is not None:
        return when.days_text(when.local_day(starts_at, zone), when.local_day(ends_at, zone))
    if kind == Kind.PASS:
        return _("from %(day)s on") % {"day": when.day_text(when.local_day(starts_at, zone))}
    return when.span_text(starts_at, ends_at, zone)


def _sessions(items: Sequence[OrderItem]) -> dict[int, list[DepartureSession]]:
    """The later sessions of the departures that are chosen: one query."""
    found: dict[int, list[DepartureSession]] = {}
    departures = {item.departure_id for item in items if item.departure_id is not None}
    if departures:
        rows = DepartureSession.objects.filter(departure__in=departures).order_by("starts_at", "pk")
        for row in rows:
            found.setdefault(row.departure_id, []).append(row)
    return found


def _session(one: DepartureSession, zone: ZoneInfo) -> str:
    return " · ".join(part for part in (one.name, when.span_text(one.starts_at, one.ends_at, zone)) if part)


def _thing(
    item: OrderItem,
    billed: BillItem,
    units: Sequence[Unit],
    said: _Words,
    sessions: Mapping[int, Sequence[DepartureSession]],
    moving: Mapping[int, Sequence[Leg]],
    *,
    at: datetime,
) -> Thing:
    zone, town = zone_of(item)
    hold = item.hold
    until = hold.hold_until if hold is not None else None
    is_held = bool(hold and hold.status == HoldStatus.HELD and until and until > at)
    quantities = {int(unit): many for unit, many in item.quantities.items()}
    option = said.options.get(item.option_id, item.option.name)
    name = said.products[item.product_id]
    lines = [Line(_short(line, name, option), line.explanation) for line in billed.lines]
    is_single = item.product.kind in _SINGLE and is_fixed([unit.per for unit in units])
    return Thing(
        id=item.pk,
        slug=item.product.slug,
        name=name,
        option="" if option == name or option in {line.name for line in lines} else option,
        kind=item.product.kind,
        when=" · ".join(
            part
            for part in (when_text(item, zone), when.change_of_rooms(moving.get(item.hold_id or 0, ())))
            if part
        ),
        zone_text=when.zone_text(zone, town),
        when_zone="" if item.product.kind in _BY_DAY else when.zone_text(zone, town),
        lines=lines,
        total=formats.money(billed.total, item.currency),
        units=[
            Party(
                name=f"{PREFIX}{unit.pk}",
                label=said.units.get(unit.pk, unit.name),
                note="",
                price="",
                per="",
                value=quantities.get(unit.pk, 0),
                most=unit.most or _MOST,
            )
            for unit in units
            if not is_single
        ],
        people=item.people,
        held_until=until,
        held_text=when.time_text(until, zone) if until else "",
        is_held=is_held,
        is_lost=hold is not None and not is_held and hold.status != HoldStatus.CONFIRMED,
        is_sold=billed.sold,
        asks=item.product.asks,
        sessions=[_session(one, zone) for one in sessions.get(item.departure_id or 0, ())],
    )


def _short(line: BillLine, name: str, option: str) -> str:
    """The line without the names that stand above it."""
    said = line.description.removeprefix(f"{name}, ").removeprefix(f"{option}, ")
    return said if said != name else option or name
