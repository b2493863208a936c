"""The tape chart, and moving a stay on it by form or by drag."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts import door, patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import formats, parsing
from apps.backoffice.calendars.window import instant
from apps.backoffice.screens.registry import SCREENS
from apps.capacity.models import Reservation, Resource
from apps.capacity.types import LIVE, ResourceKind
from apps.frontdesk.queries import tape as chart
from apps.frontdesk.services import move_on_calendar
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal
from apps.tenancy import facts
from apps.tenancy.trying import trying

RESERVATIONS: Final = "capacity.reservation"


@door.member_page()
def rooms(request: HttpRequest) -> HttpResponseBase:
    """Rooms and nights from a day on."""
    member = door.acting(request)
    if patterns.may(member.patterns, "capacity.view_reservation") != "all":
        raise NotAllowed  # a chart with some of what is taken would say that rooms are free
    at, asked = clock.now(), request.GET
    days = chart.LONG if asked.get("days") == str(chart.LONG) else chart.SHORT
    first = chart.first_of(asked.get("on", ""), at=at, zone=facts.current().time_zone)
    place = parsing.record_number(asked.get("place", ""))
    shown = chart.tape(member, first=first, days=days, place=place, at=at)
    step = timedelta(days=days // 2)
    ways = {
        "before": _address(first - step, days, shown.place),
        "after": _address(first + step, days, shown.place),
        "today": _address(None, days, shown.place),
        "short": _address(first, chart.SHORT, shown.place),
        "long": _address(first, chart.LONG, shown.place),
    }
    return render(
        request, "office/frontdesk/tape.html", {"tape": shown, "ways": ways, "number": days, "first": first}
    )


def _address(first: date | None, days: int, place: int | None) -> str:
    said = {"on": first.isoformat() if first else "", "days": days, "place": place or ""}
    return f"{reverse('frontdesk_rooms')}?{urlencode({key: value for key, value in said.items() if value})}"


class MoveStayForm(forms.Form):
    """Another room, another first night."""

    row = forms.ChoiceField(label=gettext_lazy("Room"))
    date = forms.DateField(
        label=gettext_lazy("First night"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, rooms: list[Resource], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {str(one.pk): one for one in rooms}
        choices = [(key, f"{one.name} ({one.resource_class.name})") for key, one in self.rooms.items()]
        self.fields["row"].choices = choices  # type: ignore[attr-defined]


@door.member_page()
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move one: the form, and what dragging sends."""
    member = door.acting(request)
    screen = SCREENS.get(RESERVATIONS)
    if not screen.may(member, "change"):
        raise NotAllowed
    rows = screen.rows(member, "change").filter(
        status__in=LIVE, resource__resource_class__kind=ResourceKind.ROOM
    )
    record = rows.select_related("resource", "resource__location", "departure").filter(pk=pk).first()
    if record is None:
        raise NotFound
    zone = ZoneInfo(record.resource.location.time_zone)
    begins = record.starts_at.astimezone(zone)
    sent = request.POST.copy() if request.method == "POST" else None
    if sent is not None and "date" not in sent:
        sent["date"] = begins.date().isoformat()  # dragged to another room alone
    form = MoveStayForm(
        _rooms(record),
        sent,
        initial={"row": str(record.resource_id), "date": begins.date()},
    )
    script = request.accepts("application/json") and not request.accepts("text/html")
    back = _back(request)
    if request.method == "POST":
        said = _moved(record, form, begins, zone, member)
        if isinstance(said, Refusal) or not said:
            sentence = (
                str(said) if said else " ".join(str(one) for many in form.errors.values() for one in many)
            )
            if script:
                return JsonResponse({"moved": False, "sentence": sentence})
            if said:
                form.add_error(None, sentence)
        elif script:
            return JsonResponse({"moved": True, "sentence": str(said)})
        else:
            door.say(request, said)
            return redirect(back)
    return render(request, "office/frontdesk/tape_move.html", {"form": form, "record": record, "back": back})


def _moved(
    record: Reservation, form: MoveStayForm, begins: datetime, zone: ZoneInfo, member: Member
) -> "str | Refusal":
    """The sentence of what was done, the refusal, or "" where the form is wrong."""
    if not form.is_valid():
        return ""
    room, day = form.rooms[form.cleaned_data["row"]], form.cleaned_data["date"]
    starts_at = instant(day, begins.time().replace(tzinfo=None), zone)
    ends = record.ends_at.astimezone(zone)
    last = day + (ends.date() - begins.date())
    ends_at = instant(last, time(ends.hour, ends.minute, ends.second), zone)
    made: list[int] = []

    def attempt() -> None:
        if made:
            record.refresh_from_db()
        made.append(1)
        move_on_calendar(record=record, start=starts_at, end=ends_at, row=room, by=member, at=clock.now())

    try:
        trying(attempt)
    except Refusal as refusal:
        return refusal
    return _("Moved to %(room)s, %(day)s.") % {"room": room.name, "day": formats.day(day)}


def _rooms(record: Reservation) -> list[Resource]:
    rows = Resource.objects.filter(active=True, resource_class__kind=ResourceKind.ROOM)
    rows = rows.select_related("resource_class")
    if record.promised_class_id is not None:
        rows = rows.filter(resource_class=record.promised_class_id, location=record.resource.location_id)
    return list(rows.order_by("resource_class__position", "position", "name")[: chart.MOST_ROOMS])


def _back(request: HttpRequest) -> str:
    """The chart as it was looked at."""
    asked = request.GET.get("back", "") or request.POST.get("back", "")
    day, _comma, rest = asked.partition(",")
    days, _comma, place = rest.partition(",")
    first = chart.first_of(day, at=clock.now(), zone=facts.current().time_zone)
    return _address(
        first, chart.LONG if days == str(chart.LONG) else chart.SHORT, parsing.record_number(place)
    )
