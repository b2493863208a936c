"""The log of the signed-in home. Who may see it is asked where the addresses are."""

from typing import Final
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.audit import exports, queries
from apps.audit.forms import LogFilter
from apps.audit.types import Filters, Position
from apps.kernel import clock
from apps.tenancy import context, facts

AFTER: Final = "after"


def _zone() -> ZoneInfo:
    """Days and times of the log are the business's, whoever looks at it."""
    return ZoneInfo(facts.current().time_zone)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who changed what and when, newest first, with filters."""
    form, zone = LogFilter(request.GET), _zone()
    filters = form.filters()
    page = queries.page(filters, zone=zone, after=Position.read(request.GET.get(AFTER, "")))
    chosen = request.GET.copy()
    going_on = AFTER in chosen
    chosen.pop(AFTER, None)
    shown = {
        "form": form,
        "page": page,
        "going_on": going_on,
        "filtered": filters != Filters(),
        "query": chosen.urlencode(),
        "zone": zone,
    }
    with timezone.override(zone):
        return render(request, "home/audit/log.html", shown)


@require_safe
def of_request(request: HttpRequest, request_id: str) -> HttpResponse:
    """Everything one request changed, and from where it came."""
    if not context.is_request_id(request_id):
        raise Http404
    zone = _zone()
    with timezone.override(zone):
        origins, lines = queries.of_request(request_id, zone=zone)
        if not (origins or lines):
            raise Http404
        shown = {
            "request_id": request_id,
            "origins": origins,
            "lines": lines,
            "cut": len(lines) == queries.MOST_IN_REQUEST,
            "zone": zone,
        }
        return render(request, "home/audit/request.html", shown)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered log as a CSV file, sent while it is read."""
    zone = _zone()
    lines = queries.every_line(LogFilter(request.GET).filters(), zone=zone)
    response = StreamingHttpResponse(exports.csv_of(lines, zone=zone), content_type="text/csv; charset=utf-8")
    name = f"audit-{facts.current().slug}-{clock.now().astimezone(zone):%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
