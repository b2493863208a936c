"""A question kept as a function: asked with few words, answered for one business, and never an old one."""

import pytest
from django.db import connections

from apps.tenancy import context
from apps.tenancy.models import Location
from apps.tenancy.stored import Stored

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "signin", "platform", "owner"])

PLACES = Stored(
    name="places_named",
    parameters={"names": "text[]"},
    columns={"id": "bigint", "name": "varchar"},
    statement="SELECT id, name FROM tenancy_location WHERE name = ANY (%(names)s) ORDER BY name",
)


def made(question):
    with connections["owner"].cursor() as cursor:
        question.create(cursor)


def test_it_answers_for_the_bound_business_alone(coral, northgate, django_assert_num_queries):
    made(PLACES)
    for tenant, name in ((coral, "Pier"), (northgate, "Pier"), (northgate, "Deck 2")):
        with context.use_tenant(tenant):
            Location.objects.create(name=name, time_zone="UTC")
    with context.use_tenant(coral), django_assert_num_queries(1):
        (pier,) = PLACES.all(names=["Pier", "Deck 2"])
    assert pier == {"id": pier["id"], "name": "Pier"}
    with context.use_tenant(northgate):
        assert [one["name"] for one in PLACES.all(names=["Pier", "Deck 2"])] == ["Deck 2", "Pier"]
        assert PLACES.one(names=["nowhere"]) is None
    assert PLACES.all(names=["Pier"]) == []


def test_with_other_types_it_takes_the_place_of_the_one_before(coral):
    made(PLACES)
    other = Stored(
        name="places_named",
        parameters={"names": "text[]", "most": "integer"},
        columns={"name": "varchar"},
        statement="SELECT name FROM tenancy_location WHERE name = ANY (%(names)s) LIMIT %(most)s",
    )
    made(other)
    with context.use_tenant(coral):
        Location.objects.create(name="Pier", time_zone="UTC")
        assert other.all(names=["Pier"], most=1) == [{"name": "Pier"}]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_proc WHERE proname = 'places_named'")
        assert cursor.fetchone() == (1,)
