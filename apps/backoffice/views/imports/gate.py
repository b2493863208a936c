"""Who may import into a screen, and which import a page is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.accounts.models import Member
from apps.backoffice.imports import batches, runs
from apps.backoffice.models import Import
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views import gate
from apps.kernel.errors import NotAllowed

View = Callable[..., HttpResponseBase]


def import_page(view: View) -> View:
    """For members who may add and change records of the screen."""

    @gate.screen_page("add")
    @wraps(view)
    def guarded(request: HttpRequest, screen: Screen, member: Member, **kwargs: Any) -> HttpResponseBase:
        if not batches.may_import(screen, member):
            raise NotAllowed
        return view(request, screen, member, **kwargs)

    return guarded


def run_page(view: View) -> View:
    """The same for one import, which the view gets as `run`; 404 for what the member may not see.

    What is sent takes the import a step on: 403 for the import of another unless the member may add and change all.
    """

    @import_page
    @wraps(view)
    def guarded(
        request: HttpRequest, screen: Screen, member: Member, pk: int, **kwargs: Any
    ) -> HttpResponseBase:
        run = runs.find(screen, member, pk)
        if request.method == "POST" and not batches.may_act(run, screen, member, "add", "change"):
            raise NotAllowed
        return view(request, screen, member, run, **kwargs)

    return guarded


def undo_page(view: View) -> View:
    """For taking an import back, which deletes records: 403 for another's unless the member may delete all, too."""

    @run_page
    @wraps(view)
    def guarded(
        request: HttpRequest, screen: Screen, member: Member, run: Import, **kwargs: Any
    ) -> HttpResponseBase:
        if not batches.may_act(run, screen, member, "delete"):
            raise NotAllowed
        return view(request, screen, member, run, **kwargs)

    return guarded
