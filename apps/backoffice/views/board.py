"""Board pages: looking, and moving a card by drag or by its own form."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.accounts.views import door
from apps.backoffice.boards.columns import MOST_PAGES, columns
from apps.backoffice.calendars.entries import attribute_of
from apps.backoffice.forms.schedule import StateForm
from apps.backoffice.screens.declaration import Board, Screen
from apps.backoffice.views import answers
from apps.backoffice.views.chosen import record_of, screen_of
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal


@door.member_page()
def board(request: HttpRequest, app_label: str, model_name: str) -> HttpResponseBase:
    """The screen's records in columns by state; with ?column=… one of them, page by page."""
    member = door.acting(request)
    screen, declared = _declared(app_label, model_name, member)
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


@door.member_page()
def move(request: HttpRequest, app_label: str, model_name: str, pk: int) -> HttpResponseBase:
    """Put a card into another column. The screen's service may refuse; then it stays and the person reads why."""
    member = door.acting(request)
    screen, declared = _declared(app_label, model_name, member, "change")
    record = record_of(screen, pk, member, "change")
    states = [(value, str(label)) for value, label in attribute_of(screen, declared.state).choices]
    current = {"state": getattr(record, declared.state)}
    form = StateForm(request.POST or None, states=states, initial=current)
    back = _back(request, screen)
    if request.method == "POST" and form.is_valid():
        return _moved(request, screen, declared, record, form, dict(states), back)
    if request.method == "POST" and answers.asked_by_script(request):
        return answers.stays(_("There is no such column."))
    shown = {"screen": screen, "record": record, "title": screen.title(record), "form": form, "back": back}
    return render(request, "office/board/move.html", shown)


def _moved(
    request: HttpRequest,
    screen: Screen,
    declared: Board,
    record: Any,
    form: StateForm,
    labels: dict[str, str],
    back: str,
) -> HttpResponseBase:
    state = form.cleaned_data["state"]
    try:
        declared.moved(record=record, state=state, by=door.acting(request), at=clock.now())
    except Refusal as refusal:
        if answers.asked_by_script(request):
            return answers.refused(request, refusal)
        door.say_no(request, refusal)
        return redirect(back)
    sentence = _("“%(title)s” is now “%(state)s”.") % {
        "title": screen.title(record),
        "state": labels.get(state, state),
    }
    if answers.asked_by_script(request):
        return answers.moved(sentence)
    door.say(request, sentence)
    return redirect(back)


def _declared(app: str, name: str, member: Member, action: str = "view") -> tuple[Screen, Board]:
    screen = screen_of(app, name, member, action)
    if screen.board is None:
        raise NotFound
    return screen, screen.board


def _only(wanted: str, known: list[str]) -> str:
    return wanted if wanted in known else ""


def _page(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and text else 1


def _query(*, only: str, page: int, mine: bool) -> str:
    said = {"column": only, "page": str(page) if only and page > 1 else "", "mine": "1" if mine else ""}
    return urlencode({key: value for key, value in said.items() if value})


def _back(request: HttpRequest, screen: Screen) -> str:
    """The board as it was looked at."""
    path = reverse("office_board", args=[screen.app, screen.name])
    only, page = request.POST.get("column", ""), _page(request.POST.get("page", ""))
    known = {value for value, _label in attribute_of(screen, screen.board.state).choices} if screen.board else ()
    query = _query(only=only if only in known else "", page=page, mine=request.POST.get("mine") == "1")
    return f"{path}?{query}" if query else path
