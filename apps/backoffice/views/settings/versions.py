"""What was changed in definitions, by whom; taking a change back; all definitions as one file."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import access, door
from apps.backoffice.errors import BadFile, Invalid
from apps.backoffice.forms.settings.versions import DefinitionsForm
from apps.backoffice.models import DefinitionVersion
from apps.backoffice.queries import versions as queries
from apps.backoffice.screens import registry
from apps.backoffice.services import definitions
from apps.backoffice.services.definitions.exchange import EXPORT, IMPORT
from apps.backoffice.services.definitions.files import LARGEST
from apps.backoffice.views.settings import gate
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import facts

PAGE: Final = 25
VIEW: Final = "backoffice.view_definitionversion"
MOST_SHOWN: Final = 200


@door.member_page(VIEW)
def index(request: HttpRequest) -> HttpResponseBase:
    """All changes, newest first; of one kind of definition with `kind`."""
    kinds = {kind: one.label for kind, one in definitions.DEFINITIONS.items()}
    kind = request.GET.get("kind", "")
    found = queries.versions(kind=kind if kind in kinds else "")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [_row(one) for one in page],
        "kinds": kinds.items(),
        "kind": kind,
        "query": f"kind={kind}" if kind in kinds else "",
        **_rights(request),
    }
    return render(request, "office/settings/versions.html", shown)


@door.member_page(VIEW)
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What one change did, in words, and the way back."""
    version = _found(pk)
    if request.method == "POST":
        try:
            made = definitions.roll_back(version=version, by=door.acting(request), at=clock.now())
        except Invalid as invalid:
            door.say_no(request, invalid)
        except Refusal as refusal:
            door.say_no(request, refusal)
        else:
            said = _("The change is undone.") if made else _("It is that way already; nothing changed.")
            door.say(request, said)
            return redirect("office_versions")
    definition = _definition(version)
    differences = definitions.differences(definition, version.before, version.after) if definition else []
    return render(request, "office/settings/version.html", {**_row(version), "differences": differences})


@door.member_page()
def files(request: HttpRequest) -> HttpResponseBase:
    """Take all definitions out, or look at what a file would do and then do it."""
    rights = _rights(request)
    if not any(rights.values()):
        access.require(request.user, IMPORT)
    form = DefinitionsForm(gate.sent(request), request.FILES if request.method == "POST" else None)
    shown: dict[str, Any] = {"form": form, "megabytes": LARGEST >> 20, **rights}
    if request.method == "POST":
        access.require(request.user, IMPORT)
        if form.is_valid():
            return _read_in(request, form, shown)
    return render(request, "office/settings/definitions.html", shown)


@require_POST
@door.member_page(EXPORT)
def download(request: HttpRequest) -> HttpResponseBase:
    """The file."""
    text = definitions.export(by=door.acting(request))
    name = slugify(facts.current().slug) or "business"
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-definitions.json"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _read_in(request: HttpRequest, form: DefinitionsForm, shown: dict[str, Any]) -> HttpResponseBase:
    raw, by, at = form.contents(), door.acting(request), clock.now()
    try:
        if "apply" in request.POST:
            done = definitions.import_file(raw, by=by, at=at)
            said = _("The file is read in: %(added)d added, %(changed)d changed.")
            door.say(request, said % {"added": done.count("added"), "changed": done.count("changed")})
            return redirect("office_versions")
        preview = definitions.check(raw, by=by, at=at)
    except (BadFile, Invalid) as refusal:
        form.add_error("file", str(refusal))
        return render(request, "office/settings/definitions.html", shown)
    changes = [item for item in preview.items if item.change != "unchanged"]
    shown |= {
        "preview": preview,
        "items": changes[:MOST_SHOWN],
        "more": len(changes) - MOST_SHOWN,
        "counts": {name: preview.count(name) for name in ("added", "changed", "unchanged")},
        "problems": preview.problems[:MOST_SHOWN],
        "raw": raw.decode("utf-8-sig", "replace"),
    }
    return render(request, "office/settings/definitions.html", shown)


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_export": access.may(request.user, EXPORT),
        "may_import": access.may(request.user, IMPORT),
    }


def _found(pk: int) -> DefinitionVersion:
    version = queries.versions().filter(pk=pk).first()
    if version is None:
        raise NotFound
    return version


def _definition(version: DefinitionVersion) -> definitions.Definition | None:
    known = definitions.DEFINITIONS
    return known.get(version.kind) if version.kind in known else None


def _row(version: DefinitionVersion) -> dict[str, Any]:
    definition = _definition(version)
    data = version.after or version.before or {}
    return {
        "version": version,
        "kind": definition.label if definition else version.kind,
        "title": _title(version.key, data, definition),
    }


def _title(key: str, data: dict[str, Any], definition: definitions.Definition | None) -> str:
    """What was defined, by the names of screen and field instead of their keys."""
    if definition is None:
        return key
    title = definition.title(key, data)
    on, _slash, name = key.partition("/")
    app, _dot, model = on.partition(".")
    screen = registry.find(app, model)
    if screen is None or not title.startswith(key):
        return title
    attribute = next((one for one in screen.declared_attributes() if one.key == name), None)
    what = " · ".join(
        str(one) for one in (screen.label_plural, attribute.label if attribute else name) if one
    )
    return what + title.removeprefix(key)
