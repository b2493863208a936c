"""Reads of the log. The number of queries does not depend on how many entries are read."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from apps.accounts.models import Member, User
from apps.audit import words
from apps.audit.models import Entry, WritingRequest
from apps.audit.types import Change, Filters, Line, Origin, Page, Position
from apps.tenancy import context

SIZE: Final = 50
CHUNK: Final = 500
WINDOW: Final = timedelta(days=31)
MOST_IN_REQUEST: Final = 1000
_BIGGEST: Final = 2**63


def entries(filters: Filters, *, zone: ZoneInfo) -> QuerySet[Entry]:
    """The bound business's entries that match, newest first. Days begin at midnight of `zone`."""
    found = Entry.objects.filter(tenant_id=context.current_tenant_id())
    if filters.nobody:
        found = found.filter(actor=None)
    elif filters.person is not None:
        found = found.filter(actor=filters.person)
    if filters.table:
        found = found.filter(table_name=filters.table)
    if filters.op:
        found = found.filter(op=filters.op)
    if filters.record:
        found = found.filter(_record(filters.record))
    if filters.request:
        found = found.filter(request=filters.request)
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since, zone))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until + timedelta(days=1), zone))
    return found.order_by("-at", "-id")


def _record(text: str) -> Q:
    if text.isascii() and text.isdigit() and int(text) < _BIGGEST:
        return Q(row_id=int(text))
    return Q(row_key=text)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def page(filters: Filters, *, zone: ZoneInfo, after: Position | None = None, size: int = SIZE) -> Page:
    """A page of the log, going on `after` a position.

    Where no index leads to what is asked for, a page looks back a month at a time and may hold few lines.
    """
    found = _from(entries(filters, zone=zone), after)
    bottom = _bottom(filters, after)
    if bottom is not None:
        found = found.filter(at__gte=bottom)
    # One more row than shown tells whether there is another page; nothing is ever counted.
    rows = list(found[: size + 1])
    shown = rows[:size]
    if len(rows) > size:
        return Page(lines(shown), Position(shown[-1].at, shown[-1].pk))
    going_on = None if bottom is None else _newest(before=bottom)
    return Page(lines(shown), going_on, bottom if going_on else None)


def _bottom(filters: Filters, after: Position | None) -> datetime | None:
    led = filters.person or filters.nobody or filters.record or filters.request or filters.since
    if led or not (filters.table or filters.op):
        return None
    top = after or _newest()
    return None if top is None else top.at - WINDOW


def _newest(*, before: datetime | None = None) -> Position | None:
    """Just above the newest entry of the business, or the newest one before an instant."""
    found = Entry.objects.filter(tenant_id=context.current_tenant_id())
    if before is not None:
        found = found.filter(at__lt=before)
    first = found.order_by("-at", "-id").values_list("at", "id").first()
    return None if first is None else Position(first[0], first[1] + 1)


def _from(found: QuerySet[Entry], after: Position | None) -> QuerySet[Entry]:
    if after is None:
        return found
    # The first condition is what the index and the partitions understand; the second settles equal instants.
    return found.filter(at__lte=after.at).filter(Q(at__lt=after.at) | Q(id__lt=after.id))


def every_line(filters: Filters, *, zone: ZoneInfo) -> Iterator[Line]:
    """All matching lines, newest first, never more than a chunk of them in memory and no cursor held open."""
    after: Position | None = None
    while True:
        part = page(filters, zone=zone, after=after, size=CHUNK)
        yield from part.lines
        if part.next is None:
            return
        after = part.next


def history(*, table: str, row: int, zone: ZoneInfo, size: int = SIZE) -> Page:
    """What became of one row, newest first."""
    return page(Filters(table=table, record=str(row)), zone=zone, size=size)


def of_request(request: str, *, zone: ZoneInfo) -> tuple[list[Origin], list[Line]]:
    """Where a request came from, and what it and its tasks changed: oldest first, at most a thousand."""
    rows = list(entries(Filters(request=request), zone=zone).order_by("at", "id")[:MOST_IN_REQUEST])
    found = WritingRequest.objects.filter(tenant_id=context.current_tenant_id(), request=request)
    records = list(found.order_by("at", "id")[:20])
    people = people_named({record.actor for record in records if record.actor is not None})
    origins = [
        Origin(
            at=record.at,
            person=_person(record.actor, people),
            ip=record.ip or "",
            user_agent=record.user_agent,
            method=record.method,
            route=record.route,
        )
        for record in records
    ]
    return origins, lines(rows)


def lines(rows: Sequence[Entry]) -> list[Line]:
    """The entries as words: one query for the people, one per model that the rows point at."""
    people = people_named({row.actor for row in rows if row.actor is not None})
    known = words.names(words.wanted(rows))
    return [_line(row, people, known) for row in rows]


def _line(row: Entry, people: dict[int, str], known: words.Names) -> Line:
    return Line(
        id=row.pk,
        at=row.at,
        person=_person(row.actor, people),
        op=row.op,
        op_label=str(Entry.Op(row.op).label),
        table=row.table_name,
        what=words.table_label(row.table_name),
        name=words.row_name(row, known),
        key=row.key,
        request=row.request,
        changes=tuple(_change(row, column, known) for column in words.differing(row)),
    )


def _change(row: Entry, column: str, known: words.Names) -> Change:
    before, after = (row.before or {}).get(column), (row.after or {}).get(column)
    change = Change(
        label=words.column_label(row.table_name, column),
        before=words.value_text(row.table_name, column, before, known),
        after=words.value_text(row.table_name, column, after, known),
        column=column,
        stored=(before, after),
    )
    if words.is_secret(before) or words.is_secret(after):
        return replace(change, secret=True, stored=(None, None))
    return change


def people_named(ids: set[int]) -> dict[int, str]:
    """Names of people, as far as the business knows them."""
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}


def people() -> list[tuple[int, str]]:
    """Everybody who is or was a member, by name: who may have done something."""
    found = Member.objects.select_related("user").order_by("user__name", "user__email")
    return [(member.user_id, str(member.user)) for member in found]


def _person(actor: int | None, people: dict[int, str]) -> str:
    if actor is None:
        return _("Quayside")
    return people.get(actor) or _("Person %(number)d") % {"number": actor}


def deleted(table: str, column: str, values: Collection[int]) -> list[int]:
    """Numbers of rows of the table that were deleted and whose column held one of these numbers. One query.

    It reads what was deleted from the table, which is little, and not its other entries.
    """
    if not values:
        return []
    rows = Entry.objects.filter(table_name=table, op=Entry.Op.DELETE, row_id__isnull=False)
    return _rows(rows.filter(**{f"before__{column}__in": list(values)}))


def deleted_text(table: str, column: str, text: str) -> list[int]:
    """The same for a text within a column, such as "contact__email", in whatever case. One query."""
    rows = Entry.objects.filter(table_name=table, op=Entry.Op.DELETE, row_id__isnull=False)
    return _rows(rows.filter(**{f"before__{column}__iexact": text}))


def _rows(found: QuerySet[Entry]) -> list[int]:
    numbers = found.values_list("row_id", flat=True).distinct().order_by("row_id")
    return [number for number in numbers if number is not None]
