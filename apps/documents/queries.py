"""The letterhead of the bound business."""

from apps.backoffice.attributes.formats import babel_locale
from apps.backoffice.look import brand
from apps.documents.types import LETTER_COUNTRIES, Letterhead, Paper
from apps.tenancy import addresses, facts
from apps.tenancy.models import Location


def letterhead(location: Location | None = None) -> Letterhead:
    """As the business is at a location, its first one without: name, colour, logo, address. A few queries."""
    place = location or Location.objects.select_related("tax_profile").order_by("pk").first()
    known = brand.current()
    business = facts.current()
    website = addresses.business(business, "/").removeprefix("https://").removeprefix("http://").rstrip("/")
    if place is None:
        return Letterhead(name=known.name, accent=known.accent, logo=known.logo, website=website)
    locale = babel_locale()
    country = str(locale.territories.get(place.country, place.country))
    town = " ".join(one for one in (place.postal_code, place.city) if one)
    return Letterhead(
        name=known.name,
        accent=known.accent,
        logo=known.logo,
        address=tuple(one for one in (place.street, town, place.region, country) if one),
        phone=place.phone,
        email=place.email,
        website=website,
        tax_number=place.tax_profile.tax_number if place.tax_profile else "",
        paper=Paper.LETTER if place.country in LETTER_COUNTRIES else Paper.A4,
    )
