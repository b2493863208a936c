"""Changing one's e-mail address."""

from allauth.account.decorators import reauthentication_required
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door, links, services
from apps.accounts.forms.account import EmailChangeForm
from apps.kernel import clock
from apps.tenancy import context


@door.signed_in_page
@reauthentication_required  # type: ignore[untyped-decorator]
def change(request: HttpRequest) -> HttpResponseBase:
    """Ask for another address. The answer is the same whether or not somebody else has it."""
    user = door.person(request)
    form = EmailChangeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        too_many: HttpResponseBase | None = ratelimit.consume_or_429(
            request, app="allauth.account", action="manage_email", user=user
        )
        if too_many is not None:
            return too_many
        services.start_email_change(user=user, email=form.cleaned_data["email"], at=clock.now())
        door.say(
            request,
            _("We have written to both addresses. The change is done when both have confirmed it."),
        )
        return redirect("account_email")
    return render(request, "account/email.html", {"form": form})


@door.open_page
def confirm(request: HttpRequest, token: str) -> HttpResponseBase:
    """One address's consent: a page with a button, since mail programs open links by themselves."""
    at = clock.now()
    with context.use_platform():
        found = links.email_change(token, at=at)
    if request.method == "POST":
        outcome = services.confirm_email_change(token=token, at=at)
        return render(request, "account/email_confirmed.html", {"outcome": outcome})
    shown = {"change": found.change, "side": found.side}
    return render(request, "account/email_confirm.html", shown)
