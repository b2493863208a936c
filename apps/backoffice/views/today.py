"""The first page of the office."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts import access, door
from apps.backoffice import panels
from apps.backoffice.queries import panels as queries
from apps.backoffice.services.panels import ARRANGE
from apps.kernel import clock
from apps.tenancy import facts


@require_safe
@door.member_page()
def today(request: HttpRequest) -> HttpResponseBase:
    """What the member should know now, in panels."""
    member, at = door.acting(request), clock.now()
    zone = ZoneInfo(facts.current().time_zone)
    with timezone.override(zone):
        shown = {
            "panels": panels.shown(member, at=at, places=queries.of_role(member.role)),
            "at": at,
            "member": member,
            "may_arrange": access.may(door.person(request), ARRANGE),
        }
        return render(request, "office/today.html", shown)
