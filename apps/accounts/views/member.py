"""One member: role, exceptions, access."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door, explain, services
from apps.accounts.errors import NoSuchMember
from apps.accounts.forms.team import MemberForm
from apps.accounts.models import Member
from apps.kernel import clock
from apps.kernel.errors import Refusal

NEEDS = "accounts.change_member"


def _found(pk: int) -> Member:
    member = Member.objects.select_related("user", "role").filter(pk=pk).first()
    if member is None:
        raise NoSuchMember
    return member


@door.member_page(NEEDS)
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change title, role and exceptions; “Preview” shows what they grant without saving."""
    member = _found(pk)
    form = MemberForm(request.POST or None, member=member)
    lists = member.patterns
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        lists = (tuple(given["role"].may), tuple(given["overrides"]))
        if "preview" not in request.POST:
            try:
                services.change_member(member=member, by=door.acting(request), **given)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                door.say(request, _("%(name)s is saved.") % {"name": member})
                return redirect("home_team")
    shown = {"form": form, "member": member, "granted": explain.granted(lists)}
    return render(request, "home/member.html", shown)


@door.member_page(NEEDS)
def deactivate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask first; then the person is out with their next click."""
    member = _found(pk)
    if request.method == "POST":
        services.deactivate_member(member=member, by=door.acting(request), at=clock.now())
        if member.user_id == request.user.pk:
            return redirect("account_login")
        door.say(request, _("%(name)s no longer has access.") % {"name": member})
        return redirect("home_team")
    return render(request, "home/member_deactivate.html", {"member": member})


@door.member_page(NEEDS)
def reactivate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask first; then the person has the role they had."""
    member = _found(pk)
    if request.method == "POST":
        services.reactivate_member(member=member, by=door.acting(request), at=clock.now())
        door.say(request, _("%(name)s has access again.") % {"name": member})
        return redirect("home_team")
    return render(request, "home/member_reactivate.html", {"member": member})
