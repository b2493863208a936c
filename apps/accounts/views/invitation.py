"""The link of an invitation, on the business's host."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from apps.accounts import door, links, queries, services
from apps.accounts.forms.account import JoinForm
from apps.kernel import clock
from apps.tenancy import addresses


@never_cache
@door.open_page
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """A new person sets name and password here; who has an account joins on the platform's host."""
    at = clock.now()
    invitation = links.invitation(token, at=at)
    shown = {"invitation": invitation, "form": None, "url": ""}
    if queries.has_account(email=invitation.email):
        path = reverse("businesses_join", args=[token], urlconf="quayside.platform_urls")
        return render(request, "account/invitation.html", shown | {"url": addresses.platform(path)})
    initial = {"name": invitation.name}
    form = JoinForm(request.POST or None, initial=initial, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        member = services.accept_invitation(
            token=token,
            name=form.cleaned_data["name"],
            password=form.cleaned_data["password"],
            at=at,
        )
        user = queries.signed_in(member.user_id)
        if user is not None:
            get_adapter(request).login(request, user)
            record_authentication(request, user, method="password", email=user.email)
        door.say(request, _("Welcome to the team."))
        return redirect("home")
    return render(request, "account/invitation.html", shown | {"form": form})
