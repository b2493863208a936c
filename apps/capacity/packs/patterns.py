"""`[[option.pattern]]` of products: when an option takes place."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.backoffice.types import Child
from apps.capacity import services
from apps.capacity.models import Pattern
from apps.capacity.models.patterns import LONGEST_COURSE
from apps.capacity.types import PatternKind
from apps.catalog.models import Option
from apps.catalog.models.products import LONGEST_DURATION, MOST_PEOPLE
from apps.tenancy.models import Location
from apps.tenancy.packs import Install, Pack, Table, Values, moments

AHEAD: Final = 90  # days, where a pattern does not say
_NUMBERS: Final = ("duration", "capacity", "minimum", "days_ahead")


def read(table: Table, pack: Pack) -> Values:
    """One table."""
    on_request = table.flag("on_request")
    values: Values = {
        "kind": PatternKind.ON_REQUEST.value,
        "weekdays": moments.weekdays(table, "weekdays"),
        "times": moments.clocks(table, "times"),
        "dates": moments.days(table, "dates"),
        "excluded": moments.days(table, "excluded"),
        "valid_from": moments.yearly(table, "valid_from"),
        "valid_until": moments.yearly(table, "valid_until"),
        "location": table.text("location", most=120),
        "duration": table.whole("duration_minutes", least=1, most=LONGEST_DURATION),
        "capacity": table.whole("capacity", least=1, most=MOST_PEOPLE),
        "minimum": table.whole("minimum", least=1, most=MOST_PEOPLE),
        "days_ahead": table.whole("days_ahead", AHEAD, least=1, most=1096),
        "sessions": [_session(one) for one in table.tables("session", most=60)],
    }
    if not on_request:
        values["kind"] = PatternKind.DATES.value if table.has("dates") else PatternKind.RECURRING.value
        for name in ("dates" if table.has("dates") else "weekdays", "times"):
            if not table.has(name):
                table.missing(name)
        if table.has("dates") and table.has("weekdays"):
            table.wrong("weekdays", found="“weekdays”", expected=_("either weekdays or dates are expected"))
    moments.in_order(table, values, "valid_from", "valid_until")
    pack.refer("location", values["location"], table, "location")
    table.close()
    return values


def _session(table: Table) -> Values:
    values: Values = {
        "name": table.word("name"),
        "day": table.whole("day", 0, most=LONGEST_COURSE),
        "begins": moments.clock(table, "begins", wanted=True),
        "duration": table.whole("duration_minutes", least=1, most=24 * 60, wanted=True),
    }
    table.close()
    return values


def now(row: Pattern) -> Values:
    """A pattern as packs say it."""
    return {
        "kind": row.kind,
        "weekdays": list(row.weekdays),
        "times": [one.isoformat("minutes") for one in row.times],
        **{name: [one.isoformat() for one in getattr(row, name)] for name in ("dates", "excluded")},
        **{name: _iso(row, name) for name in ("valid_from", "valid_until")},
        "location": row.location.name if row.location is not None else "",
        **{name: getattr(row, name) for name in _NUMBERS},
        "sessions": [
            {
                "name": one.name,
                "day": one.day,
                "begins": one.begins.isoformat("minutes"),
                "duration": one.duration,
            }
            for one in row.sessions.all()
        ],
    }


def write(option: Option, said: list[Values], places: Mapping[str, Location], install: Install) -> None:
    """Make the option's patterns these: the first of them are those that are there, so that departures keep theirs."""
    wanted = [_columns(values, places, install) for values in said]
    standing = list(Pattern.objects.filter(option=option).order_by("pk"))
    for row, (values, sessions) in zip(standing, wanted, strict=False):
        gone = [Child(one.pk, delete=True) for one in row.sessions.all()]
        children = {"sessions": [*gone, *sessions]}
        services.update_pattern(record=row, values=values, children=children, by=None, at=install.at)
    for values, sessions in wanted[len(standing) :]:
        given = {**values, "option": option.pk}
        services.create_pattern(values=given, children={"sessions": sessions}, by=None, at=install.at)
    for row in standing[len(wanted) :]:
        services.delete_pattern(record=row, by=None, at=install.at)


def _columns(
    said: Values, places: Mapping[str, Location], install: Install
) -> tuple[dict[str, Any], list[Child]]:
    """What is valid from one day of every year to another comes again each year."""
    sessions = [Child(None, {**one, "begins": time.fromisoformat(one["begins"])}) for one in said["sessions"]]
    plain = {
        "kind": said["kind"],
        "weekdays": said["weekdays"],
        "times": [time.fromisoformat(one) for one in said["times"]],
        **{name: _days(said[name], install) for name in ("dates", "excluded")},
        "location": places.get(said["location"]),
        **{name: said[name] for name in _NUMBERS},
    }
    first, last = moments.latest(said["valid_from"], said["valid_until"], install.at)
    yearly = moments.is_yearly(said["valid_from"]) and moments.is_yearly(said["valid_until"])
    return {**plain, "valid_from": first, "valid_until": last, "yearly": yearly}, sessions


def _days(said: list[Any], install: Install) -> list[date | None]:
    return [moments.on(one, install.at) for one in said]


def _iso(row: Pattern, name: str) -> str | None:
    value = getattr(row, name)
    if value is None:
        return None
    return f"{value:%m-%d}" if row.yearly else str(value.isoformat())
