"""Quotes as pages, papers and messages tell of them: in the active language, on the venue's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from apps.backoffice.attributes import formats
from apps.capacity.queries import legs_of
from apps.capacity.types import HoldStatus, Leg
from apps.catalog import cancelling
from apps.catalog.queries import words
from apps.catalog.types import Kind
from apps.documents import queries as documents
from apps.documents import types as paper
from apps.frontdesk import wording
from apps.frontdesk.links import quote_link
from apps.frontdesk.names import Names, names_of
from apps.frontdesk.queries.sheets import lines_of, totals_of
from apps.sales.models import Order, OrderItem
from apps.sales.queries import bill, quote_state
from apps.sales.types import QuoteState
from apps.tenancy import facts, region
from apps.tenancy.models import Location


@dataclass(frozen=True, slots=True)
class Offered:
    """What a quote says beside its lines. `included` and `policies` are names with lines about them."""

    state: QuoteState
    said: str
    until: str
    held: bool
    held_said: str
    included: Sequence[tuple[str, Sequence[str]]]
    policies: Sequence[tuple[str, Sequence[str]]]


def offered(order: Order, *, at: datetime) -> Offered:
    """Where an order that was quoted stands, and what it comes with. One query; three more in another language."""
    state = quote_state(order, at=at) or QuoteState.WITHDRAWN
    items = items_of(order)
    names = names_of(items)
    held = is_held(items, at=at)
    return Offered(
        state=state,
        said=state_said(state, order),
        until=until(order),
        held=held,
        held_said=held_said(held=held) if any(item.starts_at for item in items) else "",
        included=_included(items),
        policies=_policies(items, names),
    )


def items_of(order: Order) -> list[OrderItem]:
    """What is offered, with all that is said of it: one query."""
    rows = OrderItem.objects.filter(order=order, removed=False).order_by("position", "pk")
    related = ("product__location", "option", "location", "hold", "departure__location")
    return list(rows.select_related(*related))


def is_held(items: Sequence[OrderItem], *, at: datetime) -> bool:
    """Whether all that takes place is held for them now."""
    dated = [item.hold for item in items if item.starts_at is not None]
    return bool(dated) and all(
        one is not None
        and one.status == HoldStatus.HELD
        and one.hold_until is not None
        and one.hold_until > at
        for one in dated
    )


def held_said(*, held: bool) -> str:
    """Whether somebody else may take it meanwhile."""
    if held:
        return _("Your places are held for you as long as this quote is valid.")
    return _(
        "The price is promised. Places are not held: they are yours when you accept, if they are still free."
    )


def state_said(state: QuoteState, order: Order) -> str:
    """Where it stands, in a sentence; "" while it can be accepted."""
    if state == QuoteState.EXPIRED:
        return _("This quote was valid until %(day)s. Please ask us for a new one.") % {"day": until(order)}
    if state == QuoteState.ACCEPTED:
        return _("This quote was accepted. What it offered is booked.")
    if state == QuoteState.DECLINED:
        return _("This quote was declined.")
    if state == QuoteState.WITHDRAWN:
        return _("We have withdrawn this quote. Please ask us for a new one.")
    return ""


def until(order: Order) -> str:
    """The day until which it is valid, on the business's clock: "Fri 4 December 2026"."""
    if order.valid_until is None:
        return ""
    day = order.valid_until.astimezone(ZoneInfo(facts.current().time_zone)).date()
    return region.spoken_day(day)


