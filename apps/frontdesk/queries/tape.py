"""The tape chart: rooms as rows, nights as columns, stays as bars; a constant number of queries for any window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse

from apps.accounts.models import Member
from apps.backoffice.calendars.window import DAY, instant
from apps.backoffice.screens.registry import SCREENS
from apps.bookings.models import Booking
from apps.bookings.types import LIVE as LIVE_BOOKINGS
from apps.capacity.models import Reservation, Resource
from apps.capacity.types import LIVE, ReservationKind, ResourceKind
from apps.catalog.types import Kind
from apps.frontdesk.queries.named import bookings_by_hold
from apps.tenancy.models import Location

SHORT: Final = 14
LONG: Final = 28
MOST_ROOMS: Final = 250
_NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stay, a block or whatever takes a room, on whole nights. `tone` is its state for the stylesheet."""

    reservation: int
    title: str
    detail: str
    tone: str
    first: date
    nights: int
    url: str
    movable: bool
    began_before: bool = False
    goes_on: bool = False
    people: int = 0
    # Of a guest who changes rooms: the rooms from which they come and to which they go.
    comes_from: str = ""
    goes_to: str = ""

    @property
    def last(self) -> date:
        """The day it leaves."""
        return self.first + DAY * self.nights


@dataclass(slots=True)
class Cell:
    """Some nights of a row: free, or with bars in them."""

    day: date
    span: int = 1
    bars: list[Bar] = field(default_factory=list)
    today: bool = False


@dataclass(slots=True)
class Line:
    """A room's row."""

    room: Resource
    cells: list[Cell]


@dataclass(slots=True)
class Group:
    """Rooms of a class, and how many are free in each night."""

    name: str
    lines: list[Line]
    free: list[int]


@dataclass(slots=True)
class DayList:
    """A day as phones show it."""

    day: date
    arriving: list[tuple[str, Bar]] = field(default_factory=list)
    moving: list[tuple[str, Bar]] = field(default_factory=list)
    leaving: list[tuple[str, Bar]] = field(default_factory=list)
    staying: int = 0
    free: int = 0


@dataclass(slots=True)
class Tape:
    """All of it. `homeless` are stays that have no room in these nights, which somebody must find one for."""

    days: list[date]
    today: date
    groups: list[Group]
    by_day: list[DayList]
    homeless: Sequence[Booking]
    places: Sequence[Location]
    place: int | None
    zone: str


def tape(member: Member, *, first: date, days: int, place: int | None, at: datetime) -> Tape:
    """The chart from a day on. Six queries."""
    places = list(Location.objects.order_by("pk"))
    chosen = next((one for one in places if one.pk == place), None)
    rooms = Resource.objects.filter(active=True, resource_class__kind=ResourceKind.ROOM)
    if chosen is not None:
        rooms = rooms.filter(location=chosen)
    found = list(
        rooms.select_related("resource_class", "location").order_by(
            "resource_class__position", "resource_class__name", "position", "name"
        )[:MOST_ROOMS]
    )
    zone = (chosen or (found[0].location if found else places[0])).time_zone
    window = [first + DAY * number for number in range(days)]
    bars = _bars(member, found, window)
    today = at.astimezone(ZoneInfo(zone)).date()
    groups = _groups(found, bars, window, today)
    return Tape(
        days=window,
        today=today,
        groups=groups,
        by_day=_by_day(found, bars, window),
        homeless=_homeless(member, window, zone, chosen),
        places=places,
        place=chosen.pk if chosen else None,
        zone=zone,
    )


