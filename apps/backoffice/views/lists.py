"""The list of a screen."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from apps.accounts import access
from apps.accounts.models import Member
from apps.backoffice.exports import choosing
from apps.backoffice.forms.filters import FilterForm
from apps.backoffice.forms.settings.views import ViewForm
from apps.backoffice.imports import batches
from apps.backoffice.lists import table
from apps.backoffice.lists.query import ListQuery, of_subset
from apps.backoffice.models import SavedView
from apps.backoffice.queries import views as view_queries
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import views as view_services
from apps.backoffice.views import gate
from apps.backoffice.views.origin import Origin


@gate.screen_page("view")
def index(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """Search, filter, sort, page through the records, choose columns, and pick some to act on."""
    attributes = screen.attributes()
    conditions = screen.conditions()
    query = ListQuery.read(request.GET, conditions)
    views = sorted(view_queries.of_member(member, on=screen.key), key=lambda one: not one.pinned)
    view = next((one for one in views if one.pk == query.view), None)
    query = query.with_(view=None, page=query.page) if view is None else query.over(view, conditions)
    found = table.page(screen, member, query)
    found = replace(found, rows=_leading_on(found, query))
    chosen = table.columns(screen, query, attributes)
    shown = {
        "screen": screen,
        "table": found,
        "query": query,
        "filters": FilterForm(screen, query, conditions, member),
        **_views(request, query, views, view),
        **_parts(screen, query, view),
        "narrowed": bool(query.search or query.filters),
        "columns": [(one.key, one.label, one in chosen) for one in attributes if not one.sensitive],
        "actions": bulk_actions(screen, member),
        "totals": totals(screen, member, query) if "totals" in request.GET else None,
        "may_import": batches.may_import(screen, member),
        "may_export": choosing.may_export(screen, member),
        "may_add": screen.addable and screen.may(member, "add"),
        "may_change": screen.changeable and screen.may(member, "change"),
        "may_delete": screen.deletable and screen.may(member, "delete"),
        "add_url": reverse(screen.add_url)
        if screen.add_url
        else reverse("office_add", args=[screen.app, screen.name]),
        "next": query.with_(page=found.page + 1).write(),
        "previous": query.with_(page=found.page - 1).write(),
        "without_totals": query.write(),
    }
    return render(request, "office/list.html", shown)


def _leading_on(found: table.Table, query: ListQuery) -> list[table.Row]:
    """The rows with addresses that know the list, so that next and previous follow it."""
    ending = Origin.of(query).ending()
    if not ending:
        return found.rows
    return [
        replace(row, url=f"{row.url}{ending}{place}") for place, row in enumerate(found.rows, found.first)
    ]


def _views(
    request: HttpRequest, query: ListQuery, views: list[SavedView], view: SavedView | None
) -> dict[str, Any]:
    """Tabs of the views, and whether the list shows something else than the one that is open."""
    may_share = access.may(request.user, view_services.SHARE)
    return {
        "views": views,
        "view": view,
        "may_hold_view": view is not None and (may_share or not view.shared),
        "view_differs": view is not None and _differs(query, view),
        "view_form": ViewForm(may_share=may_share),
    }


def _parts(screen: Screen, query: ListQuery, view: SavedView | None) -> dict[str, Any]:
    """Tabs of the parts of the list that code names. One of them is open where nothing else narrows the list."""
    parts = []
    for one in screen.subsets:
        asked = of_subset(screen.subsets, one)
        here = view is None and query.filters == asked.filters and not query.search
        parts.append({"label": one.label, "url": f"?{asked.write()}", "here": here})
    return {"parts": parts, "in_part": any(one["here"] for one in parts)}


def _differs(query: ListQuery, view: SavedView) -> bool:
    now = (query.as_data(), list(query.columns), query.sort)
    return now != (view.filters, list(view.columns), view.sort)


def bulk_actions(screen: Screen, member: Member) -> list[dict[str, Any]]:
    """What the member may do to several records at once."""
    return [
        {"name": one.name(), "label": one.label, "danger": one.danger}
        for one in screen.actions
        if one.bulk and screen.may_do(member, one)
    ]


def totals(screen: Screen, member: Member, query: ListQuery) -> list[tuple[str, str]]:
    """Sums of the screen's `totals` over everything that matches: one query, only when asked for."""
    rows = table.narrowed(screen, member, query, screen.conditions()).order_by()
    return screen.sums(rows)
