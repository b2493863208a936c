"""The account area's own pages: where it begins, where sign-in leads, the profile."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door, services
from apps.accounts.forms.account import ProfileForm
from apps.tenancy import context


def index(request: HttpRequest) -> HttpResponseBase:
    """/accounts/ leads to the profile, or to the door."""
    return redirect("account_profile" if request.user.is_authenticated else "account_login")


@door.signed_in_page
def after_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Home on a business's host, the list of businesses on the platform's."""
    return redirect("businesses" if context.current_tenant_id() is None else "home")


@door.signed_in_page
def profile(request: HttpRequest) -> HttpResponseBase:
    """Name, language and time zone of the person, the same on every host."""
    user = door.person(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        services.update_profile(user=user, **form.cleaned_data)
        door.say(request, _("Your profile is saved."))
        return redirect("account_profile")
    return render(request, "account/profile.html", {"form": form, "languages": settings.OFFICE_LANGUAGES})
