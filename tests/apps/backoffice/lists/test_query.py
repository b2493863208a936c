"""What a list is asked for: addresses and views round-trip, and nothing a person writes into one is an error."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, parsing
from apps.backoffice.lists import Filter, ListQuery
from apps.backoffice.lists.values import join, split
from apps.backoffice.screens import registry
from apps.backoffice.types import Kind, Operator
from apps.tenancy.models import Location

READERS = {
    Kind.NUMBER: parsing.number,
    Kind.MONEY: lambda text: int(parsing.number(text).scaleb(2)),
    Kind.DATE: parsing.day,
    Kind.MOMENT: parsing.moment,
    Kind.TIME: parsing.clock_time,
    Kind.YES_NO: parsing.yes_no,
    Kind.REFERENCE: parsing.whole_number,
}


class Sample(Attribute):
    """A value of any kind, that is nowhere."""

    filterable = sortable = True

    def __init__(self, kind: Kind) -> None:
        self.key, self.kind, self.label = f"custom.{kind}", kind, f"The {kind}"
        self.currency = "USD" if kind is Kind.MONEY else ""
        self.target = "tenancy.location" if kind is Kind.REFERENCE else ""
        if kind in (Kind.CHOICE, Kind.CHOICES):
            self.choices = [("reef", "Reef"), ("a,b", "Both"), ("back\\slash", "Slash")]

    def parse(self, text: str) -> Any:
        if self.choices:
            if text not in dict(self.choices):
                raise ValueError(f"“{text}” is none of them.")
            return [text] if self.kind is Kind.CHOICES else text
        return READERS[self.kind](text) if self.kind in READERS else text


# The machine may be busy; what is looked for is not speed.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ATTRIBUTES = [Sample(kind) for kind in Kind if kind is not Kind.FORMULA]
KNOWN = {one.key: one for one in ATTRIBUTES}

words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=40
).filter(lambda text: text == text.strip())
values = {
    Kind.NUMBER: st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    ),
    Kind.MONEY: st.integers(-(10**12), 10**12),
    Kind.DATE: st.dates(date(1000, 1, 1), date(9000, 1, 1)),
    Kind.MOMENT: st.one_of(
        st.integers(-(30 * 10**9), 2 * 10**11).map(lambda seconds: EPOCH + timedelta(seconds=seconds)),
        st.dates(date(1000, 1, 1), date(9000, 1, 1)),
    ),
    Kind.TIME: st.times().map(lambda value: value.replace(microsecond=0)),
    Kind.YES_NO: st.booleans(),
    Kind.REFERENCE: st.integers(1, 2**62),
    Kind.CHOICE: st.sampled_from(["reef", "a,b", "back\\slash"]),
    Kind.CHOICES: st.sampled_from(["reef", "a,b", "back\\slash"]),
}


@st.composite
def filters(draw: Any) -> Filter:
    attribute = draw(st.sampled_from(ATTRIBUTES))
    operator = draw(st.sampled_from(attribute.operators()))
    of_kind = values.get(attribute.kind, words)
    if operator in (Operator.EMPTY, Operator.FILLED):
        return Filter.of(attribute, operator)
    if operator is Operator.IN:
        return Filter.of(attribute, operator, *draw(st.lists(of_kind, min_size=1, max_size=5, unique=True)))
    return Filter.of(attribute, operator, draw(of_kind))


queries = st.builds(
    ListQuery,
    filters=st.lists(filters(), max_size=6, unique_by=lambda one: (one.key, one.operator)).map(tuple),
    sort=st.sampled_from(["", "custom.date", "-custom.number"]),
    columns=st.lists(st.sampled_from(sorted(KNOWN)), max_size=4, unique=True).map(tuple),
    view=st.none() | st.integers(1, 10**12),
    search=st.just("") | words,
    page=st.integers(1, 10_000),
)


@UNHURRIED
@given(queries)
def test_what_is_written_reads_back_as_the_same(query: ListQuery) -> None:
    assert ListQuery.read(QueryDict(query.write()), ATTRIBUTES) == query


@UNHURRIED
@given(queries)
def test_an_address_is_written_in_one_way_only(query: ListQuery) -> None:
    written = query.write()
    assert ListQuery.read(QueryDict(written), ATTRIBUTES).write() == written


@UNHURRIED
@given(queries)
def test_a_view_holds_what_the_address_said(query: ListQuery) -> None:
    view = ListQuery(filters=query.filters, sort=query.sort, columns=query.columns)
    kept = SavedAs(view)
    found = ListQuery(view=7).over(kept, ATTRIBUTES)
    assert (found.filters, found.sort, found.columns, found.problems) == (
        view.filters,
        view.sort,
        view.columns,
        (),
    )


names = st.one_of(
    st.text(max_size=30),
    st.builds(
        "f.{}.{}".format,
        st.sampled_from([*sorted(KNOWN), "gone", "", "."]),
        st.sampled_from([*Operator, "x", ""]),
    ),
    st.sampled_from(["f", "f.", "f..", "sort", "columns", "view", "page", "q"]),
)
junk = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["\x00", "\ud800", "9" * 300, "1e999999", "NaN", "-", "0001-01-01", "9999-12-31", "0001-01-01T00:00", ",", "\\",
         "99:99", "١٢", "2026-13-45", "9999-12-31T23:59:59-12:00", "1e400", "1e999999999", "%00", "²"]
    ),
)  # fmt: skip


@UNHURRIED
@given(st.dictionaries(names, st.lists(junk, max_size=3), max_size=6))
def test_nothing_in_an_address_is_an_error(params: dict[str, list[str]]) -> None:
    query = ListQuery.read(params, ATTRIBUTES)
    assert all(isinstance(problem, str) for problem in query.problems)
    assert query.page >= 1
    assert all(one.operator in KNOWN[one.key].operators() for one in query.filters)
    again = ListQuery.read(QueryDict(query.write()), ATTRIBUTES)
    assert again.filters == query.filters


@UNHURRIED
@given(st.lists(st.text(), min_size=1).filter(lambda texts: texts != [""]))
def test_texts_with_commas_and_backslashes_are_kept_apart(texts: list[str]) -> None:
    assert split(join(texts)) == texts


@pytest.mark.django_db
@UNHURRIED
@given(st.dictionaries(
    st.builds("f.{}.{}".format, st.sampled_from(["name", "email", "country", "tax_profile", "phone"]), st.sampled_from([*Operator])),
    st.lists(junk, min_size=1, max_size=2),
    max_size=4,
))  # fmt: skip
def test_the_database_answers_whatever_was_read(params: dict[str, list[str]]) -> None:
    screen = registry.find("tenancy", "location")
    assert screen is not None
    query = ListQuery.read(params, screen.attributes())
    assert list(query.apply(Location.objects.all(), screen.attributes())) == []


class SavedAs:
    """A view as the table keeps one."""

    def __init__(self, query: ListQuery) -> None:
        self.filters, self.columns, self.sort = query.as_data(), list(query.columns), query.sort


def read(text: str) -> ListQuery:
    return ListQuery.read(QueryDict(text), ATTRIBUTES)


def test_a_form_that_was_left_open_asks_for_nothing() -> None:
    assert read("f.custom.text.has=&f.custom.date.from=&f.custom.choice.in=&q=&sort=&page=") == ListQuery()


def test_several_picks_of_a_form_are_one_filter() -> None:
    (one,) = read("f.custom.reference.in=3&f.custom.reference.in=5,7").filters
    assert one.values == (3, 5, 7)
    assert one.target == "tenancy.location"


def test_a_day_is_enough_to_ask_of_an_instant() -> None:
    (one,) = read("f.custom.moment.from=2026-11-21").filters
    assert one.values == (date(2026, 11, 21),)


def test_what_cannot_be_read_is_left_out_with_a_sentence() -> None:
    query = read(
        "f.custom.date.from=soon&f.custom.number.to=9&f.gone.is=1&f.custom.text.from=a&sort=gone&columns=custom.text,gone"
    )
    assert [one.key for one in query.filters] == ["custom.number"]
    assert query.columns == ("custom.text",)
    assert query.sort == ""
    assert len(query.problems) == 5


def test_a_choice_that_is_gone_leaves_the_others() -> None:
    query = read("f.custom.choice.in=reef,wreck")
    assert query.filters[0].values == ("reef",)
    assert len(query.problems) == 1


def test_an_address_overrides_a_view_part_by_part() -> None:
    kept = SavedAs(read("f.custom.number.from=10&sort=-custom.date&columns=custom.text"))
    query = read("view=3&f.custom.choice.in=reef").over(kept, ATTRIBUTES)
    assert [one.key for one in query.filters] == ["custom.choice"]
    assert (query.sort, query.columns, query.view) == ("-custom.date", ("custom.text",), 3)


def test_a_view_without_its_filters_can_be_asked_for() -> None:
    kept = SavedAs(read("f.custom.number.from=10"))
    query = read("view=3").over(kept, ATTRIBUTES)
    bare = query.without(query.filters[0])
    assert read(bare.write()).over(kept, ATTRIBUTES).filters == ()


def test_a_view_survives_the_loss_of_a_field() -> None:
    kept = SavedAs(
        read(
            "f.custom.number.from=10&f.custom.date.to=2026-01-01&sort=custom.number&columns=custom.number,custom.date"
        )
    )
    left = [one for one in ATTRIBUTES if one.kind is not Kind.NUMBER]
    query = ListQuery(view=3).over(kept, left)
    assert [one.key for one in query.filters] == ["custom.date"]
    assert (query.sort, query.columns) == ("", ("custom.date",))
    assert len(query.problems) == 3


@pytest.mark.parametrize(
    "data",
    [
        None,
        3,
        "x",
        [1],
        [{"key": 1}],
        [{"values": 3}],
        [{"key": "custom.text", "operator": "is", "values": [{}]}],
    ],
)
def test_a_damaged_view_is_an_unfiltered_list(data: Any) -> None:
    kept = SavedAs(ListQuery())
    kept.filters = data
    query = ListQuery().over(kept, ATTRIBUTES)
    assert all(one.values == ("{}",) for one in query.filters)


def test_changing_what_is_listed_goes_to_the_first_page() -> None:
    query = read("page=4&sort=custom.date")
    assert query.with_(sort="-custom.date").page == 1
    assert query.with_(columns=("custom.text",)).page == 4
    assert query.with_(filters=[Filter.of(KNOWN["custom.yes_no"], Operator.IS, True)]).page == 1


def test_an_address_stays_readable() -> None:
    query = read(
        "f.custom.choice.in=reef&f.custom.number.from=10&f.custom.email.empty=1&sort=-custom.date&view=12&q=two words&page=2"
    )
    assert query.write() == (
        "f.custom.choice.in=reef&f.custom.number.from=10&f.custom.email.empty=1&sort=-custom.date&view=12&q=two%20words&page=2"
    )
    assert parse_qs(query.write())["q"] == ["two words"]


def test_filters_and_order_reach_the_rows(in_coral: Any) -> None:
    for name, country in (("Reef", "BZ"), ("Wreck", "BZ"), ("Cave", "MX")):
        Location.objects.create(name=name, country=country, time_zone="UTC")
    screen = registry.find("tenancy", "location")
    assert screen is not None
    attributes = screen.attributes()
    query = ListQuery.read(QueryDict("f.country.is=BZ&sort=-name"), attributes)
    assert [row.name for row in query.apply(Location.objects.all(), attributes)] == ["Wreck", "Reef"]


def test_sorting_by_a_time_and_a_decimal_is_possible() -> None:
    (one, two) = read("f.custom.time.from=08:30&f.custom.number.is=1,234.50").filters
    assert (one.values, two.values) == ((time(8, 30),), (Decimal("1234.50"),))


def test_members_are_named_by_their_number(in_coral: Any) -> None:
    member = Member.objects.all()[0]
    assert Filter.of(KNOWN["custom.reference"], Operator.IN, member).texts == (str(member.pk),)
