"""Calendar pages: looking, and moving by drag or by form."""

from datetime import time
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.calendars import entries, moving
from apps.backoffice.calendars import page as pages
from apps.backoffice.calendars.address import Address
from apps.backoffice.forms.schedule import MoveForm
from apps.backoffice.screens.declaration import Calendar, Screen
from apps.backoffice.types import Kind
from apps.backoffice.views import answers, gate
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal


@gate.screen_page("view")
def calendar(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """A day, week or month of the screen's records."""
    declared = _declared(screen)
    shown = pages.page(screen, declared, member, request.GET, at=clock.now())
    template = "office/calendar/rows.html" if shown.lines else "office/calendar/page.html"
    return render(request, template, {"page": shown, "screen": screen, "address": shown.address})


@gate.screen_page("change")
def move(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """Put an entry elsewhere: a form to fill, or what dragging sends. The screen's service may refuse."""
    declared = _declared(screen)
    if declared.moved is None:
        raise NotFound
    record = gate.record_of(screen, member, pk, "change")
    rows = entries.choices(screen, declared, member)
    given = request.POST if request.method == "POST" else request.GET
    zone = pages.zone_of(_current_row(declared, record), rows)
    back = _back(screen, given, zone)
    form = _form(screen, declared, member, record, rows, zone, request.POST or None)
    if request.method == "POST":
        answer = _moved(request, screen, declared, record, form, zone, back)
        if answer is not None:
            return answer
    shown = {
        "screen": screen,
        "record": record,
        "title": screen.title(record),
        "form": form,
        "back": back,
        "back_query": _query(back),
        "zone_text": pages.zone_text(zone, clock.now()),
    }
    return render(request, "office/calendar/move.html", shown)


def _declared(screen: Screen) -> Calendar:
    if screen.calendar is None:
        raise NotFound
    return screen.calendar


def _form(
    screen: Screen,
    declared: Calendar,
    member: Member,
    record: Any,
    rows: list[entries.Row],
    zone: ZoneInfo,
    data: Any,
) -> MoveForm:
    day, at_time = moving.placed(screen, declared, record, zone)
    row_label = str(cast("Attribute", screen.attribute(declared.rows)).label) if declared.rows else ""
    current = _current_row(declared, record)
    if current and all(row.key != current for row in rows):
        rows = [entries.Row(current, str(getattr(record, declared.rows))), *rows]
    kept = {"date": day, "time": at_time, "row": current}
    if data is not None:  # what is not sent stays as it is
        data = _completed(data, kept)
    return MoveForm(
        data,
        initial=kept,
        timed=entries.is_timed(screen, declared),
        time_required=entries.attribute_of(screen, declared.start).kind is Kind.MOMENT,
        row_label=row_label,
        rows=rows,
        records=_choosable(screen, declared, member, current),
    )


def _choosable(screen: Screen, declared: Calendar, member: Member, current: str) -> Any:
    """The rows the member may choose, and the one the record stands in."""
    found = entries.row_records(screen, declared, member)
    if found is None or not current:
        return found
    return (
        found | found.model._default_manager.filter(pk=int(current)) if not found.query.is_sliced else found
    )


def _completed(data: QueryDict, kept: dict[str, Any]) -> QueryDict:
    full = data.copy()
    at_time = kept["time"]
    if "time" not in full and isinstance(at_time, time):
        full["time"] = f"{at_time:%H:%M}"
    full.setdefault("row", kept["row"])
    return full


def _current_row(declared: Calendar, record: Any) -> str:
    row = getattr(record, f"{declared.rows}_id", None) if declared.rows else None
    return "" if row is None else str(row)


def _back(screen: Screen, given: QueryDict, zone: ZoneInfo) -> str:
    """The calendar as it was looked at."""
    today = clock.now().astimezone(zone).date()
    address = Address.read(QueryDict(given.get("back", "").removeprefix("?")).dict(), today=today)
    return reverse("office_calendar", args=[screen.app, screen.name]) + address.text()


def _query(address: str) -> str:
    return address.partition("?")[2]


def _moved(
    request: HttpRequest,
    screen: Screen,
    declared: Calendar,
    record: Any,
    form: MoveForm,
    zone: ZoneInfo,
    back: str,
) -> HttpResponseBase | None:
    """The answer to what was sent; None shows the form again."""
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return answers.stays(said) if answers.asked_by_script(request) else None
    given = form.cleaned_data
    try:
        moving.move(
            screen=screen,
            calendar=declared,
            record=record,
            day=given["date"],
            clock=given.get("time"),
            row=given.get("row"),
            zone=zone,
            by=door.acting(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        if answers.asked_by_script(request):
            return answers.refused(request, refusal)
        form.add_error(None, str(refusal))
        return None
    sentence = _("“%(title)s” is moved to %(when)s.") % {
        "title": screen.title(record),
        "when": _when(given["date"], given.get("time")),
    }
    if answers.asked_by_script(request):
        return answers.moved(sentence)
    door.say(request, sentence)
    return redirect(back)


def _when(day: Any, at_time: time | None) -> str:
    text = formats.date_format(day, "D j M Y")
    return f"{text}, {at_time:%H:%M}" if at_time else text
