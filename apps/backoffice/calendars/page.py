"""What a calendar page shows, ready for its templates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_interval, get_timezone_name
from django.utils import formats
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes.formats import babel_locale
from apps.backoffice.calendars import entries as loading
from apps.backoffice.calendars.address import Address
from apps.backoffice.calendars.entries import NOBODY, Entry, Row
from apps.backoffice.calendars.layout import STEP, Placed, place
from apps.backoffice.calendars.window import DAY_HOURS, View, Window, hours_of
from apps.backoffice.screens.declaration import Calendar, Screen
from apps.tenancy import facts, region

# The working day, shown even when it is empty; entries outside it widen it.
OPENS: Final = 7
CLOSES: Final = 20
MOST_IN_CELL: Final = 4
# Columns beside each other on one day; the rest stands in a column of its own.
MOST_COLUMNS: Final = 8
MOST_ROWS_SHOWN: Final = 25
# A week has room for so many entries beside each other on a day; more could not be read.
MOST_BESIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A day, or a row's day, with its entries as a list. `more` of them are not shown."""

    day: date
    row: str | None
    entries: Sequence[Entry]
    more: int
    address: str
    today: bool
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """An entry in a column of hours, with the stylesheet's names of its place."""

    placed: Placed[Entry]
    classes: str

    @property
    def entry(self) -> Entry:
        """What stands there."""
        return self.placed.entry


@dataclass(slots=True)
class Column:
    """A day, or a row on one day, as a column of hours."""

    heading: str
    day: date
    row: str | None
    today: bool
    address: str
    note: str = ""
    all_day: Sequence[Entry] = ()
    placed: Sequence[Placed[Entry]] = ()
    slots: Sequence[Slot] = ()
    left_over: int = 0
    now: str = ""


@dataclass(slots=True)
class Page:
    """The whole page. Of `columns`, `lines` and `weeks` one is filled, as the view and the order by rows say."""

    screen: Screen
    address: Address
    window: Window
    title: str
    zone_text: str
    timed: bool
    cut: bool
    total: int
    rows: Sequence[Row]
    today: date
    can_be_mine: bool
    columns: Sequence[Column] = ()
    lines: Sequence[tuple[Row, Sequence[Cell]]] = ()
    weeks: Sequence[Sequence[Cell]] = ()
    weekdays: Sequence[str] = ()
    hours: Sequence[str] = ()
    # So much takes place at the same time that the days of the week are lists.
    crowded: bool = False
    legend: Sequence[tuple[int, str]] = field(default_factory=list)

    @property
    def has_rows(self) -> bool:
        """Whether it can be ordered by rows at all."""
        return self.screen.calendar is not None and bool(self.screen.calendar.rows)

    @property
    def row_label(self) -> str:
        """What a row is."""
        calendar = self.screen.calendar
        return (
            str(loading.attribute_of(self.screen, calendar.rows).label) if calendar and calendar.rows else ""
        )


def page(screen: Screen, calendar: Calendar, member: Member, given: Any, *, at: datetime) -> Page:
    """Everything the page shows: two queries, three for whoever may change only some of what they see."""
    known = loading.choices(screen, calendar, member)
    zone = zone_of(str(given.get("row", "")), known)
    today = at.astimezone(zone).date()
    address = Address.read(given, today=today)
    window = Window(address.view, address.on, zone, babel_locale().first_week_day)
    found = loading.load(screen, calendar, member, window, row=address.row, mine=address.mine)
    rows = loading.in_use_first(known, found.entries)
    made = Page(
        screen=screen,
        address=address,
        window=window,
        title=_title(window),
        zone_text=zone_text(zone, at),
        timed=loading.is_timed(screen, calendar),
        cut=found.cut,
        total=len(found.entries),
        rows=rows,
        today=today,
        can_be_mine=hasattr(screen.base(), "assigned_to"),
        legend=_legend(screen, calendar),
    )
    _fill(made, found.entries, at)
    return made


def zone_of(row: str, known: Sequence[Row]) -> ZoneInfo:
    """The clock of the chosen row where it has one, else of the business."""
    own = next((one.zone for one in known if one.key == row and one.zone), "")
    return ZoneInfo(own or facts.current().time_zone)


def zone_text(zone: ZoneInfo, at: datetime) -> str:
    """What the clock is called: Central Standard Time (America/Belize)."""
    name = get_timezone_name(at.astimezone(zone), width="long", locale=babel_locale())
    return f"{name} ({zone.key})" if name != zone.key else zone.key


def _title(window: Window) -> str:
    if window.view is View.DAY:
        return region.dated(window.on, "l j F Y")
    if window.view is View.MONTH:
        return formats.date_format(window.on, "F Y")
    last = window.days[-1]
    return str(format_interval(window.first, last, "yMMMd", locale=babel_locale()))


def _legend(screen: Screen, calendar: Calendar) -> list[tuple[int, str]]:
    if not calendar.colour:
        return []
    shown = loading.attribute_of(screen, calendar.colour).choices
    return [(number % loading.TONES, str(label)) for number, (_value, label) in enumerate(shown)]


