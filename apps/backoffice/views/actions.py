"""What staff do to one record or to several: an action's form, its confirmation, its service."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Action, Screen
from apps.backoffice.views import gate
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal
from apps.tenancy.trying import trying


@gate.screen_page("view")
def one(request: HttpRequest, screen: Screen, member: Member, pk: int, action: str) -> HttpResponseBase:
    """An action on one record."""
    chosen = found(screen, member, action)
    record = gate.record_of(screen, member, pk)
    if not (chosen.single and chosen.applies(record)):
        raise NotFound
    if not screen.rows_to_do(member, chosen).filter(pk=pk).exists():
        raise NotAllowed
    return run(request, screen, member, chosen, [record])


def found(screen: Screen, member: Member, name: str) -> type[Action]:
    """The action of a name. Raises NotFound and NotAllowed."""
    chosen = next((action for action in screen.actions if action.name() == name), None)
    if chosen is None:
        raise NotFound
    if not screen.may_do(member, chosen):
        raise NotAllowed
    return chosen


def run(
    request: HttpRequest,
    screen: Screen,
    member: Member,
    action: type[Action],
    records: Sequence[Any],
    *,
    carried: Sequence[tuple[str, str]] = (),
) -> HttpResponseBase:
    """Show the action's form or question, or do it once it is sent back, to all or none; or lead to its own page."""
    if action.page is not None:
        return _to_page(request, screen, member, action.page, records)
    sent = request.method == "POST" and "confirmed" in request.POST
    at = clock.now()
    form = (action.form_for(records, by=member, at=at) or forms.Form)(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            said = _do(screen, action, records, form.cleaned_data, member, at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            form.data = _carried(request, refusal)
        else:
            door.say(request, said or _("Done."))
            return _after(screen, records, member)
    shown = {
        "screen": screen,
        "action": action,
        "form": form,
        "records": records[:20],
        "count": len(records),
        "how_many": ngettext("%(count)d record", "%(count)d records", len(records)) % {"count": len(records)},
        "carried": carried,
        "outcome": action.outcome(records, by=member, at=at),
        "title": screen.title(records[0]) if len(records) == 1 else "",
    }
    return render(request, "office/action.html", shown)


def _carried(request: HttpRequest, refusal: Refusal) -> QueryDict:
    """What was sent; what a refusal has shown goes along with the answer to it: its `carried` are values of fields."""
    sent = request.POST.copy()
    for key, value in refusal.facts.get("carried", {}).items():
        sent[key] = value
    return sent


def _do(
    screen: Screen,
    action: type[Action],
    records: Sequence[Any],
    values: dict[str, Any],
    member: Member,
    at: datetime,
) -> str | None:
    """To all or none, once more where the database broke it off: then with the records as they are by now."""
    numbers = [one.pk for one in records]
    fresh = [list(records)]

    def do(given: list[Any]) -> str | None:
        said: str | None = action.run(records=given, values=values, by=member, at=at)
        return said

    def attempt() -> str | None:
        if fresh:
            return do(fresh.pop())
        found = screen.base().in_bulk(numbers)
        return do([found[number] for number in numbers if number in found])

    return trying(attempt)


def _to_page(
    request: HttpRequest,
    screen: Screen,
    member: Member,
    page: Callable[..., str],
    records: Sequence[Any],
) -> HttpResponseBase:
    try:
        return redirect(page(records))
    except Refusal as refusal:
        door.say_no(request, refusal)
        return _after(screen, records, member)


def _after(screen: Screen, records: Sequence[Any], member: Member) -> HttpResponseBase:
    if len(records) == 1 and screen.rows(member).filter(pk=records[0].pk).exists():
        return redirect("office_detail", screen.app, screen.name, records[0].pk)
    return redirect("office_list", screen.app, screen.name)
