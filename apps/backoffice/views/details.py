"""A record on a page of its own, and for the printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from apps.accounts.models import Member
from apps.audit import queries as log
from apps.backoffice.attributes import columns_of
from apps.backoffice.fields import defined, places
from apps.backoffice.lists import table
from apps.backoffice.screens import permitted, registry
from apps.backoffice.screens.declaration import Fact, Related, Screen
from apps.backoffice.views import gate, origin
from apps.backoffice.views.history import told
from apps.kernel import clock

RECENT: Final = 12
# Fields of the owner's in a table of rows below a record.
MOST_OWN: Final = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """Values under a heading, as (label, HTML)."""

    title: str
    items: list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Listed:
    """Other records of a detail page."""

    label: str
    heads: list[str]
    rows: list[table.Row]
    more: bool
    linked: bool


@gate.screen_page("view")
def detail(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """Title, facts, what belongs to it, what happened to it, and what may be done."""
    came = origin.Origin.read(request, screen)
    shown = _shown(screen, member, pk, timeline=True)
    shown["blocks"] = _blocks(screen, shown["record"], member)
    neighbours = came.neighbours(screen, member, pk)
    shown |= {
        "neighbours": neighbours or _by_number(screen, member, pk),
        "follows_list": neighbours is not None,
        "back": came.back(screen),
        "suffix": came.suffix(),
    }
    return render(request, "office/detail.html", shown)


@gate.screen_page("view")
def print_view(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """The same without anything to press."""
    return render(request, "office/print.html", _shown(screen, member, pk, timeline=False))


def _shown(screen: Screen, member: Member, pk: int, *, timeline: bool) -> dict[str, Any]:
    record = gate.record_of(screen, member, pk)
    changeable = screen.changeable or bool(screen.change_url)
    may_change = changeable and screen.rows(member, "change").filter(pk=pk).exists()
    others = [found for one in related(screen, member) if (found := listed(one, record, member)) is not None]
    return {
        "screen": screen,
        "record": record,
        "links": screen.links(record, member) if timeline else [],
        "hints": screen.hints(record, member) if timeline else [],
        "title": screen.title(record),
        "sections": facts(screen, record),
        "related": others,
        # In one line: a heading for each would push what there is out of sight.
        "without": [one.label.lower() for one in others if not one.rows],
        "timeline": history(screen, record, member) if timeline else [],
        "actions": actions(screen, record, member),
        "may_change": may_change,
        "may_delete": screen.deletable and screen.rows(member, "delete").filter(pk=pk).exists(),
    }


def _blocks(screen: Screen, record: Any, member: Member) -> list[dict[str, Any]]:
    """The screen's blocks that have something to say."""
    at = clock.now()
    found = [(one, one.values(record, member, at)) for one in screen.blocks]
    return [
        {"key": one.key, "template": one.template, "stylesheet": one.stylesheet, "values": values}
        for one, values in found
        if values is not None
    ]


def facts(screen: Screen, record: Any) -> list[Facts]:
    """What the record holds, empty values left out, under the headings of its form."""
    attributes = {one.key: one for one in screen.attributes()}
    for one in attributes.values():
        one.prefetch([record])
    groups: list[tuple[str, list[str]]] = []
    left = list(attributes)
    for section in screen.arranged_sections():
        keys = [key for key in section.keys if key in left]
        left = [key for key in left if key not in keys]
        groups.append((str(section.title), keys))
    named: dict[str, list[str]] = {}
    for key in left:
        named.setdefault(attributes[key].section, []).append(key)
    groups += named.items()
    found = []
    for title, keys in groups:
        cells = [(str(attributes[key].label), attributes[key].cell(record)) for key in keys]
        filled = [(label, cell) for label, cell in cells if cell]
        if filled:
            found.append(Facts(title, filled))
    return found


