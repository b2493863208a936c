"""Booking for somebody: what, when, how many, who, the price before it is agreed; with a script or without."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts import door, patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import formats, parsing
from apps.backoffice.errors import Invalid
from apps.backoffice.screens.registry import SCREENS
from apps.capacity import queries as capacity
from apps.capacity.errors import NoRoom, NotFree, SoldOut
from apps.capacity.types import Answer
from apps.catalog import cancelling
from apps.catalog.models import Option, Unit
from apps.catalog.types import Kind
from apps.customers.models import Customer
from apps.frontdesk import services
from apps.frontdesk.errors import ReasonMissing
from apps.frontdesk.queries import offering
from apps.frontdesk.queries.offering import Possible
from apps.frontdesk.services import rights
from apps.frontdesk.types import Choice, Contact
from apps.frontdesk.views import basket
from apps.frontdesk.views.booking_form import UNIT, BookingForm, first_day, kind_said
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, NotFound, Refusal
from apps.sales.types import Bill
from apps.tenancy import facts
from apps.tenancy.trying import again

ADD: Final = "bookings.add_booking"
QUOTE: Final = "sales.change_order"
# How long a quote is valid where nobody says otherwise.
QUOTED: Final = timedelta(days=7)
VEHICLES: Final = "customers.view_vehicle"
FOUND: Final = 8
MOVING: Final = "moving"


@dataclass(slots=True)
class _Page:
    """What the form shows beside its fields."""

    option: Option
    form: BookingForm
    possible: Sequence[Possible]
    found: Sequence[Customer] = ()
    customer: Customer | None = None
    bill: Bill | None = None
    refused: str = ""
    why: Sequence[str] = ()
    waitable: bool = False
    others: Sequence[basket.Other] = ()
    about: str = ""
    # A stay with a change of rooms, in words and as the form says that it is agreed to.
    moving_said: str = ""
    moving: str = ""
    days: Mapping[date, list[Possible]] = field(default_factory=dict)


@door.member_page()
def add(request: HttpRequest) -> HttpResponseBase:
    """The page of products, and with `option` the form for it."""
    member = door.acting(request)
    if patterns.may(member.patterns, ADD) != "all":
        raise NotAllowed
    if not request.GET.get("option"):
        return _choose(request)
    number = parsing.record_number(request.GET["option"])
    chosen = offering.option(number) if number is not None else None
    if chosen is None:
        raise NotFound
    return _form(request, member, chosen)


def _choose(request: HttpRequest) -> HttpResponseBase:
    text = request.GET.get("q", "")[:100].strip()
    carried = {key: value for key, value in request.GET.items() if key not in {"q", "option"}}
    groups: dict[str, dict[int, list[Option]]] = {}
    for one in offering.options(text):
        heading = str(one.product.category) if one.product.category else _("Other")
        groups.setdefault(heading, {}).setdefault(one.product_id, []).append(one)
    shown = {
        "groups": {heading: list(products.values()) for heading, products in groups.items()},
        "text": text,
        "carried": carried,
        "query": urlencode(carried),
        "others": basket.read(request.GET.get(basket.NAME, "")),
    }
    return render(request, "office/frontdesk/booking_choose.html", shown)


def _form(request: HttpRequest, member: Member, chosen: Option) -> HttpResponseBase:
    at = clock.now()
    zone = offering.zone_of(chosen)
    units = list(Unit.objects.filter(option=chosen.pk, active=True))
    sent = request.POST if request.method == "POST" else None
    others = basket.read(str((sent if sent is not None else request.GET).get(basket.NAME, "")))
    may = _rights(member)
    form = BookingForm(
        chosen,
        units,
        sent,
        zone=zone,
        initial=_initial(request.GET, day=first_day(request.GET.get("day", ""), zone=zone, at=at), at=at),
        resources=[(str(one.pk), one.name) for one in offering.resources(chosen)],
        rights=may,
        asks=offering.asked({one.choice.option for one in others}),
        policies=cancelling.choices() if may["notice"] else (),
    )
    source: Mapping[str, Any] = sent if sent is not None else form.initial
    page = _page(form, member, source, others, at=at)
    step = str(source.get("step", "")) if sent is not None else ""
    if sent is not None and form.is_valid():
        answer = _act(request, member, page, step, at=at)
        if answer is not None:
            return answer
    if sent is not None and form.is_valid() and form.cleaned_data["moving"] and not page.moving:
        _offer_moving(page, _answer(page, at=at))
    shown = {"page": page, "form": form, "basket": basket.write(page.others), "basket_name": basket.NAME}
    return render(request, "office/frontdesk/booking.html", shown)


def _rights(member: Member) -> dict[str, bool]:
    codes = {"price": rights.PRICE, "notice": rights.TERMS, "capacity": rights.CAPACITY, "quote": QUOTE}
    return {key: patterns.may(member.patterns, code) == "all" for key, code in codes.items()}


def _initial(asked: QueryDict, *, day: date, at: datetime) -> dict[str, Any]:
    """What the address of the form knows already: from a calendar, a departure, a customer's page."""
    today = at.astimezone(ZoneInfo(facts.current().time_zone)).date()
    found: dict[str, Any] = {"day": day, "end_day": day, "once": uuid4(), "valid_until": today + QUOTED}
    names = ("when", "customer", "q", "nights", "resource", "starts", basket.NAME)
    found |= {key: asked[key] for key in names if asked.get(key)}
    found |= {key: value for key, value in asked.items() if key.startswith(UNIT)}
    return found


