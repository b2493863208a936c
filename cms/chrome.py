"""What stands around every page of a site besides its menu: the places. Asked for once per request."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from apps.tenancy.models import Location


@dataclass(frozen=True, slots=True)
class Place:
    """A location as a visitor reads it."""

    name: str
    lines: list[str]
    phone: str
    email: str

    @property
    def phone_link(self) -> str:
        """The number as telephones want it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


class Chrome:
    """What the header and the footer show besides the menu; each part is one query when it is asked for."""

    @cached_property
    def places(self) -> list[Place]:
        """Where the business is."""
        return [_place(location) for location in Location.objects.all()]


def chrome(request: HttpRequest) -> Chrome:
    """The chrome of this request's page."""
    if not hasattr(request, "site_chrome"):
        request.site_chrome = Chrome()  # type: ignore[attr-defined]
    found: Chrome = request.site_chrome  # type: ignore[attr-defined]
    return found


def _place(location: Location) -> Place:
    town = " ".join(part for part in (location.postal_code, location.city) if part)
    return Place(
        name=location.name,
        lines=[line for line in (location.street, town, location.region) if line],
        phone=location.phone,
        email=location.email,
    )
