"""What goes with messages about bookings, drawn when they leave."""

from dataclasses import replace
from typing import Final

from django.utils import translation

from apps.bookings import queries as bookings_of
from apps.documents import papers
from apps.frontdesk.queries import calendar_file
from apps.frontdesk.queries.quotes import quote_sheet
from apps.frontdesk.queries.sheets import confirmation_sheet, order_sheet
from apps.messaging.ports import MAKERS
from apps.messaging.types import Enclosed
from apps.sales.models import Order
from apps.tenancy import facts

CALENDAR: Final = "frontdesk.calendar"
CONFIRMATION: Final = "frontdesk.confirmation"
QUOTE: Final = "frontdesk.quote"
ORDER: Final = "frontdesk.order"


def calendar(*, about: str, name: str, language: str) -> Enclosed:
    """The calendar entries of "booking:12"; of "booking:12:3" the cancelling of those of three that it has no more."""
    _booking, number, *entries = about.split(":")
    booking = bookings_of.get(int(number))
    with translation.override(language or facts.current().locale):
        content = calendar_file(booking, entries=int(entries[0]) if entries else 0)
    kind = "CANCEL" if b"METHOD:CANCEL" in content else "PUBLISH"
    return Enclosed(name, content, f"text/calendar; charset=utf-8; method={kind}")


def confirmation(*, about: str, name: str, language: str) -> Enclosed:
    """The confirmation of "booking:12" on paper."""
    booking = bookings_of.get(int(about.partition(":")[2]))
    with translation.override(language or facts.current().locale):
        content = papers.confirmation(confirmation_sheet(booking))
    return Enclosed(name, content, "application/pdf")


def quote(*, about: str, name: str, language: str) -> Enclosed:
    """The quote "order:12" on paper, as it was offered."""
    order = Order.objects.select_related("customer").get(pk=int(about.partition(":")[2]))
    with translation.override(language or facts.current().locale):
        content = papers.quote(quote_sheet(order, at=order.quoted_at or order.created_at))
    return Enclosed(name, content, "application/pdf")


def order(*, about: str, name: str, language: str) -> Enclosed:
    """The order "order:12" on paper, without what staff wrote for themselves."""
    row = Order.objects.select_related("customer").get(pk=int(about.partition(":")[2]))
    with translation.override(language or facts.current().locale):
        content = papers.order_summary(replace(order_sheet(row), notes=row.requests))
    return Enclosed(name, content, "application/pdf")


MAKERS.add(CALENDAR, calendar)
MAKERS.add(CONFIRMATION, confirmation)
MAKERS.add(QUOTE, quote)
MAKERS.add(ORDER, order)
