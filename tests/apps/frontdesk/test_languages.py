"""Whoever says no language is written to in the business's; names and words are translated where they can be."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from apps.accounts.models import Member
from apps.bookings.models import Booking
from apps.events.services import dispatch
from apps.frontdesk import papers, services
from apps.frontdesk.types import Contact, Placed
from apps.messaging.models import Message
from apps.sales.models import OrderLine
from apps.sales.types import LineKind
from apps.tenancy import facts
from apps.tenancy.models import Tenant
from tests.apps.frontdesk.conftest import STARTS, Trip, reread
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
    monkeypatch.setattr(papers.papers, "confirmation", lambda sheet: drawn.append(sheet) or b"%PDF-")
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
