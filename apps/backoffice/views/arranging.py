"""The pages on which the owner arranges what each role sees on Today."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts import door
from apps.accounts.models import Role
from apps.backoffice import panels
from apps.backoffice.forms.arranging import Arrangement
from apps.backoffice.queries import panels as queries
from apps.backoffice.services import panels as services
from apps.kernel import clock
from apps.kernel.errors import NotFound


@require_safe
@door.member_page(services.ARRANGE)
def index(request: HttpRequest) -> HttpResponseBase:
    """The person's own role first."""
    return redirect("office_arrange", pk=door.acting(request).role_id)


@door.member_page(services.ARRANGE)
def arrange(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Order, width and which panels a role sees."""
    role = _role(pk)
    places = queries.of_role(role)
    form = Arrangement(
        panels.arrangement([role.may], list(panels.PANELS), places),
        request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        services.arrange_panels(role=role, panels=form.placed(), by=door.acting(request), at=clock.now())
        door.say(request, _("Today of “%(role)s” is arranged.") % {"role": role.name})
        return redirect("office_arrange", pk=role.pk)
    shown = {"role": role, "roles": Role.objects.order_by("name"), "rows": form.rows, "placed": bool(places)}
    return render(request, "office/arrange.html", shown)


@require_POST
@door.member_page(services.ARRANGE)
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back to what apps propose."""
    role = _role(pk)
    services.reset_panels(role=role, by=door.acting(request), at=clock.now())
    door.say(request, _("Today of “%(role)s” is as it came.") % {"role": role.name})
    return redirect("office_arrange", pk=role.pk)


def _role(pk: int) -> Role:
    role = Role.objects.filter(pk=pk).first()
    if role is None:
        raise NotFound
    return role
