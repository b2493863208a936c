"""Saved views of lists: keeping what a list is asked for under a name, and changing or removing that."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import access, door
from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.settings.views import ViewForm
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.models import SavedView
from apps.backoffice.queries import views as queries
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.services import views as services
from apps.backoffice.types import ViewFacts
from apps.backoffice.views import gate
from apps.backoffice.views.settings.gate import screen_of, sent
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal


@gate.screen_page("view")
def save(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """A new view of what the list shows. With GET, the form on a page of its own."""
    asked = request.POST.get("query", request.GET.get("query", ""))
    form = ViewForm(sent(request), may_share=may_share(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = replace(
            _asked(asked, screen),
            name=given["name"],
            pinned=given["pinned"],
            shared=given.get("shared", False),
        )
        try:
            view = services.save_view(on=screen.key, facts=facts, by=member, at=clock.now())
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            door.say(request, _("The view “%(name)s” is saved.") % {"name": view.name})
            return redirect(address(screen, view))
    shown = {"screen": screen, "form": form, "query": asked, "back": _list(screen, asked)}
    return render(request, "office/settings/view.html", shown)


@door.member_page()
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another name, shared or not, pinned or not."""
    member = door.acting(request)
    view, screen = _found(pk, member)
    _must_hold(request, view)
    facts = services.facts_of(view)
    initial = {"name": facts.name, "pinned": facts.pinned, "shared": facts.shared}
    form = ViewForm(sent(request), may_share=may_share(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wanted = replace(
            facts,
            name=given["name"],
            pinned=given["pinned"],
            shared=given.get("shared", facts.shared),
        )
        try:
            view = services.change_view(view=view, facts=wanted, by=member, at=clock.now())
        except Invalid as invalid:
            form.refuse(invalid)
        else:
            door.say(request, _("The view “%(name)s” is saved.") % {"name": view.name})
            return redirect(address(screen, view))
    shown = {"screen": screen, "form": form, "view": view, "name": facts.name, "back": address(screen, view)}
    return render(request, "office/settings/view.html", shown)


@require_POST
@door.member_page()
def update(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The view shows from now on what the list shows."""
    member = door.acting(request)
    view, screen = _found(pk, member)
    _must_hold(request, view)
    asked = _asked(request.POST.get("query", ""), screen)
    wanted = replace(services.facts_of(view), filters=asked.filters, columns=asked.columns, sort=asked.sort)
    try:
        services.change_view(view=view, facts=wanted, by=member, at=clock.now())
    except Refusal as refusal:
        door.say_no(request, refusal)
    else:
        door.say(request, _("“%(name)s” shows this from now on.") % {"name": view.name})
    return redirect(address(screen, view))


@door.member_page()
def delete(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask, then remove; no record is touched."""
    member = door.acting(request)
    view, screen = _found(pk, member)
    _must_hold(request, view)
    if request.method == "POST":
        services.delete_view(view=view, by=member, at=clock.now())
        door.say(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
        return redirect("office_list", screen.app, screen.name)
    shown = {"screen": screen, "view": view, "back": address(screen, view)}
    return render(request, "office/settings/view_delete.html", shown)


def address(screen: Screen, view: SavedView) -> str:
    """Where a view is looked at."""
    return f"{reverse('office_list', args=[screen.app, screen.name])}?view={view.pk}"


def may_share(request: HttpRequest) -> bool:
    """Whether the person may make views for everybody."""
    return access.may(request.user, services.SHARE)


def _must_hold(request: HttpRequest, view: SavedView) -> None:
    if view.shared and not may_share(request):
        raise NotAllowed


def _found(pk: int, member: Member) -> tuple[SavedView, Screen]:
    """A view the member has, of a screen they may see. Raises NotFound."""
    view = queries.of_member(member).filter(pk=pk).first()
    if view is None:
        raise NotFound
    screen = screen_of(view.on)
    if not screen.may(member, "view"):
        raise NotFound
    return view, screen


def _asked(query: str, screen: Screen) -> ViewFacts:
    """Filters, columns and order of an address; what is not known there is left out."""
    try:
        given: Any = QueryDict(query[:20_000])
    except (ValueError, UnicodeError):
        given = {}
    read = ListQuery.read(given, screen.conditions())
    return ViewFacts(name="", filters=read.as_data(), columns=read.columns, sort=read.sort)


def _list(screen: Screen, query: str) -> str:
    base = reverse("office_list", args=[screen.app, screen.name])
    read = ListQuery.read(QueryDict(query[:20_000]), screen.conditions())
    written = read.write()
    return f"{base}?{written}" if written else base
