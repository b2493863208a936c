"""Which column of the file is what."""

import itertools
from typing import Any

from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.forms.imports import MappingForm, ReadingForm
from apps.backoffice.imports import batches, checking, mapping, runs
from apps.backoffice.imports.reading import sheet, workbooks
from apps.backoffice.models import Import
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views.imports.gate import run_page
from apps.kernel.errors import NotAllowed, Refusal
from apps.tenancy import facts

EXAMPLES = 3
LONGEST_EXAMPLE = 60


@require_http_methods(["GET", "HEAD", "POST"])
@run_page
def columns(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """Decide on the columns and have the file checked; or have it read another way."""
    if run.state not in (Import.State.UPLOADED, Import.State.CHECKED, Import.State.FAILED):
        return redirect("office_import_run", screen.app, screen.name, run.pk)
    if not batches.may_act(run, screen, member, "add", "change"):
        raise NotAllowed
    hidden = frozenset() if batches.sees_secrets(run, member) else batches.secret_columns(run, screen)
    form = MappingForm(screen, run, request.POST if "check" in request.POST else None, fixed=hidden)
    if "reread" in request.POST:
        return _reread(request, screen, member, run)
    if form.is_bound and form.is_valid():
        try:
            runs.decide(run=run, screen=screen, chosen=form.chosen(), options=form.options(), by=member)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("office_import_run", screen.app, screen.name, run.pk)
    return _page(request, screen, run, form, hidden)


def _reread(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    said = request.POST
    try:
        runs.reread(
            run=run,
            screen=screen,
            encoding=said.get("encoding", ""),
            delimiter=said.get("delimiter", ""),
            sheet_name=said.get("sheet", ""),
            by=member,
        )
    except Refusal as refusal:
        door.say_no(request, refusal)
    return redirect("office_import_mapping", screen.app, screen.name, run.pk)


def _page(
    request: HttpRequest, screen: Screen, run: Import, form: MappingForm, hidden: frozenset[int]
) -> HttpResponseBase:
    examples = _examples(run, hidden)
    filled = set(form.chosen().values() if form.is_bound and form.is_valid() else run.mapping.values())
    missing = [one.label for one in mapping.importable(screen) if one.required and one.key not in filled]
    shown: dict[str, Any] = {
        "screen": screen,
        "run": run,
        "form": form,
        "reading": None if hidden else ReadingForm(run, _sheets(run)),
        "columns": [
            (bound, [row[column] for row in examples if column < len(row) and row[column]])
            for column, bound in enumerate(form.columns)
        ],
        "missing": missing,
        "time_zone": facts.current().time_zone,
    }
    return render(request, "office/data/mapping.html", shown, status=422 if form.errors else 200)


def _examples(run: Import, hidden: frozenset[int]) -> list[list[str]]:
    with sheet.opened(run) as opened:
        rows = itertools.islice(opened.rows(), EXAMPLES)
        return [
            [
                checking.HIDDEN if cell and column in hidden else cell[:LONGEST_EXAMPLE]
                for column, cell in enumerate(row.cells)
            ]
            for row in rows
        ]


def _sheets(run: Import) -> list[str]:
    if run.format != Import.Format.XLSX:
        return []
    with default_storage.open(str(run.file.name)) as file:
        return workbooks.sheets(file)
