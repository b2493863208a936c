"""What every page of a screen does first: who asks, which screen, may they."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import NotAllowed, NotFound

View = Callable[..., HttpResponseBase]


def screen_page(action: str = "view") -> Callable[[View], View]:
    """For members who may do `action` to some record of the screen; the view gets the screen and the member.

    A screen that does not exist here is 404, one that the role does not open is 403.
    """

    def decorate(view: View) -> View:
        @door.member_page()
        @wraps(view)
        def guarded(request: HttpRequest, app_label: str, model_name: str, **kwargs: Any) -> HttpResponseBase:
            screen = registry.find(app_label, model_name)
            if screen is None:
                raise NotFound
            member = door.acting(request)
            if not screen.may(member, action):
                raise NotAllowed
            return view(request, screen, member, **kwargs)

        return guarded

    return decorate


def record_of(screen: Screen, member: Member, pk: int, action: str = "view") -> Any:
    """A record the member may see, with what pages need of other tables.

    Raises NotFound for one they may not see, NotAllowed for one they may see but not do `action` to.
    """
    record = screen.rows(member).filter(pk=pk).first()
    if record is None:
        raise NotFound
    if action != "view" and not screen.rows(member, action).filter(pk=pk).exists():
        raise NotAllowed
    return record
