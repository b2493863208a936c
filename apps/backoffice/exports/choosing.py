"""Which records and which of their values go into a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.attributes.base import Rows
from apps.backoffice.lists import table
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.screens.declaration import Screen

MAY: Final = "backoffice.export_records"
MAY_SENSITIVE: Final = "backoffice.export_sensitive"
AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: `chosen` records, or all that the list's query finds when there are none."""

    attributes: tuple[Attribute, ...]
    query: str = ""
    chosen: tuple[int, ...] = ()


def may_export(screen: Screen, member: Member) -> bool:
    """Whether the member may take records of the screen out."""
    return screen.exportable and screen.may(member, "view") and patterns.may(member.patterns, MAY) == "all"


def exportable(screen: Screen, member: Member) -> list[Attribute]:
    """Attributes the member may take out."""
    secret = patterns.may(member.patterns, MAY_SENSITIVE) == "all"
    return [one for one in screen.attributes() if secret or not one.sensitive]


def chosen(screen: Screen, member: Member, keys: Sequence[str]) -> tuple[Attribute, ...]:
    """Those of the attributes, in the screen's order; all of them when none is named."""
    known = exportable(screen, member)
    return tuple(one for one in known if one.key in keys) or tuple(known)


def rows(screen: Screen, member: Member, wanted: Wanted) -> Rows:
    """The records, as far as the member may see them, with the related ones that are written."""
    if wanted.chosen:
        found = screen.rows(member).filter(pk__in=wanted.chosen)
    else:
        attributes = screen.conditions()
        found = table.narrowed(
            screen, member, ListQuery.read(QueryDict(wanted.query), attributes), attributes
        )
    return screen.joined(found, wanted.attributes)


def batches(found: Rows, attributes: Sequence[Attribute]) -> Iterator[list[Any]]:
    """The records in the order of their numbers, some at a time: no cursor stays open between them.

    Each batch is a query for itself and one more for each attribute that needs it.
    """
    ordered, last = found.order_by("pk"), 0
    while records := list(ordered.filter(pk__gt=last)[:AT_ONCE]):
        last = records[-1].pk
        for attribute in attributes:
            attribute.prefetch(records)
        yield records
        if len(records) < AT_ONCE:
            return
