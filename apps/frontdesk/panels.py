"""What the front desk tells on the Today page: who comes and leaves, what is to do, to confirm and to be paid."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts import access, patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.backoffice.attributes.subsets import Subset, Subsets
from apps.backoffice.lists.query import Filter, ListQuery
from apps.backoffice.panels import Answer, Line, Panel, Text
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Operator
from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.frontdesk.queries import again, todays
from apps.sales.models import Order
from apps.tenancy import region

FEW: Final = 6
# Nobody counts further than this at a glance.
MOST: Final = 999
Query = Callable[[Member, datetime], Answer]
_OWN: Final[tuple[patterns.Answer, ...]] = ("all", "own")


def _rows(model: type[Model], subset: Subset, member: Member, at: datetime) -> "QuerySet[Any]":
    """Those of the subset that the member may see, as the list behind the figure has them."""
    return subset.narrow(access.permitted(model._default_manager.all(), member, "view"), at)


def _list(screen: str, subset: Subset, sort: str = "") -> str:
    """The address of the list that shows the same."""
    declared = SCREENS.get(screen)
    only = Filter.of(Subsets(declared.subsets), Operator.IS, subset.key)
    url = reverse("office_list", args=[declared.app, declared.name])
    return f"{url}?{ListQuery(filters=(only,), sort=sort).write()}"


def _count(rows: "QuerySet[Any]") -> tuple[int, str]:
    """Exact as far as somebody counts at a glance; "" for none, which the panel says in words."""
    number = rows.order_by()[: MOST + 1].count()
    return number, f"{MOST}+" if number > MOST else str(number or "")


def _booking_line(one: Booking) -> Line:
    when = _begins(one).astimezone(ZoneInfo(one.location.time_zone))
    url = reverse("office_detail", args=["bookings", "booking", one.pk])
    many = ngettext("%(count)d person", "%(count)d people", one.people) % {"count": one.people}
    return Line(one.customer.name, f"{region.clock(when)} · {one.product.name} · {many}", url)


def _begins(one: Any) -> datetime:
    """When it begins today, where that is asked: a course begins again on each of its days."""
    begins: datetime = getattr(one, "begins", one.starts_at)
    return begins


def _answer(rows: "QuerySet[Booking]", about: Callable[[int], str], url: str, *order: str) -> Answer:
    """The number and the first of them: two queries."""
    number, said = _count(rows)
    first = rows.select_related("customer", "product", "location").order_by(*order)[:FEW] if number else ()
    return Answer(
        number=said,
        about=about(number) if number else "",
        lines=[_booking_line(one) for one in first],
        url=url,
    )


def arrivals(member: Member, at: datetime) -> Answer:
    """Who comes today, and is not an appointment."""
    return _answer(
        again.with_begin(
            _rows(Booking, todays.ARRIVING, member, at), *todays.today(at), departure="departure"
        ),
        lambda count: ngettext("booking arrives today", "bookings arrive today", count),
        _list("bookings.booking", todays.ARRIVING, "starts_at"),
        "begins",
        "pk",
    )


def leaving(member: Member, at: datetime) -> Answer:
    """Stays and rentals that end today."""
    rows = _rows(Booking, todays.LEAVING, member, at)
    number, said = _count(rows)
    shown = (
        rows.select_related("customer", "product", "location").order_by("ends_at", "pk")[:FEW]
        if number
        else ()
    )
    return Answer(
        number=said,
        about=ngettext("leaves today", "leave today", number),
        lines=[_leaving_line(one) for one in shown],
        url=_list("bookings.booking", todays.LEAVING, "ends_at"),
    )


def _leaving_line(one: Booking) -> Line:
    ends = (one.ends_at or one.starts_at).astimezone(ZoneInfo(one.location.time_zone))
    url = reverse("office_detail", args=["bookings", "booking", one.pk])
    return Line(one.customer.name, f"{region.clock(ends)} · {one.product.name}", url)


def jobs(member: Member, at: datetime) -> Answer:
    """Appointments of today."""
    return _answer(
        _rows(Booking, todays.JOBS, member, at),
        lambda count: ngettext("job today", "jobs today", count),
        _list("bookings.booking", todays.JOBS, "starts_at"),
        "starts_at",
        "pk",
    )


def runs(member: Member, at: datetime) -> Answer:
    """Departures of today with how full they are: two queries."""
    rows = again.with_begin(_rows(Departure, todays.DEPARTING, member, at), *todays.today(at), departure="pk")
    number, said = _count(rows)
    return Answer(
        number=said,
        about=ngettext("departure today", "departures today", number),
        lines=_departure_lines(rows.order_by("begins", "pk"), _clock) if number else (),
        url=_list("capacity.departure", todays.DEPARTING, "starts_at"),
    )


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return region.clock(moment.astimezone(zone))


def _departure_lines(
    rows: "QuerySet[Departure]", said: Callable[[datetime, ZoneInfo], str]
) -> Sequence[Line]:
    return [
        Line(
            one.product.name,
            "{} · {}".format(
                said(_begins(one), ZoneInfo(one.location.time_zone)),
                _t("%(booked)d of %(capacity)d places booked")
                % {"booked": one.booked, "capacity": one.capacity},
            ),
            reverse("office_detail", args=["capacity", "departure", one.pk]),
        )
        for one in rows.select_related("product", "location")[:FEW]
    ]


def unconfirmed(member: Member, at: datetime) -> Answer:
    """What waits for somebody to agree."""
    return _answer(
        _rows(Booking, todays.UNCONFIRMED, member, at),
        lambda count: ngettext("booking to confirm", "bookings to confirm", count),
        _list("bookings.booking", todays.UNCONFIRMED, "starts_at"),
        "starts_at",
        "pk",
    )


def unpaid(member: Member, at: datetime) -> Answer:
    """Placed orders of which something is to be paid: two queries."""
    rows = _rows(Order, todays.UNPAID, member, at)
    number, said = _count(rows)
    shown = rows.select_related("customer").order_by("pk")[:FEW] if number else ()
    return Answer(
        number=said,
        about=ngettext("order is not paid", "orders are not paid", number),
        lines=[
            Line(
                one.customer.name if one.customer else str(one),
                formats.money(one.total - one.paid, one.currency),
                reverse("office_detail", args=["sales", "order", one.pk]),
            )
            for one in shown
        ],
        url=_list("sales.order", todays.UNPAID),
    )


def low(member: Member, at: datetime) -> Answer:
    """Departures of the next days with few places left, soonest first: two queries."""
    rows = _rows(Departure, todays.NEARLY_FULL, member, at)
    number, said = _count(rows)
    return Answer(
        number=said,
        about=ngettext("departure is nearly full this week", "departures are nearly full this week", number),
        lines=_departure_lines(rows.order_by("starts_at", "pk"), formats.moment) if number else (),
        url=_list("capacity.departure", todays.NEARLY_FULL, "starts_at"),
    )


def _panel(key: str, title: Text, needs: str, query: Query, icon: str, empty: Text, **more: Any) -> Panel:
    return Panel(f"desk.{key}", title, needs, query, icon=icon, empty=empty, position=10, **more)


PANELS: Final = (
    _panel(
        *("arrivals", gettext_lazy("Arrivals"), "bookings.view_booking", arrivals, "login"),
        gettext_lazy("Nobody comes today."),
        enough=_OWN,
    ),
    _panel(
        *("departures", gettext_lazy("Departures today"), "capacity.view_departure", runs, "sailing"),
        gettext_lazy("Nothing departs today."),
        enough=_OWN,
    ),
    _panel(
        *("jobs", gettext_lazy("Jobs today"), "bookings.view_booking", jobs, "handyman"),
        gettext_lazy("No appointments today."),
        enough=_OWN,
    ),
    _panel(
        *("leaving", gettext_lazy("Leaving"), "bookings.view_booking", leaving, "logout"),
        gettext_lazy("Nobody leaves today."),
        enough=_OWN,
    ),
    _panel(
        *(
            "unconfirmed",
            gettext_lazy("To confirm"),
            "bookings.confirm_booking",
            unconfirmed,
            "pending_actions",
        ),
        gettext_lazy("Nothing waits for you."),
    ),
    _panel(
        *("unpaid", gettext_lazy("Unpaid"), "sales.view_order", unpaid, "payments"),
        gettext_lazy("Everything is paid."),
    ),
    _panel(
        *("low", gettext_lazy("Nearly full"), "capacity.view_departure", low, "event_seat"),
        gettext_lazy("There is room on every departure of this week."),
    ),
)
