"""The letterhead is the business's at its place."""

from apps.documents import papers, queries
from apps.documents.types import Paper
from apps.tenancy.models import Location, TaxProfile
from tests.apps.documents.samples import CONFIRMATION


def test_it_has_the_address_of_the_place_and_its_paper(in_coral, django_assert_max_num_queries):
    place = Location.objects.get()
    profile = TaxProfile.objects.create(name="US", tax_number="TX 1")
    place.street, place.city, place.country, place.tax_profile = "1 Pier", "Austin", "US", profile
    place.email = "dock@coral.example"
    place.save()
    with django_assert_max_num_queries(4):
        head = queries.letterhead()
    assert (head.name, head.paper, head.tax_number) == ("Coral & Current", Paper.LETTER, "TX 1")
    assert head.address == ("1 Pier", "Austin", "United States")
    assert head.website.startswith("coral.localhost")
    place.country = "GB"
    assert queries.letterhead(place).paper is Paper.A4
    assert CONFIRMATION.letterhead is not head
    assert papers.confirmation(CONFIRMATION)
