"""Records taken out as files."""

from typing import Any

from django.http import FileResponse, HttpRequest, JsonResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.errors import QueryTooLong
from apps.backoffice.exports import cells, choosing, files, streams
from apps.backoffice.exports.choosing import Wanted
from apps.backoffice.forms.exports import ExportForm
from apps.backoffice.imports import progress
from apps.backoffice.models import Export
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services.several import NothingPicked
from apps.backoffice.views import gate
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, Refusal
from apps.tenancy import facts

LONGEST_QUERY = 4000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@gate.screen_page("view")
def export(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """Choose format and values, and get the file: at once as CSV and JSON, in a while as a workbook."""
    if not choosing.may_export(screen, member):
        raise NotAllowed
    attributes = choosing.exportable(screen, member)
    said = request.POST if request.method == "POST" else request.GET
    try:
        query, chosen = _query(said), _chosen(request)
    except Refusal as refusal:
        door.say_no(request, refusal)
        return redirect("office_list", screen.app, screen.name)
    form = ExportForm(attributes, request.POST if request.POST.get("format") else None)
    if form.is_bound and form.is_valid():
        wanted = Wanted(choosing.chosen(screen, member, form.cleaned_data["columns"]), query, chosen)
        return _answer(request, screen, member, wanted, form.cleaned_data["format"])
    made = files.of_member(screen, member, at=clock.now())
    shown: dict[str, Any] = {
        "screen": screen,
        "form": form,
        "query": query,
        "chosen": chosen,
        "exports": made,
        "waiting": any(one.state in (Export.State.WAITING, Export.State.RUNNING) for one in made),
    }
    return render(request, "office/data/export.html", shown, status=422 if form.errors else 200)


def _query(said: QueryDict) -> str:
    """What the list was filtered by. Raises QueryTooLong: cut, it would let more records out than the list showed."""
    query = said.get("query", "")
    if len(query) > LONGEST_QUERY:
        raise QueryTooLong
    return query


def _chosen(request: HttpRequest) -> tuple[int, ...]:
    """The picked records; none for all of the list. Raises NothingPicked where some were to be picked and none is."""
    said = request.POST if request.method == "POST" else request.GET
    if said.get("all"):
        return ()
    numbers = _numbers(said.getlist("pk"))
    # The list sends no format, the page of the export does.
    from_list = request.method == "POST" and not said.get("format")
    if not numbers and ("pk" in said or from_list):
        raise NothingPicked
    return numbers


def _numbers(texts: list[str]) -> tuple[int, ...]:
    return tuple(sorted({int(text) for text in texts if text.isdecimal() and len(text) < len(str(2**63))}))


def _answer(
    request: HttpRequest, screen: Screen, member: Member, wanted: Wanted, format_: str
) -> HttpResponseBase:
    if format_ == "xlsx":
        files.ask(screen=screen, wanted=wanted, by=member, at=clock.now())
        door.say(request, _("The workbook is being made. It will be here in a moment."))
        return redirect("office_export", screen.app, screen.name)
    # Words are found now: when the stream is read, the person's language is no longer set.
    headings = cells.headings(wanted.attributes)
    found = choosing.rows(screen, member, wanted)
    if format_ == "csv":
        pieces, kind = streams.csv_of(found, wanted.attributes, headings), "text/csv; charset=utf-8"
    else:
        pieces, kind = streams.json_of(found, wanted.attributes), "application/json"
    response = StreamingHttpResponse(pieces, content_type=kind)
    return _named(response, screen, format_)


def _named(response: StreamingHttpResponse, screen: Screen, ending: str) -> HttpResponseBase:
    name = f"{facts.current().slug}-{screen.name}-{clock.now():%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@gate.screen_page("view")
def download(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """A workbook of the member's own."""
    if not choosing.may_export(screen, member):
        raise NotAllowed
    _export, file = files.open_file(screen, member, pk, at=clock.now())
    return _named(FileResponse(file, content_type=WORKBOOK), screen, "xlsx")


@require_safe
@gate.screen_page("view")
def how_far(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """For the script of the waiting page: the member's workbook that is being made."""
    made = [
        one
        for one in files.of_member(screen, member, at=clock.now())
        if one.state in (Export.State.WAITING, Export.State.RUNNING) and not files.is_lost(one)
    ]
    percent = progress.percent("export", made[0].pk) if made else None
    return JsonResponse({"percent": percent or 0, "busy": bool(made)})
