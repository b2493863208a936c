"""What reaches all values of a field: another kind, deletion, and taking either back."""

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import door
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.settings.fields import RetypeForm
from apps.backoffice.forms.settings.kinds import KINDS, name_of, words_of
from apps.backoffice.models import CustomField, FieldChange
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.queries import fields as queries
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import fields as services
from apps.backoffice.services.fields import rules
from apps.backoffice.views.settings import gate
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal


@gate.field_page("backoffice.change_customfield")
def retype(request: HttpRequest, screen: Screen, field: CustomField) -> HttpResponseBase:
    """Choose a kind, see what would become of the values, then do it."""
    if field.deleted_at is not None:
        raise NotFound
    kinds = [
        (str(one.kind), str(one.name))
        for one in KINDS
        if one.kind in rules.IN_RECORD and one.kind != field.kind and field.kind in rules.IN_RECORD
    ]
    given = request.POST if request.method == "POST" else request.GET if "kind" in request.GET else None
    form = RetypeForm(given, kinds=kinds)
    preview = None
    if given is not None and form.is_valid():
        try:
            if request.method == "POST":
                services.retype_field(field=field, by=door.acting(request), at=clock.now(), **form.wanted())
                door.say(
                    request,
                    _("“%(name)s” is a %(kind)s now. Its values are being converted.")
                    % {"name": field.label, "kind": name_of(form.cleaned_data["kind"]).lower()},
                )
                return redirect("office_field_change", field.pk)
            preview = services.preview_retype(field=field, **form.wanted())
        except Invalid as invalid:
            for key, sentences in invalid.by_key.items():
                form.add_error(key if key in form.fields else None, " ".join(sentences))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    shown = {
        "screen": screen,
        "field": field,
        "form": form,
        "preview": preview,
        "was": name_of(field.kind),
        "becomes": name_of(form.cleaned_data.get("kind", "")) if preview else "",
        "days": UNDO_FOR.days,
    }
    return render(request, "office/settings/field_retype.html", shown)


@gate.field_page("backoffice.delete_customfield")
def delete(request: HttpRequest, screen: Screen, field: CustomField) -> HttpResponseBase:
    """What goes with the field; then into the trash."""
    if field.deleted_at is not None:
        raise NotFound
    if request.method == "POST":
        try:
            services.delete_field(field=field, by=door.acting(request), at=clock.now())
        except Refusal as refusal:
            door.say_no(request, refusal)
            return redirect("office_field_delete", field.pk)
        said = _("“%(name)s” is in the trash. It can be put back for %(days)d days.")
        door.say(request, said % {"name": field.label, "days": UNDO_FOR.days})
        return redirect("office_fields_of", screen.app, screen.name)
    shown = {
        "screen": screen,
        "field": field,
        "kind": words_of(field.kind),
        "preview": services.preview_delete(field=field),
        "days": UNDO_FOR.days,
    }
    return render(request, "office/settings/field_delete.html", shown)


@require_POST
@gate.field_page("backoffice.delete_customfield")
def restore(request: HttpRequest, screen: Screen, field: CustomField) -> HttpResponseBase:
    """Out of the trash, with all values."""
    try:
        services.restore_field(field=field, by=door.acting(request), at=clock.now())
    except Refusal as refusal:
        door.say_no(request, refusal)
    else:
        door.say(request, _("“%(name)s” is back with all its values.") % {"name": field.label})
    return redirect("office_fields_of", screen.app, screen.name)


@gate.field_page("backoffice.view_customfield")
def how_far(request: HttpRequest, screen: Screen, field: CustomField) -> HttpResponseBase:
    """How much of the work on a field's values is done."""
    newest = queries.changes(field).first()
    if newest is None:
        raise NotFound
    return JsonResponse({"percent": newest.percent, "busy": newest.state in queries.BUSY})


@require_POST
@door.member_page("backoffice.change_customfield")
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The kind that the field had before, with the values of then."""
    change = _change(pk)
    try:
        services.undo_retype(change=change, by=door.acting(request), at=clock.now())
    except Refusal as refusal:
        door.say_no(request, refusal)
    else:
        door.say(request, _("The earlier kind is back. The values are being put back."))
    return redirect("office_field_change", change.field_id)


@require_POST
@door.member_page("backoffice.change_customfield")
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Try again what has failed."""
    change = _change(pk)
    try:
        services.resume_change(change=change, by=door.acting(request), at=clock.now())
    except Refusal as refusal:
        door.say_no(request, refusal)
    return redirect("office_field_change", change.field_id)


def _change(pk: int) -> FieldChange:
    found = FieldChange.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