def _bars(member: Member, rooms: Sequence[Resource], window: Sequence[date]) -> dict[int, list[Bar]]:
    """What takes each room in these nights, in order."""
    screen = SCREENS.get("capacity.reservation")
    by_room = {one.pk: one for one in rooms}
    begins = datetime.combine(window[0], time(), tzinfo=ZoneInfo("UTC")) - DAY
    ends = datetime.combine(window[-1], time(), tzinfo=ZoneInfo("UTC")) + DAY * 2
    rows = Reservation.objects.filter(
        resource__in=by_room, status__in=LIVE, taken_until__gt=begins, taken_from__lt=ends
    )
    found = list(rows.order_by("starts_at", "pk"))
    bookings = bookings_by_hold(found)
    together: dict[int, list[Reservation]] = {}
    for one in found:
        if one.hold_id is not None and one.kind == ReservationKind.STAY:
            together.setdefault(one.hold_id, []).append(one)
    movable = set(
        screen.rows(member, "change").filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    sees = SCREENS.get("bookings.booking").may(member, "view")
    made: dict[int, list[Bar]] = {}
    for one in found:
        bar = _bar(
            one,
            _moving(one, together.get(one.hold_id or 0, ()), by_room),
            bookings.get(one.hold_id or 0),
            by_room[one.resource_id],
            movable=one.pk in movable,
            sees=sees,
        )
        if bar.last > window[0] and bar.first <= window[-1]:
            made.setdefault(one.resource_id, []).append(_cut(bar, window))
    return made


def _moving(one: Reservation, mine: Sequence[Reservation], rooms: Mapping[int, Resource]) -> tuple[str, str]:
    """The names of the rooms before and after this one, of a guest who changes them within what is shown."""
    before = next((other for other in reversed(mine) if other.ends_at <= one.starts_at), None)
    after = next((other for other in mine if other.starts_at >= one.ends_at), None)
    names = [rooms[other.resource_id].name if other is not None else "" for other in (before, after)]
    return names[0], names[1]


def _bar(
    one: Reservation,
    moving: tuple[str, str],
    booking: Booking | None,
    room: Resource,
    *,
    movable: bool,
    sees: bool,
) -> Bar:
    zone = ZoneInfo(room.location.time_zone)
    begins, ends = one.starts_at.astimezone(zone).date(), one.ends_at.astimezone(zone).date()
    if booking is not None:
        title, tone, people = booking.customer.name, str(booking.status), booking.people
        url = reverse("office_detail", args=["bookings", "booking", booking.pk]) if sees else ""
        detail = booking.product.name
    else:
        title, tone, people = one.note or one.get_kind_display(), str(one.kind), 0
        if one.kind == ReservationKind.STAY:
            tone = "held"
        url = reverse("office_detail", args=["capacity", "reservation", one.pk])
        detail = one.get_kind_display()
    before, after = moving
    return Bar(
        one.pk,
        title,
        detail,
        tone,
        begins,
        max((ends - begins).days, 1),
        url,
        movable,
        people=people,
        comes_from=before,
        goes_to=after,
    )


def _cut(bar: Bar, window: Sequence[date]) -> Bar:
    first, last = max(bar.first, window[0]), min(bar.last, window[-1] + DAY)
    return replace(
        bar,
        first=first,
        nights=(last - first).days,
        began_before=bar.first < first,
        goes_on=bar.last > last,
    )


def _groups(
    rooms: Sequence[Resource], bars: Mapping[int, Sequence[Bar]], window: Sequence[date], today: date
) -> list[Group]:
    groups: dict[str, Group] = {}
    for room in rooms:
        group = groups.setdefault(
            room.resource_class.name, Group(room.resource_class.name, [], [0] * len(window))
        )
        cells = _cells(bars.get(room.pk, ()), window, today)
        group.lines.append(Line(room, cells))
        number = 0
        for cell in cells:
            if not cell.bars:
                group.free[number] += 1
            number += cell.span
    return list(groups.values())


def _cells(bars: Sequence[Bar], window: Sequence[date], today: date) -> list[Cell]:
    """Free nights one by one, bars over as many as they take; what shares a night stands in one cell."""
    cells: list[Cell] = []
    day, over = window[0], window[-1] + DAY
    for bar in bars:
        if bar.first < day:
            if cells and cells[-1].bars:
                cells[-1].bars.append(bar)
            continue
        while day < bar.first:
            cells.append(Cell(day, today=day == today))
            day += DAY
        cells.append(Cell(day, bar.nights, [bar], today=day <= today < bar.last))
        day = bar.last
    while day < over:
        cells.append(Cell(day, today=day == today))
        day += DAY
    return cells


def _by_day(
    rooms: Sequence[Resource], bars: Mapping[int, Sequence[Bar]], window: Sequence[date]
) -> list[DayList]:
    lists = {day: DayList(day, free=len(rooms)) for day in window}
    names = {room.pk: room.name for room in rooms}
    for number, room_bars in bars.items():
        for bar in room_bars:
            for night in range(bar.nights):
                lists[bar.first + DAY * night].free -= 1
                lists[bar.first + DAY * night].staying += 1
            if not bar.began_before and not bar.comes_from:
                lists[bar.first].arriving.append((names[number], bar))
            elif bar.comes_from and not bar.began_before:
                lists[bar.first].moving.append((names[number], bar))
            if not bar.goes_on and not bar.goes_to and bar.last in lists:
                lists[bar.last].leaving.append((names[number], bar))
    return list(lists.values())


def _homeless(member: Member, window: Sequence[date], zone: str, place: Location | None) -> Sequence[Booking]:
    """Stays that stand without a room: one query."""
    screen = SCREENS.get("bookings.booking")
    clock = ZoneInfo(zone)
    rows = screen.rows(member).filter(
        product__kind=Kind.STAY,
        status__in=LIVE_BOOKINGS,
        starts_at__lt=instant(window[-1] + DAY, time(), clock),
        ends_at__gt=instant(window[0], _NOON, clock),
    )
    if place is not None:
        rows = rows.filter(location=place)
    roomed = Reservation.objects.filter(status__in=LIVE, hold__isnull=False).values("hold")
    return list(rows.exclude(hold__in=roomed).select_related("customer", "option", "product")[:50])


def first_of(asked: str, *, at: datetime, zone: str) -> date:
    """The day of an address; a day before today where it says none, so that who leaves today is seen."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    return min(max(day, date(1990, 1, 1)), date(2990, 1, 1))
