"""The business about itself: name, language, places, addresses, plan."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts import access, door
from apps.accounts.forms.business import BusinessForm
from apps.accounts.forms.languages import language_name
from apps.accounts.views.overview import labelled
from apps.kernel import clock
from apps.tenancy import context, facts, quotas, services
from apps.tenancy.models import Domain, Location, Tenant

PAGE = 25


@door.member_page("tenancy.view_tenant")
def business(request: HttpRequest) -> HttpResponseBase:
    """Show all of it; whoever may, changes the name, language, currency and time zone."""
    tenant = Tenant.objects.get(pk=facts.current().id)
    form = BusinessForm(request.POST or None, instance=tenant)
    if request.method == "POST":
        access.require(request.user, "tenancy.change_tenant")
        if form.is_valid():
            _save(tenant)
            door.say(request, _("The business is saved."))
            return redirect("home_business")
    shown = {
        "form": form,
        "tenant": tenant,
        "language": language_name(tenant.locale),
        "plan": quotas.plan(),
        "quotas": labelled(quotas.overview(at=clock.now())),
        "domains": Domain.objects.all(),
        "locations": _places(request),
        "may_change": access.may(request.user, "tenancy.change_tenant"),
        "may_add_location": access.may(request.user, "tenancy.add_location"),
        "may_change_location": access.may(request.user, "tenancy.change_location"),
    }
    return render(request, "home/business.html", shown)


def _places(request: HttpRequest) -> Page[Location]:
    found = Location.objects.select_related("tax_profile").order_by("name")
    return Paginator(found, PAGE).get_page(request.GET.get("page"))


def _save(tenant: Tenant) -> None:
    with context.atomic():
        tenant.save(update_fields=BusinessForm.Meta.fields)
    services.forget_pages(tenant)
