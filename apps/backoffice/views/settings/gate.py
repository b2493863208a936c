"""What pages about one kind of record do first: which screen it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.accounts import access, door
from apps.backoffice.fields import places
from apps.backoffice.models import CustomField
from apps.backoffice.screens import registry
from apps.backoffice.screens.declaration import Screen
from apps.kernel.errors import NotFound

View = Callable[..., HttpResponseBase]


def screen_page(code: str) -> Callable[[View], View]:
    """For members who may do `code`, whatever they may do to the records; the view gets the screen."""

    def decorate(view: View) -> View:
        @door.member_page(code)
        @wraps(view)
        def guarded(request: HttpRequest, app_label: str, model_name: str, **kwargs: Any) -> HttpResponseBase:
            return view(request, screen_of(f"{app_label}.{model_name}"), **kwargs)

        return guarded

    return decorate


def field_page(code: str) -> Callable[[View], View]:
    """For members who may do `code`; the view gets the screen and a field that stands on it."""

    def decorate(view: View) -> View:
        @door.member_page(code)
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
            field = CustomField.objects.filter(pk=pk).first()
            if field is None:
                raise NotFound
            return view(request, screen_of(field.on), field, **kwargs)

        return guarded

    return decorate


def screen_of(on: str) -> Screen:
    """The screen of a kind of record, hidden ones too. Raises NotFound."""
    app, _dot, name = on.partition(".")
    found = registry.find(app, name)
    if found is None:
        raise NotFound
    return found


def can_have_fields(screen: Screen) -> bool:
    """Whether the owner may add fields to the screen's records."""
    return places.model_of(screen.key) is not None


def rights(request: HttpRequest, model: str) -> dict[str, bool]:
    """What the person may do to definitions of a kind, for templates: may_add, may_change, may_delete."""
    return {
        f"may_{action}": access.may(request.user, f"backoffice.{action}_{model}")
        for action in ("add", "change", "delete")
    }


def sent(request: HttpRequest) -> Any:
    """What a form is bound to: what was POSTed, even when all of it is empty; None before that."""
    return request.POST if request.method == "POST" else None
