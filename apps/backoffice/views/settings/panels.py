"""Which panels stand on the Today page of each role, and in which order."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import door, queries
from apps.accounts.models import Role
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.settings.panels import panel_rows
from apps.backoffice.models import PanelPlacement
from apps.backoffice.panels import PANELS
from apps.backoffice.queries import panels as placements
from apps.backoffice.services import panels as services
from apps.backoffice.views.settings import gate
from apps.kernel import clock
from apps.kernel.errors import NotFound


@door.member_page(services.ARRANGE)
def index(request: HttpRequest) -> HttpResponseBase:
    """All roles, and whose page is arranged."""
    arranged = set(PanelPlacement.objects.order_by().values_list("role", flat=True).distinct())
    shown = {"roles": [(role, role.pk in arranged) for role in queries.roles()]}
    return render(request, "office/settings/panels.html", shown)


@door.member_page(services.ARRANGE)
def of_role(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The panels of one role's page."""
    role = _found(pk)
    panels, placed = list(PANELS), placements.of_role(role)
    rows = panel_rows(gate.sent(request), panels=panels, placed=placed)
    if request.method == "POST" and rows.is_valid():
        by, at = door.acting(request), clock.now()
        try:
            services.arrange_panels(role=role, panels=rows.placed(known=panels), by=by, at=at)
        except Invalid as invalid:
            rows.non_form_errors().extend(str(text) for texts in invalid.by_key.values() for text in texts)
        else:
            door.say(request, _("The page of “%(name)s” is arranged.") % {"name": role.name})
            return redirect("office_panels")
    shown = {"role": role, "rows": rows, "arranged": bool(placed)}
    return render(request, "office/settings/panels_of.html", shown)


@door.member_page(services.ARRANGE)
def reset(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask, then the page is as apps propose."""
    role = _found(pk)
    if request.method == "POST":
        services.reset_panels(role=role, by=door.acting(request), at=clock.now())
        door.say(request, _("The page of “%(name)s” is as we propose.") % {"name": role.name})
        return redirect("office_panels")
    return render(request, "office/settings/panels_reset.html", {"role": role})


def _found(pk: int) -> Role:
    role = Role.objects.filter(pk=pk).first()
    if role is None:
        raise NotFound
    return role