def related(screen: Screen, member: Member) -> Sequence[Related]:
    """What the screen declares, after the rows it edits as children; without rows the member may not see."""
    children = [
        _of_children(screen, one.relation, str(one.label))
        for one in screen.children
        if (child := permitted.of_child(screen, one.relation)) is None or child.may(member, "view")
    ]
    return [*children, *screen.related]


def _of_children(screen: Screen, relation: str, label: str) -> Related:
    """With the first of their columns, and fields of the owner's, who would not have added them to see them nowhere."""
    field: Any = screen.model._meta.get_field(relation)
    keys = [one.key for one in columns_of(field.related_model) if one.key != field.field.name]
    own = [
        one.key
        for one in defined.fields_of(places.on_of(field.related_model))
        if one.kind not in table.NOT_IN_LISTS
    ]
    return Related(
        key=relation,
        label=label or str(field.related_model._meta.verbose_name_plural),
        rows=lambda record, member: getattr(record, relation).all(),
        columns=(*keys[: table.DEFAULT_COLUMNS], *own[:MOST_OWN]),
    )


def listed(declared: Related, record: Any, member: Member) -> Listed | None:
    """The first of the other records; one query, and one for each relation they show. None for those of a screen
    that is closed to the member.
    """
    rows = declared.rows(record, member)
    model = rows.model
    screen = registry.find(model._meta.app_label, str(model._meta.model_name))
    if screen is not None and not screen.may(member, "view"):
        return None
    known = {
        one.key: one for one in (screen.attributes() if screen else columns_of(model)) if not one.sensitive
    }
    wanted = declared.columns or (screen.columns if screen else ()) or tuple(known)[: table.DEFAULT_COLUMNS]
    shown = [known[key] for key in wanted if key in known]
    records = list((screen.joined(rows, shown) if screen else rows)[: declared.most + 1])
    if screen is not None and not permitted.sees_all(screen, member):
        own = screen.rows(member).filter(pk__in=[one.pk for one in records]).order_by()
        seen = set(own.values_list("pk", flat=True))
        records = [one for one in records if one.pk in seen]
    return Listed(
        label=str(declared.label),
        heads=[str(one.label) for one in shown],
        rows=table.made(screen, records[: declared.most], shown)
        if screen
        else table.bare(records[: declared.most], shown),
        more=len(records) > declared.most,
        linked=screen is not None,
    )


def history(screen: Screen, record: Any, member: Member) -> list[Fact]:
    """Changes that the log knows and facts of the screen, newest first."""
    zone = ZoneInfo(timezone.get_current_timezone_name())
    page = log.history(table=screen.model._meta.db_table, row=record.pk, zone=zone, size=RECENT)
    changes = [
        Fact(
            at=line.at,
            title=f"{line.op_label} · {line.person}",
            detail=", ".join(change.label for change in line.changes) if line.op == "U" else "",
            icon={"I": "add_circle", "D": "delete"}.get(line.op, "edit"),
        )
        for line in told(screen, record, page)
    ]
    return sorted([*changes, *screen.timeline(record, member)], key=lambda fact: fact.at, reverse=True)[
        :RECENT
    ]


def actions(screen: Screen, record: Any, member: Member) -> list[dict[str, Any]]:
    """What the member may do to this record."""
    return [
        {"name": one.name(), "label": one.label, "icon": one.icon, "danger": one.danger}
        for one in screen.actions
        if one.single and one.applies(record) and permitted.may_act(screen, member, one, record)
    ]


def _by_number(screen: Screen, member: Member, pk: int) -> dict[str, str]:
    """Addresses of the newer and the older record, for whoever came from no list."""
    rows = screen.rows(member)
    newer = rows.filter(pk__gt=pk).order_by("pk").values_list("pk", flat=True).first()
    older = rows.filter(pk__lt=pk).order_by("-pk").values_list("pk", flat=True).first()
    return {
        "previous": permitted.page_of(screen, newer) if newer else "",
        "next": permitted.page_of(screen, older) if older else "",
    }
