"""One import: what it would do, how far it is, what it did."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.imports import batches, progress, runs, undoing
from apps.backoffice.models import Import
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views.imports.gate import run_page, undo_page
from apps.kernel.errors import Refusal

State = Import.State


@require_safe
@run_page
def page(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """The import at whatever step it is."""
    if run.state == State.UPLOADED:
        return redirect("office_import_mapping", screen.app, screen.name, run.pk)
    may_act = batches.may_act(run, screen, member, "add", "change")
    shown: dict[str, Any] = {
        "screen": screen,
        "run": run,
        "may_act": may_act,
        "may_undo": may_act and batches.may_act(run, screen, member, "delete"),
    }
    if run.state in Import.BUSY:
        percent = progress.percent("import", run.pk)
        shown |= {"busy": True, "percent": percent or 0, "lost": percent is None}
        return render(request, "office/data/run.html", shown)
    fixed = run.problem_rows.filter(fixed=True).count()
    wrong = run.problem_rows.count() - fixed
    shown |= {
        "columns": [attribute.label for _column, attribute in batches.shown_columns(run, screen)],
        "fixed": fixed,
        "wrong": wrong,
        "ready": run.rows - wrong if run.state == State.CHECKED else fixed,
        "has_written": run.batches.exists(),
        "left": undoing.left_alone(run) if run.state == State.UNDONE else [],
    }
    return render(request, "office/data/run.html", shown)


@require_safe
@run_page
def how_far(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """For the script of the waiting page."""
    percent = progress.percent("import", run.pk)
    return JsonResponse({"percent": percent or 0, "busy": run.state in Import.BUSY and percent is not None})


@require_POST
@run_page
def start(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """Import what is right."""
    return _stepped(request, screen, run, lambda: runs.start(run=run, screen=screen))


@require_POST
@run_page
def go_on(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """Go on with what lost its worker."""
    return _stepped(request, screen, run, lambda: runs.go_on(run=run, by=member))


@require_POST
@undo_page
def undo(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """Take the whole import back."""
    return _stepped(request, screen, run, lambda: runs.begin_undo(run=run, by=member))


def _stepped(request: HttpRequest, screen: Screen, run: Import, step: Callable[[], None]) -> HttpResponseBase:
    try:
        step()
    except Refusal as refusal:
        door.say_no(request, refusal)
    return redirect("office_import_run", screen.app, screen.name, run.pk)


@require_POST
@run_page
def delete(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """Forget an import that has written nothing."""
    try:
        runs.remove(run=run)
    except Refusal as refusal:
        door.say_no(request, refusal)
        return redirect("office_import_run", screen.app, screen.name, run.pk)
    door.say(request, _("The import is deleted. Nothing of it was saved."))
    return redirect("office_import", screen.app, screen.name)
