"""Deleting records, after seeing what goes with them."""

from typing import Any, Final, cast

from django.contrib.admin.utils import NestedObjects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views import gate
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, Refusal
from apps.tenancy import context

NAMED: Final = 10


@gate.screen_page("delete")
def delete(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """Ask, then delete; what others need is named instead."""
    record = gate.record_of(screen, member, pk, "delete")
    if not screen.deletable:
        raise NotAllowed
    title = screen.title(record)
    if request.method == "POST":
        try:
            screen.delete(record=record, by=member, at=clock.now())
        except Refusal as refusal:
            door.say_no(request, refusal)
            return redirect("office_detail", screen.app, screen.name, pk)
        door.say(request, _("%(name)s is deleted.") % {"name": title})
        return redirect("office_list", screen.app, screen.name)
    going, kept = goes_with([record])
    shown = {"screen": screen, "record": record, "title": title, "going": going, "kept": kept}
    return render(request, "office/delete.html", shown)


def goes_with(records: list[Any]) -> tuple[list[tuple[str, int, list[str]]], list[str]]:
    """What deleting these takes along as (kind, how many, names of the first), and what forbids it."""
    collector = NestedObjects(using=context.current().alias)
    collector.collect(records)
    going = []
    for model, found in cast("dict[Any, set[Any]]", collector.model_objs).items():
        rows = found - set(records) if model is type(records[0]) else found
        if rows:
            names = sorted(str(row) for row in list(rows)[:NAMED])
            going.append((str(model._meta.verbose_name_plural), len(rows), names))
    return going, [f"{row._meta.verbose_name} “{row}”" for row in list(collector.protected)[:NAMED]]