def _page(
    form: BookingForm, member: Member, source: Mapping[str, Any], others: list[basket.Other], *, at: datetime
) -> _Page:
    option = form.option
    day = first_day(str(source.get("day", "")), zone=form.zone, at=at)
    nights = parsing.record_number(str(source.get("nights") or 1)) or 1
    possible = offering.possible(
        option,
        day=day,
        people=max(form.people, 1),
        at=at,
        nights=nights,
    )
    page = _Page(option, form, possible, others=others, about=kind_said(option.product.kind))
    grouped: dict[date, list[Possible]] = {}
    for one in possible:
        grouped.setdefault(one.day, []).append(one)
    page.days = grouped
    page.customer, page.found = _customers(member, str(source.get("customer", "")), str(source.get("q", "")))
    if page.customer is not None:
        sees = form.asks_vehicle and patterns.may(member.patterns, VEHICLES) == "all"
        form.know(page.customer, list(page.customer.vehicles.all()) if sees else ())
    return page


def _customers(member: Member, number: str, text: str) -> tuple[Customer | None, Sequence[Customer]]:
    """Whom the form is for, and whom the search finds: two queries at most, none for who may not see customers."""
    screen = SCREENS.get("customers.customer")
    if not screen.may(member, "view"):
        return None, ()
    given = parsing.record_number(number) if number else None
    chosen = screen.rows(member).filter(pk=given).first() if given is not None else None
    found: list[Customer] = []
    if text.strip():
        found = list(
            screen.searched(screen.rows(member), text[:100].strip()).order_by(*screen.ordering)[:FOUND]
        )
    if chosen is not None:
        found = [chosen, *(one for one in found if one.pk != chosen.pk)]
    return chosen, found


def _act(
    request: HttpRequest, member: Member, page: _Page, step: str, *, at: datetime
) -> HttpResponseBase | None:
    """Do what the button says; None shows the form with what came of it."""
    writes = {"book": _book, "wait": _wait, "quote": _quote}
    try:
        if step in writes:
            return again(partial(writes[step], request, member, page, at=at))
        page.bill = services.quote_booking(**_asked(page, member, at=at, named=False))
        if step == "more":
            services.check_choice(choice=page.form.choice(), by=member)
            others = [*page.others, basket.Other(page.form.choice(), _said(page))]
            query = {
                basket.NAME: basket.write(others),
                "customer": page.form.cleaned_data.get("customer", ""),
            }
            return redirect(f"{reverse('frontdesk_book')}?{urlencode({k: v for k, v in query.items() if v})}")
    except Refusal as refusal:
        _refuse(page, refusal, at=at, aloud=step in {"book", "more", "wait", "quote"})
        if isinstance(refusal, Invalid) and page.bill is None:
            # What is missing beside a field does not hide the price.
            with suppress(Refusal):
                page.bill = services.quote_booking(**_asked(page, member, at=at, named=False))
    return None


def _asked(page: _Page, member: Member, *, at: datetime, named: bool) -> dict[str, Any]:
    form, given = page.form, page.form.cleaned_data
    contact = form.contact(page.customer)
    if not named and not page.customer:
        # What it costs is asked before somebody has said who they are.
        contact = Contact(name=_("Guest"), own=contact.own)
    return {
        "choices": [form.choice(), *(one.choice for one in page.others)],
        "contact": contact,
        "at": at,
        "by": member,
        "source": given.get("source") or "desk",
        "override": form.override(),
        "payment_plan": given.get("payment_plan") or "at_desk",
        "requests": given.get("requests", ""),
        "code": given.get("code", ""),
    }


