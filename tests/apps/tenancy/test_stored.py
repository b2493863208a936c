"""A question kept as a function: asked with few words, answered for one business, and never an old one."""

from dataclasses import replace

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


def test_the_question_of_the_release_before_is_answered_while_the_new_one_starts(coral):
    def asked(*parameters, most):
        return Stored(
            name="places_named",
            parameters={"names": "text[]", **dict.fromkeys(parameters, "integer")},
            columns={"name": "varchar"},
            statement=f"SELECT name FROM tenancy_location WHERE name = ANY (%(names)s) LIMIT {most}",
        )

    made(PLACES)
    made(asked("most", most="%(most)s"))
    with context.use_tenant(coral):
        Location.objects.create(name="Pier", time_zone="UTC")
        assert asked("most", most="%(most)s").all(names=["Pier"], most=1) == [{"name": "Pier"}]
        assert PLACES.one(names=["Pier"])["name"] == "Pier"
    made(asked("most", "other", most="%(most)s + %(other)s"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pronargs FROM pg_proc WHERE starts_with(proname, 'places_named') ORDER BY oid")
        assert cursor.fetchall() == [(2,), (3,)]


def test_another_answer_to_the_same_question_takes_its_place(coral):
    made(PLACES)
    made(replace(PLACES, statement=PLACES.statement.replace("ORDER BY name", "ORDER BY name DESC")))
    with context.use_tenant(coral):
        for name in ("Deck", "Pier"):
            Location.objects.create(name=name, time_zone="UTC")
        assert [one["name"] for one in PLACES.all(names=["Pier", "Deck"])] == ["Pier", "Deck"]
