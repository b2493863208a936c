"""Sending from these tests."""

from typing import Any

from apps.messaging import services
from apps.messaging.models import Message
from apps.messaging.ports import MAKERS
from apps.messaging.types import Enclosed
from tests.conftest import NOW

VALUES = {
    "name": "María <Núñez>",
    "product": "Reef trip",
    "option": "",
    "date": "Sat 14 March 2026",
    "time": "08:30",
    "place": "Main dock",
    "people": "2 adults",
    "total": "$178.00",
    "due": "$0.00",
    "reference": "BK-2026-7F3K9Q",
    "link": "https://coral.localhost/b/x?a=1&b=2",
}


def send(**given: Any) -> Message | None:
    """A confirmation to somebody, unless told otherwise."""
    told = {
        "occasion": "booking_confirmed",
        "to": "maria@example.com",
        "language": "en",
        "values": VALUES,
        "at": NOW,
    }
    return services.send(**{**told, **given})


def paper(*, about: str, name: str, language: str) -> Enclosed:
    """An attachment that is drawn, but not for booking 0."""
    if about == "booking:0":
        raise ValueError("maria@example.com")
    return Enclosed(name, f"%PDF {about} {language}".encode(), "application/pdf")


MAKERS.add("tests.paper", paper)
