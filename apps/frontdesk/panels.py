"""What the front desk tells on the Today page: who comes and leaves, what is to do, to confirm and to be paid."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts import access, patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import formats
from apps.backoffice.lists.query import Filter, ListQuery
from apps.backoffice.panels import Answer, Line, Panel, Text
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Operator
from apps.bookings.models import Booking
from apps.bookings.types import LIVE, BookingStatus
from apps.capacity.models import Departure
from apps.capacity.types import DepartureStatus
from apps.catalog.types import Kind
from apps.sales.models import Order
from apps.sales.types import OrderStatus
from apps.tenancy import facts

FEW: Final = 6
# Nobody counts further than this at a glance.
MOST: Final = 999
DAY: Final = timedelta(days=1)
SOON: Final = timedelta(days=7)
Query = Callable[[Member, datetime], Answer]
_OWN: Final[tuple[patterns.Answer, ...]] = ("all", "own")
_TO_COME: Final = (BookingStatus.CONFIRMED, BookingStatus.MODIFIED, BookingStatus.IN_PROGRESS)


def _today(at: datetime) -> tuple[datetime, datetime]:
    """From midnight to midnight on the clock of the business."""
    here = at.astimezone(ZoneInfo(facts.current().time_zone))
    first = datetime.combine(here.date(), time(), tzinfo=here.tzinfo)
    return first, datetime.combine(here.date() + DAY, time(), tzinfo=here.tzinfo)


def _bookings(member: Member) -> "QuerySet[Booking]":
    rows: QuerySet[Booking] = access.permitted(Booking.objects.all(), member, "view")
    return rows


def _list(screen: str, *conditions: tuple[str, Operator, Any], sort: str = "") -> str:
    """The address of the list that shows the same."""
    declared = SCREENS.get(screen)
    found = []
    for key, operator, value in conditions:
        attribute = declared.attribute(key)
        if attribute is not None:
            found.append(Filter.of(attribute, operator, value))
    url = reverse("office_list", args=[declared.app, declared.name])
    return f"{url}?{ListQuery(filters=tuple(found), sort=sort).write()}"


def _count(rows: "QuerySet[Any]") -> tuple[int, str]:
    """Exact as far as somebody counts at a glance; "" for none, which the panel says in words."""
    number = rows.order_by()[: MOST + 1].count()
    return number, f"{MOST}+" if number > MOST else str(number or "")


def _booking_line(one: Booking) -> Line:
    when = one.starts_at.astimezone(ZoneInfo(one.location.time_zone))
    url = reverse("office_detail", args=["bookings", "booking", one.pk])
    return Line(one.customer.name, f"{when:%H:%M} · {one.product.name} · {one.people}", url)


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
    first, last = _today(at)
    rows = _bookings(member).filter(status__in=LIVE, starts_at__gte=first, starts_at__lt=last)
    url = _list(
        "bookings.booking",
        ("starts_at", Operator.FROM, first.date()),
        ("starts_at", Operator.TO, first.date()),
        sort="starts_at",
    )
    return _answer(
        rows.exclude(product__kind=Kind.APPOINTMENT),
        lambda count: ngettext("booking arrives today", "bookings arrive today", count),
        url,
        "starts_at",
        "pk",
    )


def leaving(member: Member, at: datetime) -> Answer:
    """Stays and rentals that end today."""
    first, last = _today(at)
    rows = _bookings(member).filter(
        status__in=_TO_COME,
        product__kind__in=(Kind.STAY, Kind.RENTAL),
        ends_at__gte=first,
        ends_at__lt=last,
        starts_at__lt=first,
    )
    url = _list(
        "bookings.booking", ("status", Operator.IN, [BookingStatus.IN_PROGRESS.value]), sort="starts_at"
    )
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
        url=url,
    )


def _leaving_line(one: Booking) -> Line:
    ends = (one.ends_at or one.starts_at).astimezone(ZoneInfo(one.location.time_zone))
    url = reverse("office_detail", args=["bookings", "booking", one.pk])
    return Line(one.customer.name, f"{ends:%H:%M} · {one.product.name}", url)


def jobs(member: Member, at: datetime) -> Answer:
    """Appointments of today."""
    first, last = _today(at)
    rows = _bookings(member).filter(
        status__in=LIVE, product__kind=Kind.APPOINTMENT, starts_at__gte=first, starts_at__lt=last
    )
    url = _list(
        "bookings.booking",
        ("starts_at", Operator.FROM, first.date()),
        ("starts_at", Operator.TO, first.date()),
        sort="starts_at",
    )
    return _answer(rows, lambda count: ngettext("job today", "jobs today", count), url, "starts_at", "pk")


def runs(member: Member, at: datetime) -> Answer:
    """Departures of today with how full they are: two queries."""
    first, last = _today(at)
    rows = access.permitted(Departure.objects.all(), member, "view").filter(
        starts_at__gte=first, starts_at__lt=last, status__in=(DepartureStatus.OPEN, DepartureStatus.CLOSED)
    )
    number, said = _count(rows)
    url = _list(
        "capacity.departure",
        ("starts_at", Operator.FROM, first.date()),
        ("starts_at", Operator.TO, first.date()),
    )
    return Answer(
        number=said,
        about=ngettext("departure today", "departures today", number),
        lines=_departure_lines(rows.order_by("starts_at", "pk")) if number else (),
        url=url,
    )


def _departure_lines(rows: "QuerySet[Departure]") -> Sequence[Line]:
    return [
        Line(
            one.product.name,
            f"{one.starts_at.astimezone(ZoneInfo(one.location.time_zone)):%d.%m. %H:%M} · {one.booked}/{one.capacity}",
            reverse("office_detail", args=["capacity", "departure", one.pk]),
        )
        for one in rows.select_related("product", "location")[:FEW]
    ]


def unconfirmed(member: Member, at: datetime) -> Answer:
    """What waits for somebody to agree."""
    rows = _bookings(member).filter(status=BookingStatus.PENDING, starts_at__gte=at - DAY)
    url = _list("bookings.booking", ("status", Operator.IN, [BookingStatus.PENDING.value]), sort="starts_at")
    return _answer(
        rows,
        lambda count: ngettext("booking to confirm", "bookings to confirm", count),
        url,
        "starts_at",
        "pk",
    )


def unpaid(member: Member, at: datetime) -> Answer:
    """Placed orders of which something is to be paid: two queries."""
    rows = Order.objects.filter(status=OrderStatus.PLACED, total__gt=F("paid"))
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
        url=_list("sales.order", ("status", Operator.IN, [OrderStatus.PLACED.value])),
    )


def low(member: Member, at: datetime) -> Answer:
    """Departures of the next days with few places left, fullest first: two queries."""
    rows = Departure.objects.filter(
        status=DepartureStatus.OPEN, starts_at__gte=at, starts_at__lt=at + SOON, capacity__gt=0
    ).filter(Q(booked__gte=F("capacity") * 0.8))
    number, said = _count(rows)
    url = _list("capacity.departure", ("starts_at", Operator.FROM, at.date()), sort="starts_at")
    return Answer(
        number=said,
        about=ngettext("departure is nearly full this week", "departures are nearly full this week", number),
        lines=_departure_lines(rows.order_by("starts_at", "pk")) if number else (),
        url=url,
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
