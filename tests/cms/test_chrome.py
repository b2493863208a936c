"""What stands around every page: the places, as people of the country write them."""

import pytest

from apps.tenancy.models import Location
from cms.chrome import Chrome

pytestmark = pytest.mark.django_db
LEEDS = {"city": "Leeds", "postal_code": "LS2 7PN", "region": "", "country": "GB"}


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"city": "Austin", "region": "TX", "postal_code": "78704", "country": "US"}, ["Austin, TX 78704"]),
        (LEEDS, ["Leeds LS2 7PN"]),
        ({"city": "Nantes", "postal_code": "44000", "region": "", "country": "FR"}, ["44000 Nantes"]),
        (
            {"city": "San Pedro", "postal_code": "", "region": "Ambergris Caye", "country": "BZ"},
            ["San Pedro", "Ambergris Caye"],
        ),
        ({"city": "Austin", "region": "", "postal_code": "", "country": "US"}, ["Austin"]),
        ({"city": "", "region": "", "postal_code": "78704", "country": "US"}, ["78704"]),
    ],
)
def test_an_address_reads_as_in_its_country(in_coral, values, lines):
    Location.objects.all().delete()
    Location.objects.create(name="Desk", street="1 Main Street", **values)
    (place,) = Chrome().places
    assert place.lines == ["1 Main Street", *lines]
