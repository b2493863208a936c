"""What pages need to know of a screen's records beyond the screen: where they are, and which may be changed."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Action, Rows, Screen


def changeable(screen: Screen, member: Member, records: Sequence[Model]) -> Collection[int]:
    """Keys of those the member may change. A query only for whoever may change some and not others."""
    if not screen.changeable:
        return frozenset()
    may = patterns.may(member.patterns, screen.code("change"))
    keys = [record.pk for record in records]
    if may == "own" and keys:
        return frozenset(screen.rows(member, "change").filter(pk__in=keys).values_list("pk", flat=True))
    return frozenset(keys) if may == "all" else frozenset()


def may_act(screen: Screen, member: Member, action: type[Action], record: Model) -> bool:
    """Whether the member may use the action on a record they see. A query only for whoever is limited to their own."""
    said = patterns.may(member.patterns, action.needs or screen.code("change"))
    return said == "all" or (
        said == "own" and screen.rows_to_do(member, action).filter(pk=record.pk).exists()
    )


def nameable(rows: Rows, target: str, member: Member, *, current: Any = None) -> Rows:
    """Those of a reference's rows that the member sees, the one it names now, and the member among members.

    `target` as an attribute has it.
    """
    app, _, name = target.partition(".")
    screen = registry.find(app, name)
    if screen is None or sees_all(screen, member):
        return rows
    seen = Q(pk__in=screen.rows(member).order_by().values("pk"))
    if current is not None:
        seen |= Q(pk=current)
    if screen.model is Member:  # Everybody knows themselves, and may take on work.
        seen |= Q(pk=member.pk)
    return rows.filter(seen)


def sees_all(screen: Screen, member: Member) -> bool:
    """Whether no record of the screen is hidden from the member."""
    return screen.may(member, "view") and patterns.may(member.patterns, screen.code("view")) == "all"


def of_child(screen: Screen, relation: str) -> Screen | None:
    """The screen of the rows a form edits below a record, None where they have none."""
    options: Any = screen.model._meta.get_field(relation).related_model._meta  # type: ignore[union-attr]
    return registry.find(options.app_label, options.model_name)


def may_edit_rows(screen: Screen, relation: str, member: Member, *actions: str) -> bool:
    """Whether the member may do all of these to every row below a record; whose rows they are, nobody can tell."""
    child = of_child(screen, relation)
    return child is None or all(
        patterns.may(member.patterns, child.code(action)) == "all" for action in actions
    )


def page_of(screen: Screen, pk: int) -> str:
    """The address of a record's page."""
    return reverse("office_detail", args=[screen.app, screen.name, pk])
