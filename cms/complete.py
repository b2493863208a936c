"""Forms of Wagtail that fail, rather than say so, when one of their fields did not come at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def complete(view: View, *fields: str) -> View:
    """The view, which a form reaches only with these fields; without one the answer is 400 and names it."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        missing = [field for field in fields if field not in request.POST]
        if request.method == "POST" and missing:
            return render(request, "cms/incomplete.html", {"field": missing[0]}, status=400)
        return view(request, *args, **kwargs)

    return checked
