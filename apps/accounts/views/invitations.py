"""Inviting people, and what becomes of invitations."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts import door, queries, services
from apps.accounts.errors import LinkIsOver
from apps.accounts.forms.team import InviteForm
from apps.accounts.models import Invitation
from apps.kernel import clock
from apps.kernel.errors import NotFound, Refusal

NEEDS = "accounts.add_member"


@door.member_page(NEEDS)
def invite(request: HttpRequest) -> HttpResponseBase:
    """Invite one person by e-mail."""
    form = InviteForm(request.POST or None, initial={"role": _usual_role()})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.invite(by=door.acting(request), at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("An invitation is on its way to %(email)s. The link works for seven days.")
            door.say(request, said % {"email": invitation.email})
            return redirect("home_team")
    return render(request, "home/invite.html", {"form": form})


def _usual_role() -> int | None:
    return queries.roles().filter(key="staff").values_list("pk", flat=True).first()


@require_POST
@door.member_page(NEEDS)
def resend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a new link."""
    invitation = _found(pk)
    services.resend_invitation(invitation=invitation, by=door.acting(request), at=clock.now())
    door.say(request, _("A new link is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("home_team")


@require_POST
@door.member_page(NEEDS)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stop a link from working."""
    invitation = _found(pk)
    services.revoke_invitation(invitation=invitation, by=door.acting(request), at=clock.now())
    door.say(request, _("The invitation to %(email)s is revoked.") % {"email": invitation.email})
    return redirect("home_team")


def _found(pk: int) -> Invitation:
    found = Invitation.objects.select_related("role").filter(pk=pk).first()
    if found is None:
        raise NotFound
    if found.accepted_at or found.revoked_at:
        raise LinkIsOver
    return found
