"""Calendar pages: looking, and moving by drag or by form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.calendars import entries, moving
from apps.backoffice.calendars import page as pages
from apps.backoffice.calendars.address import Address
from apps.backoffice.forms.schedule import MoveForm
from apps.backoffice.screens.declaration import Calendar, Screen
from apps.backoffice.types import Kind
from apps.backoffice.views import answers, gate
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import region
from apps.tenancy.trying import trying


@gate.screen_page("view")
def calendar(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """A day, week or month of the screen's records."""
    declared = _declared(screen)
    shown = pages.page(screen, declared, member, request.GET, at=clock.now())
    template = "office/calendar/rows.html" if shown.lines else "office/calendar/page.html"
    return render(request, template, {"page": shown, "screen": screen, "address": shown.address})


@dataclass(frozen=True, slots=True)
class _Move:
    """What is moved, and on which clock: that of the calendar it was looked at on, whose `address` comes along."""

    screen: Screen
    calendar: Calendar
    record: Any
    member: Member
    rows: Sequence[entries.Row]
    address: Address
    zone: ZoneInfo

    @property
    def back(self) -> str:
        """The calendar as it was looked at."""
        path = reverse("office_calendar", args=[self.screen.app, self.screen.name])
        return path + self.address.text()


@gate.screen_page("change")
def move(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """Put an entry elsewhere: a form to fill, or what dragging sends. The screen's service may refuse."""
    declared = _declared(screen)
    if declared.moved is None:
        raise NotFound
    record = gate.record_of(screen, member, pk, "change")
    rows = entries.choices(screen, declared, member)
    looked_at = _looked_at(request)
    zone = pages.zone_of(str(looked_at.get("row", "")), rows)
    address = Address.read(looked_at, today=clock.now().astimezone(zone).date())
    moved = _Move(screen, declared, record, member, rows, address, zone)
    form = _form(moved, request.POST or None)
    if request.method == "POST":
        answer = _answer(request, moved, form)
        if answer is not None:
            return answer
    shown = {
        "screen": screen,
        "record": record,
        "title": screen.title(record),
        "form": form,
        "back": moved.back,
        "back_query": address.text().removeprefix("?"),
        "zone_text": pages.zone_text(zone, clock.now()),
    }
    return render(request, "office/calendar/move.html", shown)


def _declared(screen: Screen) -> Calendar:
    if screen.calendar is None:
        raise NotFound
    return screen.calendar


def _looked_at(request: HttpRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else request.GET
    return QueryDict(given.get("back", "").removeprefix("?")).dict()


def _form(moved: _Move, data: QueryDict | None) -> MoveForm:
    screen, declared = moved.screen, moved.calendar
    day, at_time = moving.placed(screen, declared, moved.record, moved.zone)
    row = entries.attribute_of(screen, declared.rows) if declared.rows else None
    current = row.value(moved.record) if row else None
    kept = {"date": day, "time": at_time, "row": "" if current is None else str(current.pk)}
    return MoveForm(
        None if data is None else _completed(data, kept),
        initial=kept,
        timed=entries.is_timed(screen, declared),
        time_required=entries.attribute_of(screen, declared.start).kind is Kind.MOMENT,
        row_label=str(row.label) if row else "",
        rows=moved.rows,
        current=current,
        records=entries.row_records(screen, declared, moved.member),
    )


def _completed(data: QueryDict, kept: dict[str, Any]) -> QueryDict:
    """What is not sent stays as it is."""
    full = data.copy()
    at_time = kept["time"]
    if "time" not in full and isinstance(at_time, time):
        full["time"] = f"{at_time:%H:%M}"
    full.setdefault("row", kept["row"])
    return full


def _answer(request: HttpRequest, moved: _Move, form: MoveForm) -> HttpResponseBase | None:
    """The answer to what was sent; None shows the form again."""
    by_script = answers.asked_by_script(request)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return answers.stays(said) if by_script else None
    try:
        _do(moved, form)
    except Refusal as refusal:
        if by_script:
            return answers.stays(str(refusal))
        form.add_error(None, str(refusal))
        return None
    sentence = _("“%(title)s” is moved to %(when)s.") % {
        "title": moved.screen.title(moved.record),
        "when": _when(form.cleaned_data["date"], form.cleaned_data.get("time")),
    }
    if by_script:
        return answers.moved(sentence)
    door.say(request, sentence)
    return redirect(moved.back)


def _do(moved: _Move, form: MoveForm) -> None:
    """Once more where the database broke it off, with the record as it is by now."""
    given = form.cleaned_data
    made: list[int] = []

    def attempt() -> None:
        if made:
            moved.record.refresh_from_db()
        made.append(1)
        moving.move(
            screen=moved.screen,
            calendar=moved.calendar,
            record=moved.record,
            day=given["date"],
            clock=given.get("time"),
            row=given.get("row"),
            zone=moved.zone,
            by=moved.member,
            at=clock.now(),
        )

    trying(attempt)


def _when(day: Any, at_time: time | None) -> str:
    text = region.dated(day, "D j M Y")
    return f"{text}, {region.clock(at_time)}" if at_time else text
