"""The rows of an import that are wrong: looked at, put right, taken away as a file."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.exports import cells
from apps.backoffice.imports import batches, checking, corrections
from apps.backoffice.models import Import, ImportRow
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views.imports.gate import run_page
from apps.kernel import clock
from apps.kernel.errors import Refusal

# So many that a file of 200 columns stays below Django's limit of fields in a form.
PER_PAGE: Final = 20
AT_ONCE: Final = 500
_NAME: Final = re.compile(r"cell_(\d{1,9})_(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a wrong row."""

    name: str
    heading: str
    text: str
    sentences: list[str]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A wrong row: cells that are wrong, the others, and what is wrong with it as a whole."""

    number: int
    about: str
    fixed: bool
    wrong: list[Cell]
    others: list[Cell]
    sentences: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@run_page
def wrong(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """Look at wrong rows and put them right; they are checked again by themselves."""
    if request.method == "POST":
        return _correct(request, screen, run)
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = run.problem_rows.order_by("fixed", "number")
    if text:
        found = found.filter(text__contains=text.casefold())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    hidden = _hidden(run, screen, member)
    shown = {
        "screen": screen,
        "run": run,
        "page": page,
        "rows": [_shown(run, screen, row, hidden) for row in page],
        "q": text,
        "q_query": urlencode({"q": text}) if text else "",
        "may_correct": run.state in (Import.State.CHECKED, Import.State.DONE)
        and batches.may_act(run, screen, member, "add", "change"),
    }
    return render(request, "office/data/rows.html", shown)


def _correct(request: HttpRequest, screen: Screen, run: Import) -> HttpResponseBase:
    given: dict[int, dict[int, str]] = {}
    for name, text in request.POST.items():
        found = _NAME.fullmatch(name)
        if found:
            given.setdefault(int(found[1]), {})[int(found[2])] = str(text).replace("\x00", "")
    try:
        right, still = corrections.correct(pk=run.pk, cells=given, at=clock.now())
    except Refusal as refusal:
        door.say_no(request, refusal)
        return redirect("office_import_run", screen.app, screen.name, run.pk)
    if right:
        said = ngettext("%(count)d row is right now.", "%(count)d rows are right now.", right)
        door.say(request, said % {"count": right})
    if still:
        return redirect("office_import_rows", screen.app, screen.name, run.pk)
    return redirect("office_import_run", screen.app, screen.name, run.pk)


def _hidden(run: Import, screen: Screen, member: Member) -> frozenset[int]:
    """Columns whose texts only whoever brought the file sees."""
    return frozenset() if batches.sees_secrets(run, member) else batches.secret_columns(run, screen)


def _said(sentence: str, *, hidden: bool) -> str:
    """What is wrong with a cell; sentences quote what stands in it."""
    return _("The value is hidden and cannot be taken as it is.") if hidden else sentence


def _shown(run: Import, screen: Screen, row: ImportRow, hidden: frozenset[int]) -> Shown:
    texts = batches.cells_of(row)
    by_column: dict[int | None, list[str]] = {}
    for column, _key, sentence in row.problems:
        by_column.setdefault(column, []).append(_said(sentence, hidden=column in hidden))
    used = [column for column, _attribute in batches.shown_columns(run, screen)]
    columns = [*used, *(c for c in by_column if c is not None and c not in used)]
    made = [
        _cell(
            run,
            number=row.number,
            column=column,
            texts=texts,
            sentences=by_column.get(column, []),
            hidden=hidden,
        )
        for column in columns
    ]
    about = [cell.text for cell in made if cell.text and not cell.hidden and not cell.sentences][:3]
    return Shown(
        number=row.number,
        about=" · ".join(about)[:120],
        fixed=row.fixed,
        wrong=[cell for cell in made if cell.sentences],
        others=[cell for cell in made if not cell.sentences],
        sentences=by_column.get(None, []),
    )


def _cell(
    run: Import, *, number: int, column: int, texts: list[str], sentences: list[str], hidden: frozenset[int]
) -> Cell:
    text = texts[column] if column < len(texts) else ""
    heading = run.headings[column] if column < len(run.headings) else str(column + 1)
    secret = column in hidden
    return Cell(f"cell_{number}_{column}", heading, checking.HIDDEN if secret else text, sentences, secret)


@require_safe
@run_page
def download(request: HttpRequest, screen: Screen, member: Member, run: Import) -> HttpResponseBase:
    """The wrong rows as they came, with the reasons: to put right in a spreadsheet and import again."""
    lines = _lines(run, _hidden(run, screen, member), [*run.headings, _("Row"), _("What is wrong")])
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{run.name.rpartition('.')[0] or run.name}-wrong.csv"
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or ""
    )
    return response


def _lines(run: Import, hidden: frozenset[int], headings: list[str]) -> Iterator[str]:
    yield "\ufeff" + _line([cells.for_csv(heading) for heading in headings])
    last, width = 0, len(run.headings)
    while rows := list(run.problem_rows.filter(number__gt=last, fixed=False).order_by("number")[:AT_ONCE]):
        last = rows[-1].number
        yield "".join(_line(_values(row, width, hidden)) for row in rows)


def _values(row: ImportRow, width: int, hidden: frozenset[int]) -> list[Any]:
    texts = batches.cells_of(row)[:width]
    texts = [checking.HIDDEN if column in hidden else text for column, text in enumerate(texts)]
    reasons = " ".join(_said(said, hidden=column in hidden) for column, _key, said in row.problems)
    padded = [*texts, *[""] * (width - len(texts))]
    return [*map(cells.for_csv, padded), row.number, cells.for_csv(reasons)]


def _line(values: list[Any]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow(values)
    return kept.getvalue()
