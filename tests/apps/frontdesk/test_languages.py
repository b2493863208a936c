"""Whoever says no language is written to in the business's; names and words are translated where they can be."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.catalog.models import NameTranslation, ProductTranslation
from apps.events.services import dispatch
from apps.frontdesk import papers, services, wording
from apps.frontdesk.queries import calendar_file, quotes, sheets
from apps.frontdesk.types import Contact, Placed
from apps.messaging.models import Message
from apps.sales.models import OrderLine
from apps.sales.types import LineKind
from apps.tenancy import facts
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)

LUC = Contact(name="Luc Petit", email="luc@guests.example", phone="+33612345678")


@pytest.fixture
def french(in_coral: Tenant) -> Iterator[None]:
    """A business whose language is French, with staff who read English."""
    Tenant.objects.filter(pk=in_coral.pk).update(locale="fr-fr")
    facts.forget()
    with translation.override("en"):
        yield
    facts.forget()


@pytest.fixture
def phoned(trip: Trip, boss: Member) -> Callable[..., Placed]:
    """Books the trip at the desk for Luc, of whom no language is known."""

    def book(adults: int = 3) -> Placed:
        return services.book(choices=[trip.choice(adults)], contact=LUC, at=NOW, by=boss, source="phone")

    return book


@pytest.mark.usefixtures("french")
def test_a_phone_booking_of_a_french_business_is_confirmed_in_french(
    phoned: Callable[..., Placed], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []

    def draw(sheet: Any) -> bytes:
        drawn.append(sheet)
        return b"%PDF-"

    monkeypatch.setattr("apps.documents.papers.confirmation", draw)
    [booking] = phoned().bookings
    dispatch(at=NOW)
    message = Message.objects.get(occasion="booking_confirmed")
    assert (message.language, message.subject) == ("fr-fr", "Confirmée : Reef trip, mar. 1 décembre 2026")
    papers.confirmation(about=f"booking:{booking.pk}", name="x.pdf", language=message.language)
    assert (drawn[0].language, drawn[0].totals[0].label, drawn[0].facts[0].label) == (
        "fr-fr",
        "Total",
        "Personnes",
    )
    assert drawn[0].when.startswith("mar. 1 décembre 2026")


@pytest.mark.usefixtures("french")
def test_what_is_kept_of_it_stands_on_the_bill_in_french(phoned: Callable[..., Placed], boss: Member) -> None:
    [booking] = phoned().bookings
    services.cancel_booking(booking=reread(booking), by=boss, at=STARTS - timedelta(hours=60))
    [fee] = OrderLine.objects.filter(kind=LineKind.FEE)
    assert fee.description == f"Annulation de {booking.reference}"


@pytest.mark.usefixtures("french")
def test_a_request_nobody_answered_is_declined_in_french(trip: Trip, phoned: Callable[..., Placed]) -> None:
    type(trip.product).objects.update(approval=True)
    services.book(choices=[trip.choice(1)], contact=LUC, at=NOW)
    services.complete_past(at=STARTS + timedelta(hours=1))
    assert "Nous n" in Booking.objects.get().reason


@pytest.fixture
def translated(trip: Trip) -> Trip:
    """The trip with its words in Spanish."""
    type(trip.product).objects.update(
        meeting_name="Main dock", meeting_address="4 Bay Road", meeting_instructions="Behind the kiosk."
    )
    ProductTranslation.objects.create(
        product=trip.product,
        language="es",
        name="Excursión al arrecife",
        meeting_name="Muelle principal",
        meeting_instructions="Detrás del quiosco.",
        special_instructions="Traiga una toalla.",
    )
    NameTranslation.objects.create(option=trip.option, language="es", name="Por la mañana")
    NameTranslation.objects.create(unit=trip.adult, language="es", name="Adulto")
    return trip


@pytest.mark.usefixtures("translated")
def test_a_mail_calls_things_as_the_reader_does(booking: Booking) -> None:
    dispatch(at=NOW)
    message = Message.objects.get()
    assert message.subject.startswith("Confirmada: Excursión al arrecife")
    for said in ("Excursión al arrecife · Por la mañana", "Muelle principal, 4 Bay Road", "2 × Adulto"):
        assert said in message.text


@pytest.mark.usefixtures("translated")
def test_papers_and_calendars_call_things_as_the_reader_does(booking: Booking) -> None:
    services.set_participants(booking=booking, participants=[{"given_name": "Ana"}], by=None, at=NOW)
    with translation.override("es"):
        sheet = sheets.confirmation_sheet(reread(booking))
        entry = calendar_file(reread(booking)).decode().replace("\r\n ", "")
    assert (sheet.product, sheet.option, sheet.where) == (
        "Excursión al arrecife",
        "Por la mañana",
        "Muelle principal",
    )
    assert sheet.instructions == "Detrás del quiosco.\nTraiga una toalla."
    assert sheet.facts[0].text == "2 × Adulto"
    for said in ("SUMMARY:Excursión al arrecife", "Por la mañana", "Muelle principal", "Detrás del quiosco."):
        assert said in entry
    with translation.override("en"):
        assert sheets.confirmation_sheet(reread(booking)).product == "Reef trip"


def test_a_quote_calls_things_as_the_reader_does(translated: Trip, boss: Member) -> None:
    order = services.send_quote(
        choices=[translated.choice(2)], contact=ANA, valid_until=NOW + timedelta(days=3), by=boss, at=NOW
    )
    with translation.override("es"):
        values, sheet = quotes.values_of(order), quotes.quote_sheet(order, at=NOW)
    assert (values["product"], values["option"], values["people"]) == (
        "Excursión al arrecife",
        "Por la mañana",
        "2 × Adulto",
    )
    assert sheet.facts[0].label == "Excursión al arrecife, Por la mañana"


def test_words_of_others_cost_no_more_queries(
    translated: Trip, booked: Callable[..., Placed], django_assert_num_queries: Any
) -> None:
    related = ("product", "option", "location", "order", "item", "customer", "departure")
    rows = Booking.objects.select_related(*related)
    booked(1), booked(1)
    first, second = rows.order_by("pk")
    # Units, and the words of products, options and units.
    for others in ([], [second]):
        with translation.override("es"), django_assert_num_queries(4):
            wording.values_of(first, others)
    with translation.override("en"), django_assert_num_queries(1):
        wording.values_of(first, [second])


def test_a_confirmation_says_how_to_find_us_and_what_to_know(
    translated: Trip, booked: Callable[..., Placed]
) -> None:
    type(translated.departure).objects.update(special_instructions="Hoy salimos del muelle norte.")
    booked()
    dispatch(at=NOW)
    text = Message.objects.get().text
    assert "\n\nDetrás del quiosco.\n\nHoy salimos del muelle norte.\nTraiga una toalla.\n\n" in text
