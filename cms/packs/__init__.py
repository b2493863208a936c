"""What packs give of the site: pictures, theme, what is sold, pages. They stand here since products show pictures."""

from apps.capacity.packs import Schedules
from apps.catalog.packs import Extras, Prices
from apps.tenancy.packs import SECTIONS
from cms.packs.media import Media
from cms.packs.pages import Pages
from cms.packs.products import Categories, Products
from cms.packs.site import Site, Theme


def register() -> None:
    """In the order in which one needs the other."""
    products = (Categories(), Products(), Extras(), Prices(), Schedules())
    for section in (Media(), Theme(), Site(), *products, Pages()):
        SECTIONS.add(section.kind, section)
