"""Resources with everything that says when they are free: a constant number of queries, however many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final, LiteralString

from apps.capacity import local, spans
from apps.capacity.models import Requirement, Reservation
from apps.capacity.spans import Span
from apps.capacity.types import LIVE, Each, ResourceKind
from apps.tenancy import db

MARGIN: Final = timedelta(days=2)

_RESOURCES: Final[
    LiteralString
] = """SELECT r.id, r.name, r.resource_class_id AS class, c.name AS class_name, c.kind,
  c.buffer_before AS before, c.buffer_after AS after, c.check_in, c.check_out, r.places, r.location_id AS location,
  l.time_zone AS zone, r.position, r.active
FROM capacity_resource r JOIN capacity_resourceclass c ON c.id = r.resource_class_id
JOIN tenancy_location l ON l.id = r.location_id
WHERE (r.active OR r.id = ANY(%(named)s::bigint[]))
  AND (r.resource_class_id = ANY(%(classes)s::bigint[]) OR r.id = ANY(%(named)s::bigint[])
    OR EXISTS (SELECT FROM capacity_resourceskill s
      WHERE s.resource_id = r.id AND s.skill_id = ANY(%(skills)s::bigint[])))
ORDER BY r.position, r.id"""

_SKILLS: Final[LiteralString] = """SELECT resource_id AS id, skill_id, valid_until FROM capacity_resourceskill
WHERE resource_id = ANY(%(ids)s)"""

_HOURS: Final[LiteralString] = """SELECT resource_id AS id, weekday, begins, ends FROM capacity_workinghours
WHERE resource_id = ANY(%(ids)s)"""

_EXCEPTIONS: Final[LiteralString] = """SELECT resource_id AS id, kind, first_day, last_day, begins, ends, note
FROM capacity_workingexception WHERE resource_id = ANY(%(ids)s) AND first_day <= %(last)s AND last_day >= %(first)s"""

# Timestamps, not ranges: only these comparisons use the index under row security.
_BUSY: Final[LiteralString] = """SELECT resource_id AS id, taken_from, taken_until, kind, departure_id,
  id AS reservation, starts_at, ends_at, fixed, promised_class_id AS promised, note
FROM capacity_reservation WHERE resource_id = ANY(%(ids)s) AND status IN ('held', 'confirmed')
  AND taken_until > %(first)s AND taken_from < %(last)s
