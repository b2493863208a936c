"""Papers about bookings as plain values, in the active language and on the venue's clock; `documents` draws them."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils import translation
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.bookings import queries as bookings_of
from apps.bookings.models import Booking, Participant
from apps.bookings.types import BookingStatus
from apps.capacity.models import DepartureSession
from apps.capacity.queries import legs_of
from apps.catalog import cancelling
from apps.catalog.types import Kind
from apps.documents import queries as documents
from apps.documents import types as paper
from apps.frontdesk import wording
from apps.frontdesk.links import manage_link
from apps.frontdesk.names import coming, names_of, units_of
from apps.sales.models import Order
from apps.sales.queries import bill
from apps.sales.types import Bill, BillLine
from apps.tenancy import region
from apps.tenancy.models import Location


def confirmation_sheet(booking: Booking) -> paper.ConfirmationSheet:
    """A customer's confirmation. About ten queries; four more in another language than the business's."""
    account = bill(booking.order)
    product, location = booking.product, booking.location
    names = names_of([booking])
    known = coming(booking, names)
    mine = [line for line in account.lines if line.live and line.item == booking.item_id]
    return paper.ConfirmationSheet(
        letterhead=documents.letterhead(location),
        reference=booking.reference,
        product=names.product(product),
        option=names.option(booking.option),
        when=_when(booking),
        when_zone=_zone(location),
        where=booking.address or names.said(product, "meeting_name") or location.name,
        where_detail="" if booking.address else product.meeting_address,
        customer=booking.customer.name,
        facts=_facts(booking),
        participants=_participants(booking, _units([booking])),
        lines=tuple(lines_of(mine)),
        totals=_totals_of_part(booking, account),
        instructions="\n".join(one for one in (known.finding, known.instructions) if one),
        policy="\n".join(cancelling.describe(booking.policy)) if booking.policy else "",
        manage_url=manage_link(booking),
        qr=manage_link(booking),
        issued=wording.day(booking.created_at, location),
        language=translation.get_language() or "en",
    )


def order_sheet(order: Order) -> paper.OrderSheet:
    """All of an order, for staff. About ten queries; four more in another language than the business's."""
    account = bill(order)
    rows = bookings_of.of_order(order.pk)
    location = rows[0].location if rows else order.location or Location.objects.order_by("pk").first()
    names, units = names_of(rows), _units(rows)
    customer = order.customer
    contact = (customer.email, customer.phone) if customer is not None else ()
    return paper.OrderSheet(
        letterhead=documents.letterhead(location),
        reference=order.reference or "",
        state=str(order.get_status_display()),
        customer=customer.name if customer is not None else "",
        contact=tuple(one for one in contact if one),
        facts=tuple(
            paper.Fact(one.reference, f"{names.product(one.product)} · {_when(one)}") for one in rows
        ),
        lines=tuple(lines_of([line for line in account.lines if line.live])),
        totals=totals_of(account),
        participants=tuple(who for one in rows for who in _participants(one, units)),
        notes="\n".join(said for said in (order.requests, order.notes, *(one.notes for one in rows)) if said),
        issued=wording.day(order.placed_at, location) if order.placed_at and location else "",
        language=translation.get_language() or "en",
    )


def _zone(location: Location) -> str:
    """Whose clock it is: "Udaipur time"."""
    zone = ZoneInfo(location.time_zone)
    place = location.city or get_timezone_location(zone, locale=region.locale(), return_city=True)
    return _("%(place)s time") % {"place": place}


def _totals_of_part(booking: Booking, account: Bill) -> tuple[paper.Total, ...]:
    """What the booking comes to and, where more was ordered with it, what all of that does."""
    others = any(line.live and line.item != booking.item_id for line in account.lines)
    if not others:
        return totals_of(account)
    amount = formats.money(booking.total, booking.currency)
    whole = totals_of(account, _("Whole order %(reference)s") % {"reference": booking.order.reference})
    return (paper.Total(_("This booking"), amount, strong=True), *whole)


def _when(booking: Booking) -> str:
    """From when to when; a day stands once."""
    starts, ends, location = booking.starts_at, booking.ends_at, booking.location
    if ends is None:
        return wording.day(starts, location)
    if wording.day(starts, location) == wording.day(ends, location):
        return f"{wording.moment(starts, location)} – {wording.clock(ends, location)}"
    return f"{wording.moment(starts, location)} – {wording.moment(ends, location)}"


def _span(session: DepartureSession, booking: Booking) -> str:
    location = booking.location
    return f"{wording.moment(session.starts_at, location)} – {wording.clock(session.ends_at, location)}"


def _facts(booking: Booking) -> tuple[paper.Fact, ...]:
    said = [(_("People"), wording.people(booking.item.quantities) or str(booking.people))]
    if booking.plate:
        said.append((_("Plate"), booking.plate))
    if booking.product.kind == Kind.STAY:
        moving = wording.change_of_rooms(legs_of([booking.hold_id]).get(booking.hold_id or 0, ()))
        said += [(_("Rooms"), moving)] if moving else []
    if booking.departure is not None:
        said += [
            (one.name or _("Further session"), _span(one, booking))
            for one in booking.departure.sessions.all()
        ]
    if booking.status in {BookingStatus.PENDING, BookingStatus.CANCELLED, BookingStatus.NO_SHOW}:
        said.append((_("Status"), str(booking.get_status_display())))
    if booking.requests:
        said.append((_("Special requests"), booking.requests))
    return tuple(paper.Fact(label, text) for label, text in said)


def _units(rows: Sequence[Booking]) -> dict[int, str]:
    return units_of({int(unit) for one in rows for unit in one.item.quantities})


def _participants(booking: Booking, units: Mapping[int, str]) -> tuple[paper.Participant, ...]:
    rows: Iterable[Participant] = booking.participants.select_related("unit").order_by("position", "pk")
    return tuple(
        paper.Participant(
            str(one), units.get(one.unit.pk, one.unit.name) if one.unit is not None else "", one.diet
        )
        for one in rows
    )


def lines_of(found: Sequence[BillLine]) -> list[paper.Line]:
    """Lines as they stand on paper."""
    return [
        paper.Line(
            description=one.description,
            quantity=f"{one.quantity} × {one.periods}" if one.periods > 1 else str(one.quantity),
            unit_price=formats.money(one.unit_price, one.currency),
            amount=formats.money(one.total, one.currency),
            detail=" · ".join(one.explanation),
        )
        for one in found
    ]


def totals_of(account: Bill, label: str = "") -> tuple[paper.Total, ...]:
    """What they come to, below them; `label` is what all of it is called where it is no part of it."""

    def said(label: str, amount: int, *, strong: bool = False) -> paper.Total:
        return paper.Total(label, formats.money(amount, account.currency), strong)

    found = [said(tax.name, tax.amount) for tax in account.taxes if not tax.included]
    found.append(said(label or _("Total"), account.total, strong=not label))
    if account.paid:
        found.append(said(_("Paid"), account.paid))
    if account.due:
        found.append(said(_("Still to pay"), account.due))
    return tuple(found)
