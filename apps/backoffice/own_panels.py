"""The panels that every business has."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import Member
from apps.audit import queries as log
from apps.audit.models import Entry
from apps.audit.types import Filters
from apps.backoffice.models import Todo
from apps.backoffice.panels import Answer, Line, Panel, Trend
from apps.tenancy import facts, region

FEW: Final = 5
# Nobody counts further than this at a glance, and counting a large import would take long.
MOST_COUNTED: Final = 999
# Changed whenever somebody signs in, which is no news.
OF_SIGN_IN: Final = ("accounts_user", "account_emailaddress")
LATELY: Final = timedelta(days=30)


def changes(member: Member, at: datetime) -> Answer:
    """What people changed today, and their latest changes of a month. Five queries.

    What goes on by itself stands in the log alone: it would bury the rest.
    """
    zone = ZoneInfo(facts.current().time_zone)
    today = datetime.combine(at.astimezone(zone).date(), time(), tzinfo=zone)
    every = log.entries(Filters(), zone=zone).filter(actor__isnull=False, at__gte=at - LATELY)
    every = every.exclude(table_name__in=OF_SIGN_IN)
    now = _count(every.filter(at__gte=today))
    # Up to the same hour of yesterday, since the day is not over.
    before = _count(every.filter(at__gte=today - timedelta(days=1), at__lt=at - timedelta(days=1)))
    lines = [
        Line(f"{line.what}: {line.name or line.key}", f"{line.op_label} · {line.person}", at=line.at)
        for line in log.lines(list(every[:FEW]))
    ]
    return Answer(
        number=_many(now),
        about=ngettext("change today", "changes today", now),
        trend=_compared(now, before),
        lines=lines,
        url=reverse("home_audit"),
    )


def todos(member: Member, at: datetime) -> Answer:
    """What the member has to do, the most urgent first. Three queries."""
    today = at.astimezone(ZoneInfo(facts.current().time_zone)).date()
    mine = Todo.objects.assigned_to(member).unfinished()
    count = mine.count()
    late = mine.filter(due_on__lt=today).count()
    first = mine.order_by(F("due_on").asc(nulls_last=True), "priority", "pk")[:FEW]
    return Answer(
        number=str(count),
        about=ngettext("thing to do", "things to do", count),
        trend=Trend(_("%(count)d overdue") % {"count": late}, direction=-1) if late else None,
        lines=[_todo(one) for one in first],
        url=reverse("office_list", args=["backoffice", "todo"]),
    )


def _todo(todo: Todo) -> Line:
    due = region.dated(todo.due_on, "D j M") if todo.due_on else ""
    url = reverse("office_detail", args=["backoffice", "todo", todo.pk])
    return Line(todo.title, " · ".join(part for part in (due, todo.about_title) if part), url)


def team(member: Member, at: datetime) -> Answer:
    """Who works here, and who came last. Three queries."""
    active = Member.objects.filter(active=True)
    count = active.count()
    joined = active.filter(joined_at__gte=at - LATELY).count()
    newest = active.select_related("user", "role").defer("phone").order_by("-joined_at", "-pk")[:FEW]
    lines = [
        Line(str(one), one.role.name, reverse("home_member", args=[one.pk]), at=one.joined_at)
        for one in newest
    ]
    came = ngettext("%(count)d came in the last 30 days", "%(count)d came in the last 30 days", joined)
    return Answer(
        number=str(count),
        about=ngettext("person works here", "people work here", count),
        trend=Trend(came % {"count": joined}, direction=1) if joined else None,
        lines=lines,
        url=reverse("home_team"),
    )


def _count(rows: QuerySet[Entry]) -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()


def _many(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def _compared(now: int, before: int) -> Trend | None:
    if max(now, before) > MOST_COUNTED:
        return None
    if now == before:
        return Trend(_("as many as yesterday by now"))
    if now > before:
        return Trend(_("%(count)d more than yesterday by now") % {"count": now - before}, direction=1)
    return Trend(_("%(count)d fewer than yesterday by now") % {"count": before - now}, direction=-1)


TODOS: Final = Panel(
    key="todos",
    title=gettext_lazy("Your to-dos"),
    needs="backoffice.view_todo",
    enough=("own", "all"),
    query=todos,
    icon="task_alt",
    empty=gettext_lazy("Nothing waits for you. What is assigned to you will stand here."),
    position=10,
)
CHANGES: Final = Panel(
    key="changes",
    title=gettext_lazy("Recent changes"),
    needs="audit.view_entry",
    query=changes,
    icon="history",
    empty=gettext_lazy("Nothing was changed yet. What people do here will stand in this list."),
    position=800,
)
TEAM: Final = Panel(
    key="team",
    title=gettext_lazy("Team"),
    needs="accounts.view_member",
    query=team,
    icon="groups",
    empty=gettext_lazy("Nobody works here yet. Invite the people you work with."),
    position=900,
)
