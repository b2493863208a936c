"""What the person at hand may do in the bound business. Interfaces ask here."""

from typing import Any, Protocol, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models

from apps.accounts import patterns
from apps.accounts.models import Member, User
from apps.kernel.errors import NotAllowed

M = TypeVar("M", bound=models.Model)


class Assignable(Protocol):
    """A queryset that knows which of its rows are a member's own work."""

    def assigned_to(self, member: Member) -> Any: ...


def answer(user: User | AnonymousUser, code: str) -> patterns.Answer:
    """ "no", "own" or "all" for one permission code; "no" wherever the person is no active member."""
    member = getattr(user, "member", None)
    if member is None or not user.is_active:
        return "no"
    return patterns.may(member.patterns, code)


def may(user: User | AnonymousUser, code: str) -> bool:
    """Whether the person may do this to everything. A page that narrows its rows with `permitted` asks `answer`."""
    return answer(user, code) == "all"


def require(user: User | AnonymousUser, code: str) -> None:
    """Raise NotAllowed unless the person may do this to everything."""
    if not may(user, code):
        raise NotAllowed


def permitted(queryset: "models.QuerySet[M]", member: Member | None, action: str) -> "models.QuerySet[M]":
    """The rows on which the member may do `action`: all, those assigned to them, or none.

    `:own` on a queryset that cannot tell whose its rows are gives none.
    """
    options = queryset.model._meta
    code = f"{options.app_label}.{action}_{options.model_name}"
    said = patterns.may(member.patterns, code) if member else "no"
    if said == "all":
        return queryset
    if said == "own" and member is not None and hasattr(queryset, "assigned_to"):
        return cast("models.QuerySet[M]", cast("Assignable", queryset).assigned_to(member))
    return queryset.none()