ORDER BY taken_from"""


@dataclass(slots=True)
class Listed:
    """A resource with its skills, hours and what it is taken by within the window that was asked for."""

    id: int
    name: str
    class_: int
    class_name: str
    kind: str
    before: timedelta
    after: timedelta
    check_in: time | None
    check_out: time | None
    places: int | None
    location: int
    zone: str
    position: int
    active: bool
    first: datetime
    last: datetime
    skills: dict[int, date | None] = field(default_factory=dict)
    hours: list[tuple[int, time, time]] = field(default_factory=list)
    exceptions: list[tuple[str, date, date, time | None, time | None]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Rows of the reservations that take it, in order.
    taken: list[dict[str, Any]] = field(default_factory=list)
    _working: list[Span] | None = None
    _usable: list[Span] | None = None

    @property
    def tz(self) -> tzinfo:
        """Its clock."""
        return local.zone_of(self.zone)

    def can(self, skill: int, on: date) -> bool:
        """Whether it has a skill that is valid on the day."""
        return skill in self.skills and (self.skills[skill] is None or self.skills[skill] >= on)  # type: ignore[operator]

    def working(self) -> list[Span]:
        """When it works, in order."""
        if self._working is None:
            if not self.hours and not self.exceptions:
                self._working = [(self.first, self.last)]
            else:
                self._working = spans.working(
                    self.hours,
                    self.exceptions,
                    first=local.day_of(self.first, self.zone),
                    last=local.day_of(self.last, self.zone),
                    zone=self.zone,
                )
        return self._working

    def usable(self) -> list[Span]:
        """Spans in which something may be booked: within working hours, buffers away from what is taken."""
        if self._usable is None:
            # Both ends are kept away: what is taken has its own buffers in it, what comes brings these.
            busy = spans.merged(
                (one["taken_from"] - self.after, one["taken_until"] + self.before) for one in self.taken
            )
            self._usable = spans.without(self.working(), busy) if busy else self.working()
        return self._usable

    def gap(self, starts_at: datetime, ends_at: datetime) -> tuple[timedelta, timedelta] | None:
        """What would be left before and after within the span it lies in; None when it does not fit."""
        for begins, ends in self.usable():
            if begins <= starts_at and ends_at <= ends:
                return starts_at - begins, ends - ends_at
            if begins > starts_at:
                break
        return None

    def take(self, starts_at: datetime, ends_at: datetime) -> None:
        """Think of it as taken then, with its buffers."""
        row = {
            "taken_from": starts_at - self.before,
            "taken_until": ends_at + self.after,
            "reservation": None,
        }
        self.taken = sorted([*self.taken, row], key=lambda one: one["taken_from"])
        self._usable = None

    def let_go(self, reservations: Collection[int]) -> None:
        """Think of it without these reservations."""
        self.taken = [one for one in self.taken if one["reservation"] not in reservations]
        self._usable = None


@dataclass(frozen=True, slots=True)
class Need:
    """So many of a class, or with a skill."""

    class_: int | None
    skill: int | None
    count: int
    label: str = ""

    def met_by(self, one: Listed, on: date) -> bool:
        """Whether the resource is one of those."""
        if self.class_ is not None and one.class_ != self.class_:
            return False
        return self.skill is None or one.can(self.skill, on)


def needs(
    requirements: Sequence[Requirement], *, people: int, of: Collection[str] = (Each.BOOKING, Each.PERSON)
) -> list[Need]:
    """What a booking of so many people takes."""
    return [
        Need(
            one.resource_class_id,
            one.skill_id,
            one.quantity * (people if one.each == Each.PERSON else 1),
            str(one.skill or one.resource_class),
        )
        for one in requirements
        if one.each in of
    ]


def requirements(*, product: int, option: int | None) -> list[Requirement]:
    """What the product says for the option. One query."""
    found = Requirement.objects.filter(product=product).select_related("resource_class", "skill")
    return [one for one in found if one.option_id is None or option is None or one.option_id == option]


def of_hold(hold: int | None) -> list[int]:
    """Reservations of a hold, which whoever changes it may take again: one query, none without a hold."""
    if hold is None:
        return []
    return list(Reservation.objects.filter(hold=hold, status__in=LIVE).values_list("pk", flat=True))


def listed(
    wanted: Sequence[Need],
    *,
    first: datetime,
    last: datetime,
    location: int | None = None,
    named: Sequence[int] = (),
    hours: bool = True,
    margin: timedelta = MARGIN,
) -> list[Listed]:
    """Resources that any of the needs could mean, and those named, with what takes them in `[first, last)`.

    Five queries; two less without `hours`, for what is there at all times. It looks `margin` farther on both sides, so
    that buffers, and the gaps of best fit, are seen.
    """
    first, last = first - margin, last + margin
    rows = db.fetch_all(
        _RESOURCES,
        classes=[one.class_ for one in wanted if one.class_ is not None],
        skills=[one.skill for one in wanted if one.class_ is None],
        named=list(named),
    )
    found = {
        row["id"]: _of(row, first, last)
        for row in rows
        if location is None or row["location"] == location or row["id"] in named
    }
    ids = list(found)
    if not ids:
        return []
    if any(one.skill is not None for one in wanted) or hours:
        for row in db.fetch_all(_SKILLS, ids=ids):
            found[row["id"]].skills[row["skill_id"]] = row["valid_until"]
    if hours:
        for row in db.fetch_all(_HOURS, ids=ids):
            found[row["id"]].hours.append((row["weekday"], row["begins"], row["ends"]))
    _with_exceptions(found)
    for row in db.fetch_all(_BUSY, ids=ids, first=first, last=last):
        found[row["id"]].taken.append(row)
    return list(found.values())


def rooms(wanted: Sequence[Need], *, first: datetime, last: datetime) -> list[Listed]:
    """Resources that the needs could mean, with days off, and without what takes them. Two queries."""
    rows = db.fetch_all(
        _RESOURCES, classes=[one.class_ for one in wanted if one.class_ is not None], skills=[], named=[]
    )
    found = {row["id"]: _of(row, first, last) for row in rows}
    _with_exceptions(found)
    return list(found.values())


def _with_exceptions(found: dict[int, Listed]) -> None:
    if not found:
        return
    one = next(iter(found.values()))
    # Days of any zone that the window may touch.
    begins = one.first.astimezone(UTC).date() - timedelta(days=2)
    ends = one.last.astimezone(UTC).date() + timedelta(days=2)
    for row in db.fetch_all(_EXCEPTIONS, ids=list(found), first=begins, last=ends):
        one = found[row["id"]]
        one.exceptions.append((row["kind"], row["first_day"], row["last_day"], row["begins"], row["ends"]))
        one.notes.append(row["note"])


def _of(row: dict[str, Any], first: datetime, last: datetime) -> Listed:
    return Listed(
        id=row["id"],
        name=row["name"],
        class_=row["class"],
        class_name=row["class_name"],
        kind=row["kind"],
        before=timedelta(minutes=row["before"]),
        after=timedelta(minutes=row["after"]),
        check_in=row["check_in"],
        check_out=row["check_out"],
        places=row["places"],
        location=row["location"],
        zone=row["zone"],
        position=row["position"],
        active=row["active"],
        first=first,
        last=last,
    )


def is_room(requirement: Requirement) -> bool:
    """Whether a stay is in what the requirement asks for."""
    return requirement.resource_class is not None and requirement.resource_class.kind == ResourceKind.ROOM
