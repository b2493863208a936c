"""The platform's host: which businesses a person belongs to, and the way there."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from apps.accounts import door, handover, links, queries, services
from apps.accounts.errors import NotAMember
from apps.kernel import clock
from apps.tenancy import addresses, context, facts


@never_cache
@door.signed_in_page
def choose(request: HttpRequest) -> HttpResponseBase:
    """The person's businesses; a POST goes to one of them."""
    user = door.person(request)
    memberships = queries.businesses_of(user)
    if request.method == "POST":
        chosen = [m for m in memberships if str(m.tenant_id) == request.POST.get("business")]
        if not chosen:
            raise Http404
        with context.use_tenant(chosen[0].tenant):
            return _over(request, addresses.business(facts.current(), "/accounts/enter/"), "")
    places = [(member, _address(member.tenant.pk)) for member in memberships]
    return render(request, "platform/businesses.html", {"places": places})


def _address(tenant: int) -> str:
    with context.use_tenant(tenant):
        return addresses.business(facts.current(), "/accounts/enter/")


def _over(request: HttpRequest, url: str, name: str) -> HttpResponseBase:
    # A page and not a redirect: this may end a form, and browsers hold a form's redirects to its own host.
    return render(request, "platform/over.html", {"url": url, "name": name})


@never_cache
@door.signed_in_page
def enter(request: HttpRequest) -> HttpResponseBase:
    """Give a signed-in member the ticket their business's host asked for."""
    user = door.person(request)
    slug, state = request.GET.get("to", ""), request.GET.get("state", "")
    found = [m for m in queries.businesses_of(user) if m.tenant.slug == slug]
    if not found or not state:
        raise NotAMember
    member = found[0]
    token = handover.issue(
        user=user,
        tenant=member.tenant.pk,
        session_key=request.session.session_key or "",
        state=state,
    )
    host = _host(member.tenant.pk, request.GET.get("host", ""))
    return _over(request, f"{host}/accounts/arrive/?{urlencode({'token': token})}", member.tenant.name)


def _host(tenant: int, asked: str) -> str:
    """The host that asked when it is one of the business's, else its main one."""
    name = asked.partition(":")[0].lower()
    known = facts.of_host(name) if name else None
    if known is not None and known.id == tenant:
        return addresses.on_host(name, "")
    with context.use_tenant(tenant):
        return addresses.business(facts.current(), "")


@never_cache
@door.signed_in_page
def join(request: HttpRequest, token: str) -> HttpResponseBase:
    """Accept an invitation with the account one has."""
    user, at = door.person(request), clock.now()
    tenant = links.tenant_of(token)
    if request.method == "POST":
        with context.use_tenant(tenant, actor=user.pk):
            services.accept_invitation(token=token, user=user, at=at)
        door.say(request, _("Welcome to the team."))
        return redirect("businesses")
    with context.use_platform(tenant):
        invitation = links.invitation(token, at=at)
    return render(request, "platform/join.html", {"invitation": invitation})
