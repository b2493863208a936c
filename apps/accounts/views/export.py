"""Everything of the business in one file, also while it is closed."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apps.accounts import door
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import Takeout
from apps.tenancy.takeout import archives, tasks

MAY = "tenancy.export_tenant"


@require_GET
@door.member_page(MAY)
def index(request: HttpRequest) -> HttpResponseBase:
    """Archives that can be downloaded, and the one that is being made."""
    listed = archives.listed(at=clock.now())
    running = [a for a in listed if a.state in (Takeout.State.WAITING, Takeout.State.RUNNING)]
    shown = {
        "archives": [a for a in listed if a not in running],
        "running": running[0] if running else None,
        "percent": archives.progress(running[0]) if running else 0,
        "days": archives.KEPT.days,
    }
    response = render(request, "home/export/index.html", shown)
    if running:
        # Without a script: the page looks again by itself.
        response.headers["Refresh"] = "3"
    return response


@require_POST
@door.member_page(MAY)
def start(request: HttpRequest) -> HttpResponseBase:
    """Begin a new archive."""
    try:
        with context.atomic():
            takeout = archives.start(by=str(door.person(request)), at=clock.now())
            tasks.make_archive(takeout.pk)
    except Refusal as refusal:
        door.say_no(request, refusal)
    return redirect("home_export")


@require_GET
@door.member_page(MAY)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a finished archive, piece by piece."""
    found = archives.download(pk=pk, at=clock.now())
    response = StreamingHttpResponse(found.chunks, content_type="application/zip")
    response.headers["Content-Length"] = str(found.size)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@door.member_page(MAY)
def delete(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove an archive before its time."""
    with context.atomic():
        archives.remove(pk=pk)
    door.say(request, _("The archive is deleted."))
    return redirect("home_export")
