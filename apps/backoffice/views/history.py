"""What became of a record, version by version, and going back to one."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.audit import queries as log
from apps.audit.types import Filters, Line, Page, Position
from apps.backoffice import changes, versions
from apps.backoffice.queries import beside
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views import gate
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal


@gate.screen_page("view")
def history(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """All changes with before and after, newest first."""
    record = gate.record_of(screen, member, pk)
    after = Position.read(request.GET.get("after", ""))
    page = log.page(_filters(screen, pk), zone=_zone(), after=after)
    shown = {
        "screen": screen,
        "record": record,
        "title": screen.title(record),
        "page": replace(page, lines=told(screen, record, page, until=after.at if after else None)),
        "may_change": screen.changeable and screen.rows(member, "change").filter(pk=pk).exists(),
    }
    return render(request, "office/history.html", shown)


def told(screen: Screen, record: Any, page: Page, *, until: datetime | None = None) -> list[Line]:
    """Lines of a page of the log as the screen words them, and what changed beside the record in that time."""
    # What was written with the newest line stands a moment after it.
    since = page.lines[-1].at if page.next is not None and page.lines else None
    found = beside.changes(screen.key, record.pk, since=since, until=until)
    actors = {one.actor for one in found if one.actor is not None}
    people = log.people_named(actors)
    return changes.with_beside(changes.worded(page.lines, screen), found, screen, people)


@gate.screen_page("change")
def restore_beside(
    request: HttpRequest, screen: Screen, member: Member, pk: int, change: int
) -> HttpResponseBase:
    """The same for a change of what stands beside the record alone."""
    record = gate.record_of(screen, member, pk, "change")
    found = beside.of_record(screen.key, pk, change)
    return _restore(request, screen, member, record, versions.before_change(screen, record, found))


@gate.screen_page("change")
def restore(request: HttpRequest, screen: Screen, member: Member, pk: int, entry: int) -> HttpResponseBase:
    """Show what going back to before a change would do, then do it."""
    record = gate.record_of(screen, member, pk, "change")
    return _restore(request, screen, member, record, versions.before(screen, record, entry))


def _restore(
    request: HttpRequest, screen: Screen, member: Member, record: Any, state: versions.State | None
) -> HttpResponseBase:
    if not screen.changeable:
        raise NotAllowed
    if state is None:
        raise NotFound
    if request.method == "POST":
        try:
            screen.update(record=record, values=state.values, by=member, at=clock.now())
        except Refusal as refusal:
            door.say_no(request, refusal)
        else:
            door.say(request, _("%(name)s is as it was before.") % {"name": screen.title(record)})
        return redirect("office_history", screen.app, screen.name, record.pk)
    shown = {"screen": screen, "record": record, "title": screen.title(record), "state": state}
    return render(request, "office/restore.html", shown)


def _filters(screen: Screen, pk: int) -> Any:
    return Filters(table=screen.model._meta.db_table, record=str(pk))


def _zone() -> ZoneInfo:
    return ZoneInfo(timezone.get_current_timezone_name())
