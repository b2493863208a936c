"""What every page of the home does first and last: sign-in, permission, and a refusal said in one place."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from apps.accounts import access
from apps.accounts.models import Member, User
from apps.kernel.errors import NotAllowed, NotFound, Refusal
from apps.tenancy import context

View = Callable[..., HttpResponseBase]


def member_page(code: str = "") -> Callable[[View], View]:
    """For members of the business who may do `code`: others sign in, or read why not (403).

    A Refusal the view lets through becomes a page with its sentence and status.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            try:
                if member_of(request) is None:
                    raise NotAllowed
                if code:
                    access.require(person(request), code)
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return refused(request, refusal)

        return guarded

    return decorate


def signed_in_page(view: View) -> View:
    """For whoever is signed in on this host, member or not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal)

    return guarded


def open_page(view: View) -> View:
    """For everybody; a Refusal becomes a page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal)

    return guarded


def one_transaction(view: View) -> View:
    """Run a library's view in a transaction of the bound role.

    Its own ones open on the app role's connection, where on the platform's host nothing of it happens.
    """

    @wraps(view)
    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with context.atomic():
            return view(request, *args, **kwargs)

    return within


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that says why not. 403 and 404 are Django's own pages, so that all of them look the same."""
    if isinstance(refusal, NotFound):
        raise Http404(str(refusal))
    if refusal.status == HTTPStatus.FORBIDDEN:
        raise PermissionDenied(str(refusal))
    return render(request, "refused.html", {"refusal": refusal}, status=refusal.status)


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def member_of(request: HttpRequest) -> Member | None:
    """The signed-in person's membership here."""
    found: Member | None = person(request).member
    return found


def acting(request: HttpRequest) -> Member:
    """The member who acts; behind `member_page` there is one."""
    found = member_of(request)
    if found is None:
        raise PermissionDenied
    return found


def say(request: HttpRequest, sentence: object) -> None:
    """A message for the next page."""
    messages.success(request, str(sentence))


def say_no(request: HttpRequest, refusal: Refusal) -> None:
    """A refusal as a message for the next page."""
    messages.error(request, str(refusal))
