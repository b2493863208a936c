"""Settings → Texts of messages: which words go out for what, in which language."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from apps.accounts import access, door
from apps.messaging import queries
from apps.messaging.queries import Standing
from apps.messaging.types import Words

VIEW: Final = "messaging.view_messagetext"
ADD: Final = "messaging.add_messagetext"
SCREEN: Final = ("messaging", "messagetext")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of the table and where it is read or written."""

    text: Standing
    url: str


@door.member_page(VIEW)
def index(request: HttpRequest) -> HttpResponseBase:
    """Every occasion with whose words are used in each language: one query."""
    may_add = access.may(door.person(request), ADD)
    rows: list[dict[str, Any]] = [
        {
            "label": one.occasion.label,
            "cells": [Cell(text, _address(one.occasion.key, text, may_add=may_add)) for text in one.texts],
        }
        for one in queries.overview()
    ]
    return render(request, "office/messages/texts.html", {"rows": rows})


def _address(occasion: str, text: Standing, *, may_add: bool) -> str:
    if text.own is not None:
        return reverse("office_detail", args=[*SCREEN, text.own.pk])
    if not may_add:
        return ""
    # The form begins with our words.
    words = text.shipped or Words("", "")
    given = {"key": occasion, "language": text.language, "subject": words.subject, "text": words.text.strip()}
    return f"{reverse('office_add', args=SCREEN)}?{urlencode(given)}"
