"""What pages need to know of a screen's records beyond the screen: where they are, and which may be changed."""

from collections.abc import Collection, Sequence

from django.db.models import Model
from django.urls import reverse

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Screen


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


def page_of(screen: Screen, pk: int) -> str:
    """The address of a record's page."""
    return reverse("office_detail", args=[screen.app, screen.name, pk])
