"""What customers tell on the Today page."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import Member
from apps.backoffice.lists.query import Filter, ListQuery
from apps.backoffice.panels import Answer, Line, Panel, Trend
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Operator
from apps.customers.models import Customer
from apps.tenancy import facts

FEW: Final = 5
WEEK: Final = timedelta(days=7)
# Nobody counts further than this at a glance, and counting a large import would take long.
MOST_COUNTED: Final = 999


def new_customers(member: Member, at: datetime) -> Answer:
    """Who became a customer since Monday. Three queries."""
    zone = ZoneInfo(facts.current().time_zone)
    here = at.astimezone(zone)
    monday = datetime.combine(here.date() - timedelta(days=here.weekday()), time(), tzinfo=zone)
    now = _count(Customer.objects.filter(created_at__gte=monday, created_at__lte=at))
    # Up to the same hour, since the week is not over. Both are on the business's clock, whatever happened to it.
    before = _count(Customer.objects.filter(created_at__gte=monday - WEEK, created_at__lte=here - WEEK))
    newest = Customer.objects.filter(created_at__gte=monday).order_by("-created_at", "-pk")
    rows = newest.only("name", "source", "created_at")[:FEW]
    return Answer(
        number=f"{MOST_COUNTED}+" if now > MOST_COUNTED else str(now),
        about=ngettext("new customer this week", "new customers this week", now),
        trend=_trend(now, before),
        lines=[_line(one) for one in rows],
        url=_list_since(monday),
    )


def _count(rows: "QuerySet[Customer]") -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()


def _trend(now: int, before: int) -> Trend | None:
    if max(now, before) > MOST_COUNTED:
        return None
    if now == before:
        return Trend(_("as many as last week by now"))
    if now > before:
        return Trend(_("%(count)d more than last week by now") % {"count": now - before}, direction=1)
    return Trend(_("%(count)d fewer than last week by now") % {"count": before - now}, direction=-1)


def _line(customer: Customer) -> Line:
    url = reverse("office_detail", args=["customers", "customer", customer.pk])
    return Line(customer.name, customer.get_source_display(), url, at=customer.created_at)


def _list_since(monday: datetime) -> str:
    since = SCREENS.get("customers.customer").attribute("created_at")
    filters = (Filter.of(since, Operator.FROM, monday.date()),) if since else ()
    query = ListQuery(filters=filters, sort="-created_at" if since else "")
    return f"{reverse('office_list', args=['customers', 'customer'])}?{query.write()}"


NEW: Final = Panel(
    key="customers.new",
    title=gettext_lazy("New customers"),
    needs="customers.view_customer",
    query=new_customers,
    icon="person_add",
    empty=gettext_lazy("Nobody new this week. Add a customer, or import a list of those you have."),
    position=50,
)
