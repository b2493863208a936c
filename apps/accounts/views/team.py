"""The list of the team."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from apps.accounts import access, door, queries
from apps.accounts.forms.team import TeamFilter
from apps.kernel import clock

PAGE, INVITED = 25, 10


@door.member_page("accounts.view_member")
def team(request: HttpRequest) -> HttpResponseBase:
    """Search, filter, sort and page through members; open invitations, searched too, stand above them."""
    chosen = TeamFilter(request.GET)
    values = chosen.values()
    page = Paginator(queries.members(**values), PAGE).get_page(request.GET.get("page"))
    invited = Paginator(queries.open_invitations(search=values["search"]), INVITED).get_page(
        request.GET.get("invited")
    )
    user, at = door.person(request), clock.now()
    shown = {
        "filter": chosen,
        "filtered": bool(values["search"] or values["role"] or values["state"] != "active"),
        "page": page,
        "query": _without(request, "page"),
        "invited": invited,
        "invited_query": _without(request, "invited"),
        "invitations": [(invitation, queries.is_expired(invitation, at=at)) for invitation in invited],
        "may_invite": access.may(user, "accounts.add_member"),
        "may_change": access.may(user, "accounts.change_member"),
    }
    return render(request, "home/team.html", shown)


def _without(request: HttpRequest, parameter: str) -> str:
    """The rest of the address's query, so that one list's page does not move the other."""
    query = request.GET.copy()
    query.pop(parameter, None)
    return query.urlencode()
