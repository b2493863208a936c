"""What stands on a calendar, loaded for a window and no further: the entries and the rows they may stand in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Q, QuerySet

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.formats import labels
from apps.backoffice.calendars.window import DAY, Window, instant
from apps.backoffice.screens.declaration import Calendar, Named, Screen
from apps.backoffice.screens.permitted import changeable, page_of
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Kind, Operator
from apps.kernel.errors import NotFound
from apps.tenancy import region

MOST_ENTRIES: Final = 400
MOST_ROWS: Final = 100
# What has no end is drawn as long as this.
USUAL: Final = timedelta(minutes=30)
TONES: Final = 6
NOBODY: Final = "none"
DASH: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A record on the calendar. `starts` and `ends` are instants; `first` and `last` the days it touches."""

    pk: int
    title: str
    state: str
    tone: int
    starts: datetime
    ends: datetime
    first: date
    last: date
    all_day: bool
    clock: str  # "08:30" for forms, "" when it has no time
    time_text: str
    row: int | None
    row_label: str
    url: str
    movable: bool

    def touches(self, day: date) -> bool:
        """Whether it stands on that day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found. `cut` says that there is more than was loaded."""

    entries: Sequence[Entry]
    cut: bool


def is_timed(screen: Screen, calendar: Calendar) -> bool:
    """Whether entries can have a time of day."""
    return bool(calendar.time) or attribute_of(screen, calendar.start).kind is Kind.MOMENT


def attribute_of(screen: Screen, key: str) -> Attribute:
    """The attribute a calendar or board is declared by, also where the owner has hidden it. Raises NotFound."""
    found = screen.attribute(key) or next(
        (one for one in screen.declared_attributes() if one.key == key), None
    )
    if found is None:
        raise NotFound
    return found


def load(
    screen: Screen,
    calendar: Calendar,
    member: Member,
    window: Window,
    *,
    row: str = "",
    mine: bool = False,
    most: int = MOST_ENTRIES,
) -> Loaded:
    """Entries of the window that the member may see, at most `most`. One query, two where the calendar says how long
    they last, one more where records take place again, and one when the member may change only some of what they see.
    """
    rows = screen.joined(screen.rows(member), [])
    if calendar.only is not None:
        rows = rows.filter(calendar.only)
    if mine and hasattr(rows, "assigned_to"):
        rows = rows.assigned_to(member)
    rows = _of_row(rows, calendar, row)
    found = _found(screen, calendar, rows, window, most + 1)
    shown = found[:most]
    again = [] if calendar.again is None else list(calendar.again(rows, window.starts_at, window.ends_at))
    movable = changeable(screen, member, shown) if calendar.moved is not None else frozenset()
    both = [*shown, *again]
    named = calendar.named(both, member) if calendar.named is not None and both else {}
    reader = _Reader(screen, calendar, window.zone, named)
    entries = [entry for one in shown if (entry := reader.entry(one, movable)) is not None]
    # Only the first time of a record is moved by dragging.
    entries += [entry for one in again if (entry := reader.entry(one, ())) is not None]
    return Loaded([one for one in entries if _in(one, window)], len(found) > most)


def _in(entry: Entry, window: Window) -> bool:
    return entry.first < window.last and entry.last >= window.first


def _found(screen: Screen, calendar: Calendar, rows: "QuerySet[Any]", window: Window, most: int) -> list[Any]:
    """The first records that reach into the window."""
    if calendar.longest is None or not calendar.end:
        return list(_ordered(_within(screen, calendar, rows, window), calendar)[:most])
    # Two ranges of an index each, where one condition would have all of the past looked at.
    key, end, first = calendar.start, calendar.end, window.starts_at
    before = Q(**{f"{key}__lt": first, f"{end}__gt": first, f"{end}__lt": first + calendar.longest})
    within = Q(**{f"{key}__gte": first, f"{key}__lt": window.ends_at})
    earlier = list(_ordered(rows.filter(before), calendar)[:most])
    return [*earlier, *_ordered(rows.filter(within), calendar)[: most - len(earlier)]]


def _within(screen: Screen, calendar: Calendar, rows: "QuerySet[Any]", window: Window) -> "QuerySet[Any]":
    start = attribute_of(screen, calendar.start)
    moments = start.kind is Kind.MOMENT
    first: Any = window.starts_at if moments else window.first
    last: Any = window.ends_at if moments else window.last
    if start.own:
        until = last - (timedelta(microseconds=1) if moments else DAY)
        return start.where(start.where(rows, Operator.FROM, [first]), Operator.TO, [until])
    begins, key = Q(**{f"{calendar.start}__lt": last}), calendar.start
    if not calendar.end:
        return rows.filter(begins, **{f"{key}__gte": first})
    # A day that something ends on is part of it; an instant is not.
    reaches = Q(**{f"{calendar.end}__{'gt' if moments else 'gte'}": first})
    return rows.filter(begins, reaches | Q(**{f"{key}__gte": first}))


def _of_row(rows: "QuerySet[Any]", calendar: Calendar, row: str) -> "QuerySet[Any]":
    if not calendar.rows or not row:
        return rows
    if row == NOBODY:
        return rows.filter(**{f"{calendar.rows}__isnull": True})
    return rows.filter(**{calendar.rows: int(row)}) if row.isdecimal() else rows.none()


