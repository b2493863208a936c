"""Record types of the owner's: all of them, a new one, changing one, the trash."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import door
from apps.backoffice.attributes import Attribute
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.settings.record_types import StateRows, TypeForm, state_rows
from apps.backoffice.models import RecordType
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.queries import record_types as queries
from apps.backoffice.screens import registry
from apps.backoffice.screens.records import APP
from apps.backoffice.services import record_types as services
from apps.backoffice.types import Kind
from apps.backoffice.views.settings import gate
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal


@door.member_page("backoffice.view_recordtype")
def index(request: HttpRequest) -> HttpResponseBase:
    """All types with how many records they have, and those in the trash."""
    rows, now = list(queries.counted()), clock.now()
    shown = {
        "types": [one for one in rows if one.trashed_at is None],
        "trash": [(one, days_left(one, now)) for one in rows if one.trashed_at is not None],
        **gate.rights(request, "recordtype"),
    }
    return render(request, "office/settings/types.html", shown)


@door.member_page("backoffice.add_recordtype")
def add(request: HttpRequest) -> HttpResponseBase:
    """A new type; then its first field."""
    form, rows = TypeForm(gate.sent(request)), state_rows(gate.sent(request))
    if request.method == "POST":
        made = _saved(request, form, rows, None)
        if made is not None:
            door.say(
                request,
                _("“%(name)s” is in the navigation. Now say what is written down about each.")
                % {"name": made.name},
            )
            if gate.rights(request, "customfield")["may_add"]:
                return redirect("office_field_add", APP, made.key)
            return redirect("office_list", APP, made.key)
    return render(request, "office/settings/type.html", {"form": form, "states": rows, **_offered()})


@door.member_page("backoffice.change_recordtype")
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All that a type says of itself."""
    type_ = _found(pk)
    if type_.trashed_at is not None:
        return redirect("office_types")
    screen = registry.find(APP, type_.key)
    keys = _title_keys(list(screen.declared_attributes())) if screen is not None else []
    form = TypeForm(gate.sent(request), type_=type_, keys=[key for key, _name in keys])
    rows = state_rows(gate.sent(request), type_=type_)
    if request.method == "POST":
        made = _saved(request, form, rows, type_)
        if made is not None:
            door.say(request, _("“%(name)s” is saved.") % {"name": made.name})
            return redirect("office_types")
    shown = {
        "form": form,
        "states": rows,
        "type": type_,
        "name": RecordType.objects.values_list("name", flat=True).get(pk=type_.pk),
        "keys": keys,
        **_offered(),
        **gate.rights(request, "recordtype"),
    }
    return render(request, "office/settings/type.html", shown)


@door.member_page("backoffice.delete_recordtype")
def delete(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Into the trash with all records; a type without any that is in the trash goes for good."""
    type_ = _found(pk)
    count = queries.count(type_)
    if request.method == "POST":
        try:
            if type_.trashed_at is None:
                services.trash_record_type(type_=type_, by=door.acting(request), at=clock.now())
                door.say(request, _("“%(name)s” is in the trash with its records.") % {"name": type_.name})
            else:
                services.delete_record_type(type_=type_, by=door.acting(request), at=clock.now())
                door.say(request, _("“%(name)s” is gone.") % {"name": type_.name})
        except Refusal as refusal:
            door.say_no(request, refusal)
        return redirect("office_types")
    return render(
        request, "office/settings/type_delete.html", {"type": type_, "count": count, "days": UNDO_FOR.days}
    )


@require_POST
@door.member_page("backoffice.change_recordtype")
def restore(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Out of the trash, with all records."""
    type_ = _found(pk)
    try:
        services.restore_record_type(type_=type_, by=door.acting(request), at=clock.now())
    except Refusal as refusal:
        door.say_no(request, refusal)
    else:
        door.say(request, _("“%(name)s” is back with its records.") % {"name": type_.name})
    return redirect("office_types")


def days_left(type_: RecordType, now: datetime) -> int:
    """For how many more days a type can be taken out of the trash."""
    return 0 if type_.trashed_at is None else max(0, (type_.trashed_at + UNDO_FOR - now).days)


def _saved(
    request: HttpRequest, form: TypeForm, rows: StateRows, type_: RecordType | None
) -> RecordType | None:
    """The type as it was saved; None when something is wrong, which the forms say."""
    if not form.is_valid() or not rows.is_valid():
        return None
    states, first = rows.states()
    facts = form.facts(states, first, position=100 if type_ is None else type_.position)
    by, at = door.acting(request), clock.now()
    try:
        if type_ is None:
            return services.create_record_type(facts=facts, by=by, at=at)
        return services.change_record_type(type_=type_, facts=facts, by=by, at=at)
    except Invalid as invalid:
        form.refuse(invalid, rows)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _found(pk: int) -> RecordType:
    type_ = RecordType.objects.filter(pk=pk).first()
    if type_ is None:
        raise NotFound
    return type_


def _offered() -> dict[str, Any]:
    groups = {str(one.group) for one in registry.every() if one.group}
    return {"groups": sorted(groups)}


def _title_keys(attributes: list[Attribute]) -> list[tuple[str, str]]:
    """What may stand in a title, as (key, name)."""
    left_out = {Kind.LONG_TEXT, Kind.FILE, Kind.IMAGE}
    own = [
        (one.key.removeprefix("custom."), str(one.label))
        for one in attributes
        if one.own and not one.sensitive and one.kind not in left_out
    ]
    return [*own, *((one.key, str(one.label)) for one in attributes if one.key == "state")]
