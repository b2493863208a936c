"""The door of the editor."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel

from apps.accounts import access

DOOR = "wagtailadmin.access_admin"


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not enter: to the one sign-in, or to a page that says why not.

    Sending a signed-in person to the sign-in would send them back here, without end.
    """
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/cms/"
    if not request.user.is_authenticated:
        return redirect_to_login(target)
    if access.may(request.user, DOOR):
        return redirect(target)
    return render(request, "cms/no_access.html", status=403)


def nothing(request: HttpRequest) -> HttpResponse:
    """In place of a page that Wagtail keeps for trying out what an error looks like."""
    raise Http404


class Account(AccountView):
    """How the editor looks to this person. Name, e-mail and password stand on the account pages."""

    def get_panels(self) -> list[object]:
        """Wagtail's panels without those the account pages have."""
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]
