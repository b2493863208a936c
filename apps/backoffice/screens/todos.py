"""The screen of to-dos."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.models import Todo, TodoState
from apps.backoffice.screens.declaration import Action, Board, Calendar, Link, Related, Screen, Section
from apps.backoffice.screens.registry import SCREENS, find, screen
from apps.backoffice.services import todos
from apps.backoffice.types import Kind

_DIGITS: Final = 18  # of a number that a database holds
_LETTERS: Final = 200


def team(member: Member) -> QuerySet[Member]:
    """Who may be given work: everybody active."""
    found = Member.objects.filter(active=True).select_related("user").defer("phone")
    return found.order_by("user__name", "pk")


class About(Attribute):
    """The record a to-do is about, by the name it had when the to-do was made."""

    key, kind, label, editable = "about", Kind.TEXT, _("About"), False

    def value(self, record: Model) -> Any:
        """The record's name."""
        return record.about_title if isinstance(record, Todo) else ""

    def cell(self, record: Model) -> SafeString:
        """A link to the record."""
        if not isinstance(record, Todo) or not record.about_screen:
            return escape("")
        app, _dot, name = record.about_screen.partition(".")
        address = reverse("office_detail", args=[app, name, record.about_id])
        return format_html('<a href="{}">{}</a>', address, record.about_title)


def _complete(*, records: list[Todo], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    """Tick each off."""
    for record in records:
        todos.complete(record=record, by=by, at=at)
    return ngettext("%(count)d to-do is done.", "%(count)d to-dos are done.", len(records)) % {
        "count": len(records)
    }


class CompleteTodo(Action):
    """Tick to-dos off."""

    key, label, icon, needs = "complete", _("Mark as done"), "task_alt", "backoffice.change_todo"

    @classmethod
    def applies(cls, record: Todo) -> bool:
        """What is done is done."""
        return record.state != TodoState.DONE

    run = staticmethod(_complete)


def _reopen(*, records: list[Todo], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    """Open each again."""
    for record in records:
        todos.reopen(record=record, by=by, at=at)
    return ngettext("%(count)d to-do is open again.", "%(count)d to-dos are open again.", len(records)) % {
        "count": len(records)
    }


class ReopenTodo(Action):
    """Take ticks back."""

    key, label, icon, needs = "reopen", _("Open again"), "undo", "backoffice.change_todo"

    @classmethod
    def applies(cls, record: Todo) -> bool:
        """Only what is done can be opened again."""
        return record.state == TodoState.DONE

    run = staticmethod(_reopen)


class AssignForm(forms.Form):
    """To whom."""

    assigned_to = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=Member.objects.none(), required=False, empty_label=_("Unassigned")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assigned_to"]
        field.queryset = Member.objects.filter(active=True).select_related("user").defer("phone")  # type: ignore[attr-defined]


def _assign(*, records: list[Todo], values: dict[str, Any], by: Member | None, at: datetime) -> str:
    """Assign each."""
    for record in records:
        todos.assign(record=record, to=values.get("assigned_to"), by=by, at=at)
    return ngettext("%(count)d to-do is assigned.", "%(count)d to-dos are assigned.", len(records)) % {
        "count": len(records)
    }


class AssignTodo(Action):
    """Give to-dos to somebody."""

    key, label, icon, needs = "assign", _("Assign"), "person_add", "backoffice.change_todo"
    form = AssignForm

    run = staticmethod(_assign)


def todos_about(key: str) -> Related:
    """For other screens' detail pages: unfinished to-dos about the record. `key` is their screen's."""

    def rows(record: Any, member: Member) -> Any:
        return SCREENS.get("backoffice.todo").rows(member).about(key, record.pk).unfinished()  # type: ignore[attr-defined]

    return Related("todos", _("To-dos"), rows, columns=("title", "due_on", "state", "assigned_to"))


def todo_ways(key: str) -> Callable[[Any, Member], Sequence[Link]]:
    """For other screens' detail pages: the form of a to-do about the record. `key` is their screen's."""

    def ways(record: Any, member: Member) -> Sequence[Link]:
        if not SCREENS.get("backoffice.todo").may(member, "add"):
            return []
        address = reverse("office_add", args=["backoffice", "todo"])
        return [Link(_("Add to-do"), f"{address}?about={key}.{record.pk}", "add_task")]

    return ways


def todos_assigned() -> Related:
    """For the page about a member: what they have to do."""

    def rows(record: Any, member: Member) -> Any:
        return SCREENS.get("backoffice.todo").rows(member).assigned_to(record).unfinished()  # type: ignore[attr-defined]

    return Related("todos", _("To-dos"), rows, columns=("title", "due_on", "state"))


@screen(Todo, group="", icon="task_alt", position=20)
class TodoScreen(Screen):
    """What everybody has to do."""

    about = _("What somebody has to do, by when, and about what.")
    columns = ("title", "due_on", "priority", "state", "assigned_to", "about")
    filters = ("state", "assigned_to", "priority", "due_on")
    ordering = ("due_on", "priority", "pk")
    search = ("title", "about_title")
    hidden = ("about_screen", "about_id", "about_title", "repeat_day", "follows")
    readonly = ("about", "done_at", "created_by", "created_at")
    sections = (
        Section(_("What"), ("title", "notes", "priority", "assigned_to")),
        Section(_("When"), ("due_on", "due_time", "repeats")),
        Section(_("How far"), ("state", "waiting_for")),
    )
    actions = (CompleteTodo, ReopenTodo, AssignTodo)
    calendar = Calendar(
        start="due_on",
        time="due_time",
        rows="assigned_to",
        colour="state",
        choices=team,
        moved=todos.reschedule,
    )
    board = Board(
        state="state",
        moved=todos.move,
        shows=("due_on", "priority", "assigned_to", "waiting_for"),
        newest_first=(TodoState.DONE,),
    )
    create = staticmethod(todos.create)
    update = staticmethod(todos.update)
    delete = staticmethod(todos.delete)

    def begun(self, member: Member, asked: Mapping[str, str]) -> Todo:
        """About the record that the address names as `about=customers.customer.12`, if the member may see it."""
        made = Todo()
        key, _dot, number = asked.get("about", "").rpartition(".")
        app, _dot, name = key.partition(".")
        other = find(app, name)
        readable = number.isascii() and number.isdigit() and len(number) <= _DIGITS
        if other is None or not readable or not other.may(member, "view"):
            return made
        record = other.rows(member).filter(pk=int(number)).first()
        if record is not None:
            made.about_screen, made.about_id = other.key, record.pk
            made.about_title = other.title(record)[:_LETTERS]
        return made

    def declared_attributes(self) -> list[Attribute]:
        """The columns, and what it is about."""
        return [*super().declared_attributes(), ABOUT]

    def base(self) -> Any:
        """With whose they are, so that lists ask once."""
        people = ("assigned_to__user", "created_by__user")
        return Todo.objects.select_related(*people).defer("assigned_to__phone", "created_by__phone")


ABOUT = About()
