"""The first page of the office."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.accounts import access, door
from apps.accounts.models import Member
from apps.backoffice import panels
from apps.backoffice.queries import panels as placements
from apps.kernel import clock
from apps.tenancy import facts

ARRANGE = "backoffice.arrange_dashboard"


@require_safe
@door.member_page()
def today(request: HttpRequest) -> HttpResponseBase:
    """What the member should know now, in panels."""
    member, at = door.acting(request), clock.now()
    zone = ZoneInfo(facts.current().time_zone)
    with timezone.override(zone):
        shown = {
            "panels": panels.shown(member, at=at, places=_places(member)),
            "at": at,
            "member": member,
            "may_arrange": access.may(door.person(request), ARRANGE),
        }
        return render(request, "office/today.html", shown)


def _places(member: Member) -> list[panels.Place]:
    """How the owner arranged the page of the member's role. One query."""
    return [panels.Place(one.panel, one.hidden, one.width) for one in placements.of_role(member.role)]
