"""Board pages: looking, and moving a card by drag or by its own form."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.attributes import parsing
from apps.backoffice.boards.columns import MOST_PAGES, columns
from apps.backoffice.calendars.entries import attribute_of
from apps.backoffice.forms.schedule import StateForm
from apps.backoffice.screens.declaration import Board, Screen
from apps.backoffice.views import answers, gate
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal


@gate.screen_page("view")
def board(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """The screen's records in columns by state; with ?column=… one of them, page by page."""
    declared = _declared(screen)
    states = attribute_of(screen, declared.state).choices
    only = _only(request.GET.get("column", ""), [value for value, _label in states])
    page, mine = _page(request.GET.get("page", "")), request.GET.get("mine") == "1"
    shown = {
        "screen": screen,
        "columns": columns(screen, declared, member, only=only, page=page, mine=mine),
        "states": states,
        "only": only,
        "page": page,
        "mine": mine,
        "can_be_mine": hasattr(screen.base(), "assigned_to"),
        "back_query": _query(only=only, page=page, mine=mine),
    }
    return render(request, "office/board/page.html", shown)


@gate.screen_page("change")
def move(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """Put a card into another column. The screen's service may refuse; then it stays and the person reads why."""
    declared = _declared(screen)
    record = gate.record_of(screen, member, pk, "change")
    states = [(value, str(label)) for value, label in attribute_of(screen, declared.state).choices]
    current = {"state": getattr(record, declared.state)}
    form = StateForm(request.POST or None, states=states, initial=current)
    back = _back(request, screen)
    if request.method == "POST" and form.is_valid():
        return _answer(request, screen, record, form, back)
    if request.method == "POST" and answers.asked_by_script(request):
        return answers.stays(_("There is no such column."))
    shown = {"screen": screen, "record": record, "title": screen.title(record), "form": form, "back": back}
    return render(request, "office/board/move.html", shown)


def _answer(
    request: HttpRequest, screen: Screen, record: Any, form: StateForm, back: str
) -> HttpResponseBase:
    state = form.cleaned_data["state"]
    declared = _declared(screen)
    by_script = answers.asked_by_script(request)
    try:
        declared.moved(record=record, state=state, by=door.acting(request), at=clock.now())
    except Refusal as refusal:
        if by_script:
            return answers.stays(str(refusal))
        door.say_no(request, refusal)
        return redirect(back)
    label = dict(form.fields["state"].choices).get(state, state)  # type: ignore[attr-defined]
    sentence = _("“%(title)s” is now “%(state)s”.") % {"title": screen.title(record), "state": label}
    if by_script:
        return answers.moved(sentence)
    door.say(request, sentence)
    return redirect(back)


def _declared(screen: Screen) -> Board:
    if screen.board is None:
        raise NotFound
    return screen.board


def _only(wanted: str, known: list[str]) -> str:
    return wanted if wanted in known else ""


def _page(text: str) -> int:
    return min(max(parsing.record_number(text) or 1, 1), MOST_PAGES)


def _query(*, only: str, page: int, mine: bool) -> str:
    said = {"column": only, "page": str(page) if only and page > 1 else "", "mine": "1" if mine else ""}
    return urlencode({key: value for key, value in said.items() if value})


def _back(request: HttpRequest, screen: Screen) -> str:
    """The board as it was looked at."""
    path = reverse("office_board", args=[screen.app, screen.name])
    only, page = request.POST.get("column", ""), _page(request.POST.get("page", ""))
    known = (
        {value for value, _label in attribute_of(screen, screen.board.state).choices} if screen.board else ()
    )
    query = _query(only=only if only in known else "", page=page, mine=request.POST.get("mine") == "1")
    return f"{path}?{query}" if query else path
