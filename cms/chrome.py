"""What stands around every page of a site besides its menu: the places. Asked for once per request."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.http import HttpRequest
from django.utils.translation import get_language

from apps.tenancy import opening, parts
from apps.tenancy.models import Location, OpeningHours
from apps.tenancy.opening import Days


@dataclass(frozen=True, slots=True)
class Place:
    """A location as a visitor reads it."""

    name: str
    lines: list[str]
    phone: str
    email: str
    week: tuple[Days, ...]

    @property
    def phone_link(self) -> str:
        """The number as telephones want it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    @property
    def says_something(self) -> bool:
        """Whether there is more than a name."""
        return bool(self.lines or self.phone or self.email or self.week)


# "Austin, TX 78704"; "Leeds LS2 7PN"; elsewhere the code stands before the town.
_REGION_AND_CODE: Final = frozenset({"US", "CA", "AU"})
_CODE_LAST: Final = frozenset({"GB", "IE", "IN", "NZ", "ZA", "SG", "TH", "BZ"})


class Chrome:
    """What the header and the footer show besides the menu."""

    @cached_property
    def places(self) -> list[Place]:
        """Where the business is and when it is open, for a footer. Two queries, or a part of pages."""
        return parts.part(f"cms.places {get_language()}", self._read)

    @staticmethod
    def _read() -> list[Place]:
        hours: dict[int, list[OpeningHours]] = {}
        for each in OpeningHours.objects.order_by("location", "weekday", "opens"):
            hours.setdefault(each.location_id, []).append(each)
        found = [_place(location, hours.get(location.pk, [])) for location in Location.objects.all()]
        return [place for place in found if place.says_something]


def chrome(request: HttpRequest) -> Chrome:
    """The chrome of this request's page."""
    if not hasattr(request, "site_chrome"):
        request.site_chrome = Chrome()  # type: ignore[attr-defined]
    found: Chrome = request.site_chrome  # type: ignore[attr-defined]
    return found


def _place(location: Location, hours: list[OpeningHours]) -> Place:
    return Place(
        name=location.name,
        lines=[line for line in (location.street, *_town(location)) if line],
        phone=location.phone,
        email=location.email,
        week=opening.week(hours),
    )


def _town(location: Location) -> Sequence[str]:
    """Town, region and postal code in the order people of the country write them."""
    city, region, code = location.city, location.region, location.postal_code
    if location.country in _REGION_AND_CODE:
        rest = " ".join(part for part in (region, code) if part)
        return [", ".join(part for part in (city, rest) if part)]
    order = (city, code) if location.country in _CODE_LAST else (code, city)
    return [" ".join(part for part in order if part), region]
