"""Locations count against the plan, whichever page makes them."""

import pytest

from apps.backoffice.errors import Invalid
from apps.backoffice.services import places
from apps.tenancy import context, locations, quotas
from apps.tenancy.errors import LastLocation, QuotaReached
from apps.tenancy.models import Location, Plan
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room_for_two(bound):
    """A plan with two more places."""
    with context.use_platform():
        Plan.objects.filter(tenants=bound.pk).update(limits={"locations": 2})


def add(name: str) -> Location:
    values = {"name": name, "time_zone": "America/Belize", "country": "bz"}
    return places.create(record=Location(), values=values, by=None, at=NOW)


def used() -> int:
    return quotas.state("locations", at=NOW).used


def test_each_place_is_counted_and_given_back(room_for_two):
    jetty = add("Jetty")
    assert (jetty.country, used()) == ("BZ", 1)
    locations.save_location(location=Location(name="Reef", time_zone="UTC"), at=NOW)
    with pytest.raises(QuotaReached):
        add("One too many")
    with pytest.raises(QuotaReached):
        locations.save_location(location=Location(name="One too many", time_zone="UTC"), at=NOW)
    places.delete(record=jetty, by=None, at=NOW)
    assert used() == 1
    locations.delete_location(location=Location.objects.get(name="Reef"), at=NOW)
    assert (used(), Location.objects.count()) == (0, 1)


def test_what_is_not_saved_is_not_counted(room_for_two):
    with pytest.raises(Invalid):
        places.create(record=Location(), values={"name": "", "time_zone": "Mars"}, by=None, at=NOW)
    assert used() == 0


def test_changing_a_place_counts_nothing(room_for_two):
    jetty = add("Jetty")
    places.update(record=jetty, values={"country": "gb"}, by=None, at=NOW)
    assert (Location.objects.get(pk=jetty.pk).country, used()) == ("GB", 1)


def test_the_last_place_stays(bound):
    only = Location.objects.get()
    with pytest.raises(LastLocation, match="only location"):
        places.delete(record=only, by=None, at=NOW)
    assert Location.objects.count() == 1