def _fill(made: Page, entries: Sequence[Entry], at: datetime) -> None:
    address, window = made.address, made.window
    if address.view is View.MONTH:
        made.weekdays = [formats.date_format(day, "D") for day in window.weeks[0]]
        made.weeks = [[_month_cell(made, day, entries) for day in week] for week in window.weeks]
    elif address.by_row and made.has_rows and address.view is View.WEEK:
        made.lines = [(row, _line(made, row, entries)) for row in _shown_rows(made, entries)]
    else:
        made.columns = _columns(made, entries)
        if address.view is View.WEEK and any(
            one.lanes > MOST_BESIDE for column in made.columns for one in column.placed
        ):
            _list_days(made, entries)
        _set_hours(made, at)


def _month_cell(made: Page, day: date, entries: Sequence[Entry]) -> Cell:
    here = [one for one in entries if one.touches(day)]
    return Cell(
        day=day,
        row=None,
        entries=here[:MOST_IN_CELL],
        more=max(0, len(here) - MOST_IN_CELL),
        address=made.address.to(view=View.DAY, on=day),
        today=day == made.today,
        outside=day.month != made.window.on.month,
    )


def _shown_rows(made: Page, entries: Sequence[Entry]) -> list[Row]:
    """Those with entries, then others as far as there is room; one for what is in nobody's."""
    chosen = made.address.row
    if chosen and chosen != NOBODY:
        return [row for row in made.rows if row.key == chosen] or [Row(chosen, "…")]
    nobody = Row("", _("Unassigned"))
    if chosen == NOBODY:
        return [nobody]
    used = {str(one.row) for one in entries if one.row is not None}
    rows = [row for n, row in enumerate(made.rows) if row.key in used or n < MOST_ROWS_SHOWN]
    return [*rows, nobody]


def _in_row(entry: Entry, row: Row) -> bool:
    return ("" if entry.row is None else str(entry.row)) == row.key


def _line(made: Page, row: Row, entries: Sequence[Entry]) -> list[Cell]:
    own = [one for one in entries if _in_row(one, row)]
    return [
        Cell(
            day=day,
            row=row.key,
            entries=[one for one in own if one.touches(day)],
            more=0,
            address=made.address.to(view=View.DAY, on=day),
            today=day == made.today,
        )
        for day in made.window.days
    ]


def _columns(made: Page, entries: Sequence[Entry]) -> list[Column]:
    if made.address.by_row and made.has_rows:
        return _row_columns(made, entries)
    return [_column(made, day, entries) for day in made.window.days]


def _list_days(made: Page, entries: Sequence[Entry]) -> None:
    made.timed, made.crowded = False, True
    for column in made.columns:
        column.placed, column.left_over = (), 0
        column.all_day = [one for one in entries if one.touches(column.day)]


def _row_columns(made: Page, entries: Sequence[Entry]) -> list[Column]:
    """The day once per row. Rows beyond MOST_COLUMNS share the last column, whose entries say whose they are."""
    rows = _shown_rows(made, entries)
    own, others = rows[:MOST_COLUMNS], rows[MOST_COLUMNS:]
    day = made.window.on
    columns = [
        _column(made, day, [one for one in entries if _in_row(one, row)], row=row.key, heading=row.label)
        for row in own
    ]
    left = [one for one in entries if any(_in_row(one, row) for row in others)]
    if left:
        columns.append(_column(made, day, left, heading=_("Others")))
    return columns


def _column(
    made: Page, day: date, entries: Sequence[Entry], *, row: str | None = None, heading: str = ""
) -> Column:
    here = [one for one in entries if one.touches(day)]
    placed, left_over = place([one for one in here if not one.all_day], day, made.window.zone)
    return Column(
        heading=heading or region.dated(day, "D j M"),
        day=day,
        row=row,
        today=day == made.today,
        address=made.address.to(view=View.DAY, on=day),
        note=_note(day, made.window.zone) if row is None else "",
        all_day=[one for one in here if one.all_day],
        placed=placed,
        left_over=len(left_over),
    )


def _note(day: date, zone: ZoneInfo) -> str:
    hours = hours_of(day, zone)
    if hours == DAY_HOURS:
        return ""
    return _("Clocks change: this day has %(hours)s hours.") % {
        "hours": formats.number_format(Decimal(f"{hours:g}"))
    }


def _set_hours(made: Page, at: datetime) -> None:
    """The hours shown, and every place counted from the first of them."""
    opens, closes = (0, DAY_HOURS) if made.address.whole_day else (OPENS, CLOSES)
    for column in made.columns:
        for one in column.placed:
            opens, closes = min(opens, one.minute // 60), max(closes, -(-one.end // 60))
    made.hours = [f"{hour:02}:00" for hour in range(opens, closes)]
    now = at.astimezone(made.window.zone)
    for column in made.columns:
        column.slots = [Slot(one, one.classes(opens)) for one in column.placed]
        if column.today and opens <= now.hour < closes:
            column.now = f"from-h{now.hour - opens} from-m{now.minute // STEP * STEP}"