def values_of(order: Order) -> dict[str, str]:
    """What the placeholders of messages say of a quote. A few queries."""
    items = items_of(order)
    dated = [item for item in items if item.starts_at is not None]
    first = min(dated, key=lambda one: one.starts_at or one.pk, default=None)
    place = _place(first) if first is not None else None
    customer = order.customer
    names = names_of(items)
    return {
        "name": (customer.given_name or customer.name) if customer is not None else "",
        "product": ", ".join(dict.fromkeys(names.product(item.product) for item in items)),
        "option": ", ".join(dict.fromkeys(names.option(item.option) for item in items)),
        "date": wording.day(first.starts_at, place) if first and first.starts_at and place else "",
        "time": wording.clock(first.starts_at, place) if first and first.starts_at and place else "",
        "place": place.name if place is not None else "",
        "people": "; ".join(wording.people(item.quantities) for item in items),
        "total": formats.money(order.total, order.currency),
        "due": formats.money(max(order.total - order.paid, 0), order.currency),
        "reference": order.reference or "",
        "until": until(order),
        "link": quote_link(order),
    }


def quote_sheet(order: Order, *, at: datetime) -> paper.QuoteSheet:
    """The quote on paper, for the customer. About twelve queries."""
    account = bill(order)
    items = items_of(order)
    names = names_of(items)
    shown = offered(order, at=at)
    place = next((found for item in items if (found := _place(item))), None)
    customer = order.customer
    contact = (customer.email, customer.phone) if customer is not None else ()
    is_open = shown.state == QuoteState.OPEN
    moving = legs_of([item.hold_id for item in items if item.product.kind == Kind.STAY])
    return paper.QuoteSheet(
        letterhead=documents.letterhead(place),
        reference=order.reference or "",
        customer=customer.name if customer is not None else "",
        contact=tuple(one for one in contact if one),
        valid_until=shown.until,
        held=shown.held_said if is_open else "",
        answer=shown.said,
        facts=tuple(
            paper.Fact(
                f"{names.product(item.product)}, {names.option(item.option)}",
                _said(item, moving.get(item.hold_id or 0, ())),
            )
            for item in items
        ),
        lines=tuple(lines_of([line for line in account.lines if line.live])),
        totals=totals_of(account),
        included=tuple(paper.Fact(name, "\n".join(lines)) for name, lines in shown.included),
        requests=order.requests,
        policy="\n".join(line for _names, lines in shown.policies for line in lines),
        link=quote_link(order) if is_open else "",
        issued=wording.day(order.quoted_at, place) if order.quoted_at and place else "",
        language=translation.get_language() or "en",
    )


def _place(item: OrderItem) -> Location | None:
    departure = item.departure
    own: Location | None = (
        departure.location if item.location is None and departure is not None else item.location
    )
    standing: Location | None = own or item.product.location
    return standing


def _said(item: OrderItem, legs: Sequence[Leg]) -> str:
    """When, with which change of rooms, and for how many."""
    place = _place(item) or Location.objects.order_by("pk").first()
    when = ""
    if item.starts_at is not None and place is not None:
        when = wording.day(item.starts_at, place)
        if item.product.kind == Kind.STAY and item.ends_at is not None:
            when = f"{when} – {wording.day(item.ends_at, place)}"
        elif item.product.kind != Kind.PASS:
            when = wording.moment(item.starts_at, place)
    said = (when, wording.change_of_rooms(legs), wording.people(item.quantities))
    return " · ".join(one for one in said if one)


def _included(items: Sequence[OrderItem]) -> list[tuple[str, list[str]]]:
    products = {item.product_id: item.product for item in items}
    said = words.of_products(products, words.language_of(None), ("name", "included"))
    found = []
    for number, product in products.items():
        told = said.get(number, {})
        lines = [one for one in str(told.get("included") or product.included).splitlines() if one.strip()]
        if lines:
            found.append((str(told.get("name") or product.name), lines))
    return found


def _policies(items: Sequence[OrderItem], names: Names) -> list[tuple[str, list[str]]]:
    """What was promised for what takes place, each policy once; with names where there are several."""
    found: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        if item.policy:
            about = found.setdefault(tuple(cancelling.describe(item.policy)), [])
            if names.product(item.product) not in about:
                about.append(names.product(item.product))
    several = len(found) > 1
    return [(", ".join(about) if several else "", list(lines)) for lines, about in found.items()]
