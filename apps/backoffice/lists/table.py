"""A page of a list as cells: which columns, which rows, how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Model
from django.urls import reverse

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind

# A count goes no further: nobody reads the difference, and everybody would wait for it.
COUNTED: Final = 10_000
DEFAULT_COLUMNS: Final = 6
NUMBERS: Final = frozenset({Kind.NUMBER, Kind.MONEY})
# Too long for a row.
NOT_IN_LISTS: Final = frozenset({Kind.LONG_TEXT, Kind.FILE, Kind.IMAGE})


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading; `sort` is what a click on it asks for, "" where it cannot be sorted."""

    key: str
    label: str
    number: bool
    sort: str
    sorted: str  # "ascending", "descending" or ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its address, its name, the text of its first column and the other cells as (label, HTML, number)."""

    pk: int
    url: str
    title: str
    lead: str
    cells: list[tuple[str, Any, bool]]


@dataclass(frozen=True, slots=True)
class Table:
    """A page of a list."""

    heads: list[Head]
    rows: list[Row]
    count: int
    more: bool  # there are more than could be counted
    page: int
    pages: int
    first: int

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return self.first + len(self.rows) - 1


def columns(screen: Screen, query: ListQuery, attributes: Sequence[Attribute]) -> list[Attribute]:
    """The columns asked for, else the screen's, else the first that suit a list."""
    known = {one.key: one for one in attributes if not one.sensitive}
    wanted = query.columns or screen.columns
    chosen = [known[key] for key in wanted if key in known]
    if chosen:
        return chosen
    return [one for one in known.values() if one.kind not in NOT_IN_LISTS][:DEFAULT_COLUMNS]


def narrowed(screen: Screen, member: Member, query: ListQuery, attributes: Sequence[Attribute]) -> Rows:
    """All rows the member may see that match, in order. `attributes` are the screen's conditions."""
    rows = screen.searched(screen.rows(member), query.search)
    ordered = rows.order_by(*(screen.ordering or ("-pk",)))
    return query.apply(ordered, attributes)


def page(screen: Screen, member: Member, query: ListQuery) -> Table:
    """One page: a query for the rows, one for their number, one for each relation shown."""
    attributes = screen.attributes()
    shown = columns(screen, query, attributes)
    conditions = screen.conditions()
    rows = narrowed(screen, member, query, conditions)
    counted = _values_alone(screen, member, query, conditions)
    count = (rows.order_by().values("pk") if counted is None else counted)[: COUNTED + 1].count()
    pages = max(1, -(-min(count, COUNTED) // screen.per_page))
    number = min(max(query.page, 1), pages)
    start = (number - 1) * screen.per_page
    records = list(screen.joined(rows, shown)[start : start + screen.per_page])
    return Table(
        heads=[_head(one, query) for one in shown],
        rows=made(screen, records, shown),
        count=min(count, COUNTED),
        more=count > COUNTED,
        page=number,
        pages=pages,
        first=start + 1,
    )


def _values_alone(
    screen: Screen, member: Member, query: ListQuery, attributes: Sequence[Attribute]
) -> Rows | None:
    """The numbers of the list's records where the values of one field of the owner's tell them: then the records need
    not be looked up one by one to be counted. None where anything else narrows the list.
    """
    narrowed_otherwise = type(screen).rows is not Screen.rows or screen.base().query.where
    if (
        query.search
        or len(query.filters) != 1
        or narrowed_otherwise
        or not permitted.sees_all(screen, member)
    ):
        return None
    one = query.filters[0]
    attribute = next((attribute for attribute in attributes if attribute.key == one.key), None)
    if not isinstance(attribute, OwnField) or attribute.field.on != screen.key:
        return None
    return attribute.numbers(one.operator, one.values)


def made(screen: Screen, records: Sequence[Model], shown: Sequence[Attribute]) -> list[Row]:
    """Records as rows of these columns."""
    for attribute in shown:
        attribute.prefetch(records)
    base = reverse("office_list", args=[screen.app, screen.name])
    found = []
    for row, record in zip(bare(records, shown), records, strict=True):
        title = screen.title(record)
        found.append(replace(row, url=f"{base}{record.pk}/", title=title, lead=row.lead or title))
    return found


def bare(records: Sequence[Model], shown: Sequence[Attribute]) -> list[Row]:
    """The same for records that have no pages of their own."""
    first, rest = shown[0], [(str(one.label), one.kind in NUMBERS, one) for one in shown[1:]]
    return [
        Row(
            pk=record.pk,
            url="",
            title=str(record),
            lead=first.text(first.value(record)),
            cells=[(label, attribute.cell(record), number) for label, number, attribute in rest],
        )
        for record in records
    ]


def _head(attribute: Attribute, query: ListQuery) -> Head:
    now = ""
    if query.sort.lstrip("-") == attribute.key:
        now = "descending" if query.sort.startswith("-") else "ascending"
    turned = f"-{attribute.key}" if now == "ascending" else attribute.key
    sort = query.with_(sort=turned, page=1).write() if attribute.sortable else ""
    return Head(attribute.key, str(attribute.label), attribute.kind in NUMBERS, sort, now)
