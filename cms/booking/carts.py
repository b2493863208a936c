"""Putting something into a visitor's basket, which is made when it is needed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest

from apps.audit.origin import user_agent
from apps.capacity import services as capacity
from apps.catalog.models import Option
from apps.frontdesk import services as frontdesk
from apps.frontdesk.errors import NoSuchOption
from apps.frontdesk.types import Attribution, Choice
from apps.sales.models import Order
from apps.sales.types import Device
from apps.tenancy import context

_UTM: Final = ("utm_source", "utm_medium", "utm_campaign")
# Browsers by what they alone say of themselves, in the order in which they lie about others.
_BROWSERS: Final[Mapping[str, str]] = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


def put(
    order: Order | None,
    choice: Choice,
    *,
    product: int,
    language: str,
    told: Attribution,
    at: datetime,
    asks_for: datetime | None = None,
) -> Order:
    """Hold what was chosen of the product in the order, a new one where there is none; all of it or nothing.

    `asks_for` is when a departure is to take place that does so on request. Raises NoSuchOption for an option of
    another product, what `frontdesk.add_to_cart` raises, and NotOnRequest.
    """
    if not Option.objects.filter(pk=choice.option, product=product).exists():
        raise NoSuchOption
    with context.atomic():
        if asks_for is not None:
            people = sum(choice.quantities.values())
            made = capacity.request_departure(option=choice.option, starts_at=asks_for, people=people, at=at)
            choice = replace(choice, departure=made.pk)
        cart = order or frontdesk.start_cart(at=at, language=language, attribution=told)
        frontdesk.add_to_cart(cart=cart, choice=choice, at=at)
    return cart


def told(request: HttpRequest) -> Attribution:
    """What a request says of where it came from: device, browser, and the marks of a campaign in the page's address."""
    agent = user_agent(request)
    referrer = request.headers.get("Referer", "")
    try:
        marks = parse_qs(urlsplit(referrer).query, max_num_fields=30)
    except ValueError:
        marks = {}
    return Attribution(
        device=_device(agent),
        browser=next((name for sign, name in _BROWSERS.items() if f"{sign}/" in agent), ""),
        referrer=referrer,
        **{key: marks.get(key, [""])[0] for key in _UTM},
    )


def _device(agent: str) -> str:
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return Device.TABLET
    return Device.PHONE if "Mobi" in agent else Device.COMPUTER
