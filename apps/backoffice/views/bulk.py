"""Doing something to many records: an action, an edit with a preview, a deletion."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, parsing
from apps.backoffice.errors import TooMany
from apps.backoffice.forms.record import RecordForm, editable
from apps.backoffice.lists import table
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.screens.declaration import Action, Screen
from apps.backoffice.services import several as services
from apps.backoffice.types import Kind
from apps.backoffice.views import actions, deletion, gate
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal

MOST: Final = services.MOST
PREVIEWED: Final = 20
TOLD: Final = 10
NOT_IN_BULK: Final = frozenset({Kind.FILE, Kind.IMAGE, Kind.FORMULA})


class ChooseFields(forms.Form):
    """Which fields a bulk edit sets."""

    keys = forms.MultipleChoiceField(
        label=gettext_lazy("Fields to set"), widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(self, attributes: list[Attribute], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = [(one.key, one.label) for one in attributes]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the preview."""

    title: str
    changes: list[tuple[str, str, str]]


@require_POST
@gate.screen_page("view")
def dispatch(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """From the list: `do` says what is to be done with the picked records."""
    what = request.POST.get("do", "")
    needed = {"edit": "change", "delete": "delete"}.get(what, "view")
    if not screen.may(member, needed):
        raise NotAllowed
    records = picked(request, screen, member, needed)
    if not records:
        door.say_no(request, services.NothingPicked())
        return to_list(request, screen)
    if what == "edit":
        return _edit(request, screen, member, records)
    if what == "delete":
        return _delete(request, screen, member, records)
    return _act(request, screen, member, actions.found(screen, member, what), records)


def _act(
    request: HttpRequest, screen: Screen, member: Member, action: type[Action], records: list[Any]
) -> HttpResponseBase:
    """The action on those it is for and the member may use it on; how many are left out is told."""
    if not action.bulk:
        raise NotFound
    allowed = set(
        screen.rows_to_do(member, action)
        .filter(pk__in=[one.pk for one in records])
        .order_by()
        .values_list("pk", flat=True)
    )
    fitting = [one for one in records if one.pk in allowed and action.applies(one)]
    if len(fitting) < len(records):
        door.say_no(request, services.LeftOut(count=len(records) - len(fitting)))
    if not fitting:
        return to_list(request, screen)
    return actions.run(request, screen, member, action, fitting, carried=carried(request, fitting))


def picked(request: HttpRequest, screen: Screen, member: Member, action: str) -> list[Any]:
    """The records picked by number, or all that the list showed. Raises TooMany."""
    rows = screen.rows(member, action)
    if request.POST.get("all"):
        query = ListQuery.read(QueryDict(request.POST.get("query", "")), screen.conditions())
        numbers = table.narrowed(screen, member, query, screen.conditions()).order_by().values("pk")
        rows = rows.filter(pk__in=numbers)
    else:
        read = map(parsing.record_number, request.POST.getlist("pk"))
        wanted = [number for number in read if number is not None][: MOST + 1]
        rows = rows.filter(pk__in=wanted)
    records = list(rows.order_by("pk")[: MOST + 1])
    if len(records) > MOST:
        raise TooMany(most=MOST)
    return records


def carried(request: HttpRequest, records: list[Any]) -> list[tuple[str, str]]:
    """The choice as hidden inputs of the next step: numbers, so that it stays what was seen."""
    said = [("do", request.POST.get("do", "")), ("query", request.POST.get("query", ""))]
    return [*said, *(("pk", str(one.pk)) for one in records)]


def to_list(request: HttpRequest, screen: Screen) -> HttpResponseBase:
    """Back to the list as it was looked at."""
    query = ListQuery.read(QueryDict(request.POST.get("query", "")), screen.conditions()).write()
    path = reverse("office_list", args=[screen.app, screen.name])
    return redirect(f"{path}?{query}" if query else path)


def _delete(request: HttpRequest, screen: Screen, member: Member, records: list[Any]) -> HttpResponseBase:
    if not screen.deletable:
        raise NotAllowed
    if "confirmed" in request.POST:
        done, problems = services.delete_each(screen=screen, records=records, by=member, at=clock.now())
        _tell(
            request,
            ngettext("%(count)d record is deleted.", "%(count)d records are deleted.", done)
            % {"count": done},
            problems,
        )
        return to_list(request, screen)
    going, kept = deletion.goes_with(records[:PREVIEWED])
    shown = {
        "screen": screen,
        "count": len(records),
        "names": [screen.title(one) for one in records[:PREVIEWED]],
        "going": going,
        "kept": kept,
        "carried": carried(request, records),
    }
    return render(request, "office/bulk_delete.html", shown)


def _edit(request: HttpRequest, screen: Screen, member: Member, records: list[Any]) -> HttpResponseBase:
    if not screen.changeable:
        raise NotAllowed
    every = editable(screen, new=False)
    attributes = [one for one in every if one.kind not in NOT_IN_BULK and not one.sensitive]
    sent = request.POST if request.POST.keys() & {"choosing", "keys"} else None
    choice = ChooseFields(attributes, sent)
    shown: dict[str, Any] = {"screen": screen, "count": len(records), "carried": carried(request, records)}
    if not choice.is_bound or not choice.is_valid():
        left_out = [str(one.label) for one in every if one not in attributes]
        return render(request, "office/bulk_fields.html", {**shown, "form": choice, "left_out": left_out})
    keys = choice.cleaned_data["keys"]
    chosen = [one for one in attributes if one.key in keys]
    form = RecordForm(chosen, request.POST if "filled" in request.POST else None, member=member)
    shown |= {"form": form, "carried": [*shown["carried"], *(("keys", key) for key in keys)]}
    if not form.is_bound or not form.is_valid():
        return render(request, "office/bulk_values.html", shown)
    values = form.values()
    if "confirmed" in request.POST:
        done, problems = services.update_each(
            screen=screen, records=records, values=values, by=member, at=clock.now()
        )
        _tell(
            request,
            ngettext("%(count)d record is changed.", "%(count)d records are changed.", done)
            % {"count": done},
            problems,
        )
        return to_list(request, screen)
    records = _with_values(screen, member, records, chosen)
    shown["preview"] = [_change(screen, one, chosen, values) for one in records[:PREVIEWED]]
    shown["changing"] = sum(any(_differs(a, one, values) for a in chosen) for one in records)
    return render(request, "office/bulk_values.html", shown)


def _with_values(screen: Screen, member: Member, records: list[Any], chosen: list[Attribute]) -> list[Any]:
    """The records with all that these attributes show: a query, and at most one for each attribute."""
    rows = screen.rows(member, "change").filter(pk__in=[one.pk for one in records])
    found = list(screen.joined(rows, chosen).order_by("pk"))
    for one in chosen:
        one.prefetch(found)
    return found


def _differs(attribute: Attribute, record: Any, values: dict[str, Any]) -> bool:
    return attribute.text(attribute.value(record)) != attribute.text(values[attribute.key])


def _change(screen: Screen, record: Any, chosen: list[Attribute], values: dict[str, Any]) -> Change:
    return Change(
        title=screen.title(record),
        changes=[
            (str(one.label), one.text(one.value(record)), one.text(values[one.key]))
            for one in chosen
            if _differs(one, record, values)
        ],
    )


def _tell(request: HttpRequest, sentence: str, problems: list[tuple[str, Refusal]]) -> None:
    if sentence:
        door.say(request, sentence)
    for title, refusal in problems[:TOLD]:
        door.say_no(request, services.OneRefused(name=title, reason=str(refusal)))
    if len(problems) > TOLD:
        door.say_no(request, services.MoreRefused(count=len(problems) - TOLD))
