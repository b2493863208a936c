"""Records to choose from, for the script behind a reference's select."""

from typing import Final

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views import gate

MOST: Final = 20


@gate.screen_page("view")
def options(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """At most twenty records whose text holds all words of `q`, as {id, text}."""
    rows = screen.searched(screen.joined(screen.rows(member), []), request.GET.get("q", "")[:100])
    found = [
        {"id": row.pk, "text": screen.title(row)}
        for row in rows.order_by(*(screen.ordering or ("-pk",)))[:MOST]
    ]
    return JsonResponse({"options": found})