def _book(request: HttpRequest, member: Member, page: _Page, *, at: datetime) -> HttpResponseBase | None:
    key = page.form.cleaned_data.get("once")
    placed = services.book(**_asked(page, member, at=at, named=True), key=key)
    references = ", ".join(one.reference for one in placed.bookings) or str(placed.order)
    said = _("Booked: %(references)s.") if placed.new else _("This was booked before: %(references)s.")
    door.say(request, said % {"references": references})
    if placed.bookings:
        return redirect("office_detail", "bookings", "booking", placed.bookings[0].pk)
    return redirect("frontdesk_book")


def _quote(request: HttpRequest, member: Member, page: _Page, *, at: datetime) -> HttpResponseBase | None:
    if patterns.may(member.patterns, QUOTE) != "all":
        raise NotAllowed
    zone = ZoneInfo(facts.current().time_zone)
    valid_until = page.form.valid_until(zone)
    if valid_until is None:
        page.form.add_error("valid_until", _("Say until when it is valid."))
        return None
    hold = bool(page.form.cleaned_data.get("hold_places"))
    asked = _asked(page, member, at=at, named=True)
    order = services.send_quote(
        **asked, valid_until=valid_until, hold=hold, key=page.form.cleaned_data.get("once")
    )
    customer = order.customer
    said = {"reference": order.reference, "email": customer.email if customer is not None else ""}
    if said["email"]:
        door.say(request, _("Quote %(reference)s is on its way to %(email)s.") % said)
    else:
        door.say(
            request,
            _("Quote %(reference)s is made. There is no e-mail address, so print it or send its link.")
            % said,
        )
    return redirect("office_detail", "sales", "order", order.pk)


def _wait(request: HttpRequest, member: Member, page: _Page, *, at: datetime) -> HttpResponseBase | None:
    contact = page.form.contact(page.customer)
    entry = services.join_waitlist(
        choice=page.form.choice(), contact=contact, by=member, at=at, source=_source(page)
    )
    door.say(request, _("%(name)s is on the waitlist.") % {"name": entry.customer.name})
    return redirect("office_detail", "bookings", "waitlistentry", entry.pk)


def _source(page: _Page) -> str:
    return page.form.cleaned_data.get("source") or "desk"


def _refuse(page: _Page, refusal: Refusal, *, at: datetime, aloud: bool) -> None:
    """Show why not: beside the fields when somebody meant it, beside the price while they still write."""
    page.refused = str(refusal)
    page.waitable = isinstance(refusal, SoldOut) and page.option.product.kind in {Kind.DEPARTURE, Kind.PASS}
    if isinstance(refusal, NotFree):
        page.why = _why(page, at=at)
    if not aloud:
        return
    if isinstance(refusal, Invalid):
        for key, sentences in refusal.by_key.items():
            for sentence in sentences:
                page.form.add_error(page.form.place_of(key), sentence)
    else:
        # What is missing for setting something aside stands where it is written.
        beside = "reason" if isinstance(refusal, ReasonMissing) and "reason" in page.form.fields else None
        page.form.add_error(beside, str(refusal))


def _why(page: _Page, *, at: datetime) -> list[str]:
    """Who is off and what is booked when, for staff; of a stay that can be had with a change of rooms, that."""
    answer = _answer(page, at=at)
    _offer_moving(page, answer)
    said = {page.refused, str(NoRoom()) if page.moving else "", page.moving_said}
    return [one.sentence for one in answer.reasons if one.sentence not in said]


def _offer_moving(page: _Page, answer: Answer) -> None:
    """Nobody who wants a certain room is offered others."""
    if answer.legs and not page.form.choice().resources:
        page.moving_said = next(one.sentence for one in answer.reasons if one.code == MOVING)
        page.moving = "-".join(str(leg.nights) for leg in answer.legs)


def _answer(page: _Page, *, at: datetime) -> Answer:
    choice = page.form.choice()
    return capacity.available(
        option=choice.option,
        at=at,
        people=max(page.form.people, 1),
        departure=choice.departure,
        pool=choice.pool,
        starts_at=choice.starts_at,
        ends_at=choice.ends_at,
        arrival=choice.arrival,
        nights=choice.nights,
        staff=True,
    )


def _said(page: _Page) -> str:
    """What is put aside while something else is chosen, in words."""
    choice: Choice = page.form.choice()
    names = {unit.pk: unit.name for unit in page.form.units}
    many = ", ".join(f"{count} × {names[unit]}" for unit, count in choice.quantities.items() if count)
    when = next(
        (
            f"{formats.day(one.day)} {one.label}"
            for one in page.possible
            if one.value == page.form.cleaned_data.get("when")
        ),
        "",
    )
    return " · ".join(part for part in (str(page.option.product), str(page.option), when, many) if part)
