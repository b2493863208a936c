"""One field of the owner's: a new one, and changing what it is called and how it behaves."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.settings import formulas
from apps.backoffice.forms.settings.fields import FieldForm
from apps.backoffice.forms.settings.kinds import KINDS, words_of
from apps.backoffice.models import LINKS, CustomField
from apps.backoffice.queries import fields as queries
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.records import APP
from apps.backoffice.services import fields as services
from apps.backoffice.services.fields import rules
from apps.backoffice.types import Kind
from apps.backoffice.views.settings import gate
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import facts


@gate.screen_page("backoffice.add_customfield")
def add(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """The kind first, then only what that kind needs."""
    words = words_of(request.GET.get("kind", ""))
    if words is None:
        return render(request, "office/settings/field_kind.html", {"screen": screen, "kinds": KINDS})
    form = FieldForm(
        gate.sent(request),
        on=screen.key,
        kind=words.kind,
        targets=targets(),
        currency=facts.current().currency if words.kind is Kind.MONEY else "",
    )
    if request.method == "POST" and "check" not in request.POST and form.is_valid():
        try:
            given = form.properties()
            field = services.define_field(
                on=screen.key, kind=words.kind, by=door.acting(request), at=clock.now(), **given
            )
        except Invalid as invalid:
            form.refuse(invalid)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            door.say(
                request,
                _("“%(name)s” is added. It is in forms, lists, filters and files now.")
                % {"name": field.label},
            )
            if "another" in request.POST:
                return redirect("office_field_add", screen.app, screen.name)
            return redirect("office_fields_of", screen.app, screen.name)
    return render(request, "office/settings/field.html", _shown(request, screen, form, words))


@gate.field_page("backoffice.change_customfield")
def change(request: HttpRequest, screen: Screen, field: CustomField) -> HttpResponseBase:
    """What can change without touching values, and what was done to the values so far."""
    words = words_of(field.kind)
    if field.deleted_at is not None or words is None:
        return redirect("office_fields_of", screen.app, screen.name)
    form = FieldForm(gate.sent(request), on=screen.key, kind=words.kind, targets=(), field=field)
    if request.method == "POST" and "check" not in request.POST and form.is_valid():
        try:
            services.change_field(field=field, by=door.acting(request), at=clock.now(), **form.properties())
        except Invalid as invalid:
            form.refuse(invalid)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            door.say(request, _("“%(name)s” is saved.") % {"name": field.label})
            return redirect("office_fields_of", screen.app, screen.name)
    now = clock.now()
    done = list(queries.changes(field)[:20])
    latest = next(
        (one for one in done if one.work == one.Work.RETYPE and one.state != one.State.UNDONE), None
    )
    shown = {
        **_shown(request, screen, form, words),
        "field": field,
        "title": CustomField.objects.values_list("label", flat=True).get(pk=field.pk),
        "changes": done,
        "busy": next((one for one in done if one.state in queries.BUSY), None),
        "undoable": latest.pk
        if latest is not None and latest.undo_until and latest.undo_until > now
        else None,
        "retypable": field.kind in rules.IN_RECORD and not field.sensitive,
        **gate.rights(request, "customfield"),
    }
    return render(request, "office/settings/field.html", shown)


@gate.screen_page("backoffice.view_customfield")
def check(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """Whether a formula is right, for the script that asks while somebody types."""
    number = request.GET.get("field", "")
    field = queries.of(screen.key).filter(pk=int(number)).first() if _is_number(number) else None
    found = formulas.check(
        screen.key,
        request.GET.get("formula", ""),
        field=field,
        currency=request.GET.get("currency", "").strip().upper()[:3],
    )
    return JsonResponse({"right": found.right, "sentence": found.sentence})


def targets() -> list[tuple[str, str]]:
    """Kinds of record that a reference may point at."""
    return [
        (one.key, str(one.label_plural))
        for one in registry.every()
        if one.key in LINKS or (one.app == APP and "backoffice.record" in LINKS)
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18  # noqa: PLR2004  bigint


def _shown(request: HttpRequest, screen: Screen, form: FieldForm, words: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {"screen": screen, "form": form, "kind": words}
    if words.kind is Kind.FORMULA:
        shown["usable"] = formulas.usable(screen.key, form.field)
        shown["calls"] = formulas.CALLS
        if "check" in request.POST:
            shown["finding"] = formulas.check(
                screen.key,
                request.POST.get("formula", ""),
                field=form.field,
                currency=request.POST.get("currency", "").strip().upper()[:3],
            )
    shown["sections"] = [title for title in queries.by_section(queries.of(screen.key)) if title]
    return shown
