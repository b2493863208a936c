"""What is looked for is found: every word, anywhere, in any spelling, in one's own business only."""

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.backoffice.folding import fold
from apps.backoffice.queries import search
from apps.backoffice.search import reading, sources
from apps.tenancy import context, db
from apps.tenancy.models import Location
from tests.apps.backoffice.conftest import KIND

FREELY: dict[str, Any] = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}


def found(text):
    rows = Location.objects.order_by("name").values_list("name", flat=True)
    by_key = list(rows.filter(pk__in=search.ids(KIND, text)))
    assert by_key == list(search.matching(rows, KIND, text))
    return by_key


@pytest.fixture
def house(place):
    return place(
        "Zoë's Pier House", street="12 Main_Street 100%", city="مدينة أحمد", phone="+44 20 7946 0958"
    )


@pytest.mark.parametrize(
    "text",
    [
        "zoe", "ZOË", "oe's", "pier house", "house pier", "PIER zoe main", "main_str", "100%", "مدينه", "احمد",
        "أَحْمَد", "zo", "z", "12",
        "+44 20 7946 0958", "020 7946 0958", "02079460958", "0044 20 7946 0958", "(020) 7946-0958", "7946 0958",
        "79460958", "+44 (0)20 7946 0958", "٠٢٠ ٧٩٤٦ ٠٩٥٨", "pier 020 7946 0958", "442079460958",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("house")
def test_a_place_is_found_by_what_it_says(text):
    assert found(text) == ["Zoë's Pier House"]


@pytest.mark.parametrize(
    "text", ["boat", "zoe boat", "main%street", "10_", "ier_", "%", "_", "\\", "020 7946 0959", "s'", "oe"]
)
@pytest.mark.usefixtures("house")
def test_and_by_nothing_else(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x1f", "\0"])
@pytest.mark.usefixtures("house")
def test_without_a_word_nothing_is_asked_and_no_list_is_narrowed(text, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search.ids(KIND, text) == []
    assert search.matching(Location.objects.all(), KIND, text).count() == Location.objects.count()


def test_numbers_that_are_no_phone_are_found_as_they_are_written(place):
    place("Dock", custom={"built": "2024-12-05", "berth": "12 5"})
    assert found("2024-12-05") == ["Dock"]
    assert found("20241205") == ["Dock"]
    assert found("12 5") == ["Dock"]


def test_two_signs_of_a_script_without_spaces_may_stand_anywhere(place):
    place("王小明")
    assert found("小明") == ["王小明"]
    assert found("明") == ["王小明"]


def test_titles_that_begin_with_the_text_come_first_and_then_the_newest(place):
    names = ["Old pier", "Pier one", "New pier", "Pier two"]
    keys = {place(name).pk: name for name in names}
    assert [keys[key] for key in search.ids(KIND, "pier")] == ["Pier two", "Pier one", "New pier", "Old pier"]
    assert [hit.begins for hit in search.hits([KIND], "pier", most=3)] == [True, True, False]


def test_no_more_are_answered_than_asked_for_of_each_kind(place):
    for number in range(12):
        place(f"Pier {number}")
    assert len(search.ids(KIND, "pier", most=5)) == 5


def test_a_list_keeps_its_order_and_its_other_conditions(place):
    for number in (3, 1, 2):
        place(f"Pier {number}", city="Hopkins" if number > 1 else "")
    rows = search.matching(Location.objects.filter(city="Hopkins").order_by("-name"), KIND, "pier")
    assert [row.name for row in rows] == ["Pier 3", "Pier 2"]


def test_where_many_match_each_row_is_asked_and_the_answer_is_the_same(place, django_assert_num_queries):
    Location.objects.bulk_create(
        [Location(name=f"Pier {n}", time_zone="UTC", city="Hop") for n in range(300)]
    )
    place("Boat")
    assert search.all_ids(KIND, search.terms("pier")) is None
    with django_assert_num_queries(2):
        rows = list(search.matching(Location.objects.order_by("-name"), KIND, "pier")[:5])
    assert [row.name for row in rows] == ["Pier 99", "Pier 98", "Pier 97", "Pier 96", "Pier 95"]
    for text in ("pier", "pi", "p", "pier 29", "hop pier", "nothing", "hop 12345"):
        asked = search.terms(text)
        each = set(Location.objects.filter(search.says(KIND, asked)).values_list("pk", flat=True))
        assert each == set(search.ids(KIND, text)), text


def test_old_matches_are_found_behind_many_newer_ones(place):
    place("Treasure")
    count = reading.NEWEST + 200
    Location.objects.bulk_create([Location(name=f"Pier {n}", time_zone="UTC") for n in range(count)])
    assert found("treasure") == ["Treasure"]
    assert found("tr") == ["Treasure"]


def test_another_business_finds_nothing(house, northgate):
    with context.use_tenant(northgate):
        assert search.hits([KIND], "zoe", most=8) == []
        assert search.all_ids(KIND, ["zoe"]) == []
        assert db.fetch_one("SELECT backoffice_found(%(k)s, %(i)s, '{zoe}') AS it", k=KIND, i=house.pk) == {
            "it": False
        }
    with context.use():
        assert search.hits([KIND], "zoe", most=8) == []


def test_a_settings_change_within_a_search_does_not_outlive_it(house):
    with context.atomic():
        search.ids(KIND, "zoe")
        row = db.fetch_one(
            "SELECT current_setting('enable_indexscan') AS a, current_setting('enable_seqscan') AS b"
        )
    assert row == {"a": "on", "b": "on"}


def said(place):
    """What stands in the columns of the place that are searched."""
    (declared,) = [one for one in sources.everything() if one.table == "tenancy_location"]
    return [getattr(place, column) for column in declared.columns]


def naive(text, values):
    """What anybody would write without an index."""
    lines = [fold(value) for value in values if value]
    for term in search.terms(text):
        spellings = term.split(search.OR)
        if not any(_in(spelling, line) for spelling in spellings for line in lines):
            return False
    return bool(search.terms(text))


def _in(word, line):
    if len(word) < 3 and not any(ord(sign) >= 0x2E80 for sign in word):
        return f" {word}" in f" {line}"
    return word in line


# What Python's and the database's Unicode tables both know; a few letters, so that texts and questions meet.
SIGNS = st.one_of(
    st.sampled_from("abàÁßøİı%_\\'\" -.,0 12+()أاىيةه"),
    st.characters(exclude_categories=("Cs", "Cn", "Co", "Cc")).filter(
        lambda sign: unicodedata.ucd_3_2_0.category(sign) != "Cn"
    ),
)
TEXTS = st.text(SIGNS, max_size=8)
VALUES = st.tuples(TEXTS, TEXTS, st.dictionaries(st.sampled_from("kl"), TEXTS, max_size=2))


@pytest.mark.usefixtures("in_coral")
@settings(max_examples=60, **FREELY)
@given(st.lists(VALUES, min_size=1, max_size=5), st.lists(TEXTS, min_size=1, max_size=5), st.data())
def test_what_a_naive_search_finds_is_found_and_nothing_else(rows, questions, data):
    Location.objects.all().delete()
    made = Location.objects.bulk_create(
        [
            Location(name=f"{n}#{name}", city=city, time_zone="UTC", custom=custom)
            for n, (name, city, custom) in enumerate(rows)
        ]
    )
    some = data.draw(st.sampled_from(rows))
    cut = data.draw(st.integers(0, 4))
    for question in [*questions, some[0][cut:], some[1][: cut + 2], f"{some[1]} {some[0][:3]}"]:
        wanted = {one.pk for one in made if naive(question, [*said(one), *one.custom.values()])}
        assert set(search.ids(KIND, question)) == wanted, question
        listed = search.matching(Location.objects.all(), KIND, question) if search.terms(question) else ()
        assert {one.pk for one in listed} == wanted, question
