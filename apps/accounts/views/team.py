"""The list of the team."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from apps.accounts import access, queries
from apps.accounts.forms.team import TeamFilter
from apps.accounts.views import door
from apps.kernel import clock

PAGE = 25


@door.member_page("accounts.view_member")
def team(request: HttpRequest) -> HttpResponseBase:
    """Search, filter, sort and page through members; open invitations stand above them."""
    chosen = TeamFilter(request.GET)
    values = chosen.values()
    page = Paginator(queries.members(**values), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    user, at = door.person(request), clock.now()
    shown = {
        "filter": chosen,
        "filtered": bool(values["search"] or values["role"] or values["state"] != "active"),
        "page": page,
        "query": query.urlencode(),
        "invitations": [
            (invitation, queries.is_expired(invitation, at=at))
            for invitation in queries.open_invitations()[:100]
        ],
        "may_invite": access.may(user, "accounts.add_member"),
        "may_change": access.may(user, "accounts.change_member"),
    }
    return render(request, "home/team.html", shown)
