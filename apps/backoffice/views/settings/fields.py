"""Fields of the owner's: which kinds of record there are, the fields of one, their order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from apps.accounts import door
from apps.backoffice.forms.settings.kinds import words_of
from apps.backoffice.models import CustomField
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.queries import fields as queries
from apps.backoffice.screens import registry, wording
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import fields as services
from apps.backoffice.services.fields import rules
from apps.backoffice.views.settings import gate
from apps.kernel import clock


@door.member_page("backoffice.view_customfield")
def index(request: HttpRequest) -> HttpResponseBase:
    """Every kind of record that can have fields, with how many it has."""
    counts = queries.counts()
    found = [
        {"screen": one, "counts": counts.get(one.key, (0, 0)), "hidden": wording.is_hidden(one.key)}
        for one in registry.every()
        if gate.can_have_fields(one)
    ]
    return render(request, "office/settings/fields.html", {"kinds": found})


@gate.screen_page("backoffice.view_customfield")
def of_screen(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """The fields of one kind of record in their sections, and those in the trash."""
    fields = list(queries.of(screen.key))
    work = queries.unfinished(screen.key)
    sections = [
        (title, [_row(one, work) for one in group]) for title, group in queries.by_section(fields).items()
    ]
    now = clock.now()
    shown = {
        "screen": screen,
        "sections": sections,
        "count": len(fields),
        "full": len(fields) >= rules.MOST_FIELDS,
        "most": rules.MOST_FIELDS,
        "trash": [(one, words_of(one.kind), days_left(one, now)) for one in queries.trashed(screen.key)],
        "built_in": [one for one in screen.attributes() if not one.own],
        **gate.rights(request, "customfield"),
    }
    return render(request, "office/settings/fields_of.html", shown)


@require_POST
@gate.screen_page("backoffice.change_customfield")
def move(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """One step up or down; from the edge of a section into the one beside it."""
    key, up = request.POST.get("key", ""), request.POST.get("to") == "up"
    order = moved(list(queries.of(screen.key)), key, up=up)
    services.reorder_fields(on=screen.key, order=order, by=door.acting(request), at=clock.now())
    return redirect("office_fields_of", screen.app, screen.name)


def moved(fields: Sequence[CustomField], key: str, *, up: bool) -> list[tuple[str, str]]:
    """Keys and sections in the order after the step; as it was where there is no way on."""
    order = [(one.key, one.section) for group in queries.by_section(fields).values() for one in group]
    here = next((place for place, (one, _section) in enumerate(order) if one == key), None)
    there = None if here is None else here - 1 if up else here + 1
    if here is None or there is None or not 0 <= there < len(order):
        return order
    if order[here][1] == order[there][1]:
        order[here], order[there] = order[there], order[here]
    else:
        order[here] = (key, order[there][1])
    return order


def days_left(field: CustomField, now: datetime) -> int:
    """For how many more days a field can be taken out of the trash."""
    return 0 if field.deleted_at is None else max(0, (field.deleted_at + UNDO_FOR - now).days)


def _row(field: CustomField, work: dict[int, Any]) -> dict[str, Any]:
    return {"field": field, "kind": words_of(field.kind), "work": work.get(field.pk)}
