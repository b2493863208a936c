"""Provisional: colleague `search` owns this."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from apps.accounts import door


@door.member_page()
def today(request: HttpRequest) -> HttpResponseBase:
    """The first page."""
    return render(request, "office/today.html", {})
