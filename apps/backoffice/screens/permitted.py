"""What pages need to know of a screen's records beyond the screen: where they are, and which may be changed."""

from collections.abc import Collection, Sequence

from django.db.models import Model
from django.urls import reverse

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen


def changeable(screen: Screen, member: Member, records: Sequence[Model]) -> Collection[int]:
    """Keys of those the member may change. A query only for whoever may change some and not others."""
    if not screen.changeable:
        return frozenset()
    may = patterns.may(member.patterns, screen.code("change"))
    keys = [record.pk for record in records]
    if may == "own" and keys:
        return frozenset(screen.rows(member, "change").filter(pk__in=keys).values_list("pk", flat=True))
    return frozenset(keys) if may == "all" else frozenset()


def page_of(screen: Screen, pk: int) -> str:
    """The address of a record's page."""
    return reverse("office_detail", args=[screen.app, screen.name, pk])