def _ordered(rows: "QuerySet[Any]", calendar: Calendar) -> "QuerySet[Any]":
    if calendar.rows and not calendar.rows.startswith("custom."):
        rows = rows.select_related(calendar.rows)
    keys = [key for key in (calendar.start, calendar.time) if key and not key.startswith("custom.")]
    return rows.order_by(*keys, "pk")


class _Reader:
    """Makes entries of records; knows the attributes, so that they are looked up once."""

    def __init__(
        self,
        screen: Screen,
        calendar: Calendar,
        zone: ZoneInfo,
        named: Mapping[int, Named] = MappingProxyType({}),
    ) -> None:
        self.screen, self.calendar, self.zone, self.named = screen, calendar, zone, named
        self.start = attribute_of(screen, calendar.start)
        self.end = attribute_of(screen, calendar.end) if calendar.end else None
        self.time = attribute_of(screen, calendar.time) if calendar.time else None
        self.rows = attribute_of(screen, calendar.rows) if calendar.rows else None
        self.colour = attribute_of(screen, calendar.colour) if calendar.colour else None
        self.labels = labels(self.colour) if self.colour else {}
        self.tones = {value: number % TONES for number, value in enumerate(self.labels)}

    def entry(self, record: Any, movable: Collection[int]) -> Entry | None:
        """The record as it stands on the calendar, None without a day."""
        begin = self.start.value(record)
        if begin is None:
            return None
        end = self.end.value(record) if self.end else None
        at = self.time.value(record) if self.time else None
        starts, ends, all_day = _extent(begin, end, at, self.zone)
        local, until = starts.astimezone(self.zone), ends.astimezone(self.zone)
        value = "" if self.colour is None else str(self.colour.value(record))
        row = self.rows.value(record) if self.rows else None
        named = self.named.get(record.pk)
        by_day = named is not None and named.whole_day
        return Entry(
            pk=record.pk,
            title=named.title if named else self.screen.title(record),
            state=self.labels.get(value, ""),
            tone=self.tones.get(value, 0),
            starts=starts,
            ends=ends,
            first=local.date(),
            last=max(local.date(), (until - timedelta(microseconds=1)).date()),
            all_day=all_day or by_day,
            clock="" if not isinstance(begin, datetime) and at is None else region.clock(local),
            time_text=""
            if by_day
            else _time_text(local, until if end is not None else None, whole=_is_whole(begin, at)),
            row=None if row is None else row.pk,
            row_label="" if row is None else str(row),
            url=named.url if named and named.url else page_of(self.screen, record.pk),
            movable=record.pk in movable,
        )


def _is_whole(begin: Any, at: time | None) -> bool:
    return not isinstance(begin, datetime) and at is None


def _extent(begin: Any, end: Any, at: time | None, zone: ZoneInfo) -> tuple[datetime, datetime, bool]:
    """Instants of beginning and end, and whether it fills days rather than hours."""
    if isinstance(begin, datetime):
        starts = begin.astimezone(UTC)
        ends = max(end.astimezone(UTC), starts) if isinstance(end, datetime) else starts + USUAL
        return starts, ends, ends - starts >= DAY
    if at is not None:
        starts = instant(begin, at, zone)
        return starts, starts + USUAL, False
    last = max(end, begin) if isinstance(end, date) else begin
    return instant(begin, time.min, zone), instant(last + DAY, time.min, zone), True


def _time_text(local: datetime, until: datetime | None, *, whole: bool) -> str:
    if whole:
        return ""
    text = _clock(local)
    if until is None:
        return text
    if until.date() != local.date():
        return f"{text} {DASH} {region.dated(until, 'D j M')}, {_clock(until)}"
    return f"{text}{DASH}{_clock(until)}"


def _clock(local: datetime) -> str:
    """14:30, with the zone's letters in the hour that the clock shows twice."""
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{region.clock(local)} {local:%Z}" if twice else region.clock(local)


@dataclass(frozen=True, slots=True)
class Row:
    """Something entries stand in a row of: a member, a room. `key` is what addresses and forms call it, `zone` its own
    clock where it has one, as a location does.
    """

    key: str
    label: str
    zone: str = ""


def row_records(screen: Screen, calendar: Calendar, member: Member) -> "QuerySet[Any] | None":
    """The records the member may choose a row from, None when the calendar has no rows."""
    if not calendar.rows:
        return None
    if calendar.choices is not None:
        return calendar.choices(member)
    target = attribute_of(screen, calendar.rows).target
    if target in SCREENS:
        return SCREENS.get(target).rows(member)
    every: QuerySet[Any] = apps.get_model(target)._default_manager.all()
    return every


def choices(screen: Screen, calendar: Calendar, member: Member) -> list[Row]:
    """The rows the member may choose, at most MOST_ROWS. One query."""
    records = row_records(screen, calendar, member)
    if records is None:
        return []
    return [Row(str(one.pk), str(one), getattr(one, "time_zone", "")) for one in records[:MOST_ROWS]]


def in_use_first(known: Sequence[Row], entries: Iterable[Entry]) -> list[Row]:
    """The rows that entries stand in by name, also those nobody may choose any more; then the others as known."""
    used = {str(one.row): one.row_label for one in entries if one.row is not None}
    first = [Row(key, label) for key, label in sorted(used.items(), key=lambda pair: pair[1].casefold())]
    return [*first, *(row for row in known if row.key not in used)]
