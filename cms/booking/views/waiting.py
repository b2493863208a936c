"""The waitlist: get in line, see one's place, take what is offered, leave."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.backoffice.errors import Invalid
from apps.bookings import queries as bookings
from apps.bookings.errors import NoSuchEntry
from apps.bookings.models import WaitlistEntry
from apps.bookings.types import WaitStatus
from apps.capacity.models import Departure, Pool
from apps.capacity.types import HoldStatus
from apps.catalog import queries as catalog
from apps.catalog.types import Kind
from apps.frontdesk import services as frontdesk
from apps.frontdesk import wording
from apps.frontdesk.names import Waited, names_of
from apps.frontdesk.types import Choice, Contact
from apps.kernel import clock
from apps.kernel.errors import Refusal
from apps.sales.types import OrderStatus
from cms.booking import asked, basket, carts, choices, doors, when
from cms.booking.day_prices import DayPrices
from cms.booking.forms.contact import EMAIL, NAME, PHONE, contact_fields
from cms.booking.panels.parties import party
from cms.booking.sold import Sold, sold
from cms.booking.views.choosing import found, language, prefix

IN_BASKET: Final = (OrderStatus.CART, OrderStatus.ABANDONED)
DONE: Final = (OrderStatus.PLACED, OrderStatus.COMPLETED)


class WaitForm(forms.Form):
    """Who waits."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields.update(contact_fields({}))
        self.fields[EMAIL].help_text = _("We write to you there when a place is free.")

    @property
    def contact(self) -> Contact:
        """As they said it."""
        said = self.cleaned_data
        return Contact(name=said[NAME], email=said[EMAIL], phone=said[PHONE], language=language())


@doors.page(post=True)
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Get in line for a departure or a pool that is sold out."""
    about = sold(slug=slug)
    if about is None:
        raise Http404
    values = request.POST if request.method == "POST" else request.GET
    counted = _counted(values, about)
    if counted is None:
        response = redirect(f"{prefix(request)}{reverse('booking_choose', args=[slug])}")
        response.status_code = HTTPStatus.SEE_OTHER
        return response
    at = clock.now()
    form = WaitForm(request.POST if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        doors.not_too_fast(request, doors.WAITING)
        try:
            wanted = Choice(
                option=counted.option_id,
                quantities=choices.quantities(request.POST),
                departure=counted.pk if isinstance(counted, Departure) else None,
                pool=counted.pk if isinstance(counted, Pool) else None,
            )
            entry = frontdesk.join_waitlist(choice=wanted, contact=form.contact, at=at)
        except Invalid as refusal:
            for key, sentences in refusal.by_key.items():
                for sentence in sentences:
                    form.add_error(key if key in form.fields else None, sentence)
        except Refusal as refusal:
            problems = [str(refusal)]
        else:
            response = redirect(f"{prefix(request)}{reverse('booking_waiting', args=[entry.token])}?joined=1")
            response.status_code = HTTPStatus.SEE_OTHER
            return response
    context = {"form": form, "problems": problems, **_about(request, about, counted, at)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems or form.errors else HTTPStatus.OK
    return render(request, "site/booking/wait.html", context, status=status)


@doors.page(post=True)
def show(request: HttpRequest, token: UUID) -> HttpResponse:
    """Where somebody stands in line; while places are offered, how to take them."""
    doors.not_too_fast(request, doors.LINKS)
    try:
        entry = bookings.entry_by_token(token)
    except NoSuchEntry as error:
        raise Http404 from error
    problems: list[str] = []
    if request.method == "POST":
        try:
            if "take" in request.POST:
                order = frontdesk.take_offer(entry=entry, at=clock.now(), attribution=carts.told(request))
                response = redirect(f"{prefix(request)}{reverse('booking_cart')}?added=1")
                response.status_code = HTTPStatus.SEE_OTHER
                basket.remember(response, request, order)
                return response
            frontdesk.leave_waitlist(entry=entry, at=clock.now())
        except Refusal as refusal:
            problems = [str(refusal)]
        entry = bookings.entry_by_token(token)
    context = {"entry": entry, "problems": problems, **_entry(entry)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "site/booking/waiting.html", context, status=status)


def _counted(values: Any, about: Sold) -> Departure | Pool | None:
    """What is waited for, if it is this product's."""
    if about.kind == Kind.DEPARTURE:
        number = asked.number(values.get("departure"))
        row: Departure | Pool | None = Departure.objects.filter(pk=number or 0, product=about.id).first()
        return row
    number = asked.number(values.get("pool"))
    return Pool.objects.select_related("location").filter(pk=number or 0, option__product=about.id).first()


def _about(request: HttpRequest, about: Sold, counted: Departure | Pool, at: Any) -> dict[str, Any]:
    product = found(about.slug)
    option = next((one for one in product.options if one.id == counted.option_id), None)
    if option is None:
        raise Http404
    prices = DayPrices(catalog.rules([option.id], at=at), product=about.id, at=at, today=about.today(at))
    begins = counted.starts_at if isinstance(counted, Departure) else None
    day = when.local_day(begins, about.zone) if begins else about.today(at)
    people = asked.number(request.GET.get("people")) or 1
    given: dict[int, int] | None = None
    if request.method == "POST":
        try:
            given = choices.quantities(request.POST)
        except Refusal:
            given = None
    return {
        "product": product,
        "when": when.span_text(begins, None, about.zone) if begins else "",
        "zone_text": about.zone_text,
        "party": party(option, prices, day, people=people, left=None, given=given),
        "counted": ("departure" if begins else "pool", counted.pk),
    }


def _held_until(entry: WaitlistEntry) -> datetime | None:
    hold = entry.hold
    held = hold is not None and hold.status == HoldStatus.HELD
    return hold.hold_until if hold is not None and held and hold.hold_until > clock.now() else None


def _entry(entry: WaitlistEntry) -> dict[str, Any]:
    about = sold(number=entry.option.product_id)
    begins = entry.departure.starts_at if entry.departure is not None else None
    offered = entry.status == WaitStatus.OFFERED and bool(
        entry.offered_until and entry.offered_until > clock.now()
    )
    waiting = entry.status == WaitStatus.WAITING
    order = frontdesk.taken_into(entry)
    until = entry.offered_until if offered else _held_until(entry)
    waited = Waited(entry.option.product, entry.option)
    return {
        "name": names_of([waited]).product(waited.product),
        "when": when.span_text(begins, None, about.zone) if begins and about else "",
        "zone_text": about.zone_text if about else "",
        "until": when.span_text(until, None, about.zone) if about and until else "",
        "is_offered": offered,
        # Taken somewhere else, or here before the window was closed.
        "is_taken": order is not None and order.status in IN_BASKET,
        "booked": order.token if order is not None and order.status in DONE else None,
        "people": wording.people(entry.quantities) or str(entry.party),
        "is_waiting": waiting,
        "place": bookings.place_in_line(entry) if waiting else 0,
    }
