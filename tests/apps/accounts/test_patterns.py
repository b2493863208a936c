"""Permission patterns, alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.accounts import patterns
from apps.accounts.patterns import at_most, is_pattern, may

APPS = st.sampled_from(["bookings", "customers", "pos", "payments"])
ACTIONS = st.sampled_from(["view", "add", "change", "delete"])
MODELS = st.sampled_from(["booking", "customer", "sale"])
CODES = st.builds("{}.{}_{}".format, APPS, ACTIONS, MODELS)
BARE = st.one_of(
    st.just("*"),
    APPS.map("{}.*".format),
    st.builds("{}.{}".format, APPS, ACTIONS),
    st.builds("{}.*_{}".format, APPS, MODELS),
    CODES,
)
GRANTS = st.builds("{}{}".format, BARE, st.sampled_from(["", ":own"]))
LISTS = st.lists(st.one_of(GRANTS, BARE.map("-{}".format)), max_size=6)


@pytest.mark.parametrize(
    ("given_patterns", "code", "said"),
    [
        (["customers.view"], "customers.view_customer", "all"),
        (["customers.view"], "customers.view_consent", "all"),
        (["customers.view"], "customers.change_customer", "no"),
        (["customers.view_customer"], "customers.view_customergroup", "no"),
        (["bookings.*"], "bookings.check_in", "all"),
        (["bookings.check_in"], "bookings.check_in", "all"),
        (["bookings.*"], "booking.view_booking", "no"),
        (["*"], "anything.at_all", "all"),
        (["*", "-tenancy.delete_tenant"], "tenancy.delete_tenant", "no"),
        (["-tenancy.delete_tenant", "*"], "tenancy.delete_tenant", "no"),
        (["bookings.view:own"], "bookings.view_booking", "own"),
        (["bookings.view:own", "bookings.view"], "bookings.view_booking", "all"),
        (["bookings.view:own"], "bookings.change_booking", "no"),
        (["dots.v"], "dotsxv", "no"),
        ([], "bookings.view_booking", "no"),
    ],
)
def test_a_list_says_what_its_patterns_mean(given_patterns: list[str], code: str, said: str) -> None:
    assert may([given_patterns], code) == said


@pytest.mark.parametrize(
    ("role", "exceptions", "said"),
    [
        (["bookings.view"], [], "all"),
        (["bookings.view"], ["-bookings.view"], "no"),
        ([], ["bookings.view"], "all"),
        (["-bookings.view"], ["bookings.view"], "all"),
        (["bookings.view"], ["bookings.view:own"], "own"),
        (["bookings.view:own"], ["bookings.*"], "all"),
        (["bookings.view"], ["-payments.*"], "all"),
    ],
)
def test_a_members_exceptions_are_stronger_than_the_role(
    role: list[str], exceptions: list[str], said: str
) -> None:
    assert may([role, exceptions], "bookings.view_booking") == said


@pytest.mark.parametrize(
    "code",
    [
        "auth.change_group",
        "accounts.change_user",
        "accounts.add_emailchange",
        "wagtailcore.change_site",
        "wagtailcore.add_workflow",
        "wagtailcore.add_task",
        "wagtailcore.delete_locale",
        "account.view_emailaddress",
        "mfa.delete_authenticator",
        "usersessions.view_usersession",
    ],
)
def test_no_role_reaches_what_belongs_to_the_installation(code: str) -> None:
    assert may([["*", code], [code]], code) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "bookings.*",
        "bookings.view",
        "bookings.view_booking",
        "-payments.*",
        "bookings.view:own",
        "*.view",
        "*:own",
    ],
)
def test_these_are_patterns(text: str) -> None:
    assert is_pattern(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bookings",
        "Bookings.view",
        "bookings.",
        ".view",
        "bookings view",
        "-bookings.view:own",
        "a.b.c",
        "x.y:mine",
        "--x.y",
    ],
)
def test_these_are_not(text: str) -> None:
    assert not is_pattern(text)


@given(LISTS)
def test_whatever_is_generated_here_is_a_pattern(given_patterns: list[str]) -> None:
    assert all(map(is_pattern, given_patterns))


@given(LISTS, CODES, BARE)
def test_adding_a_taking_away_never_gives(given_patterns: list[str], code: str, bare: str) -> None:
    before, after = may([given_patterns], code), may([[*given_patterns, f"-{bare}"]], code)
    assert after in ("no", before)


@given(LISTS, CODES, GRANTS)
def test_adding_a_grant_never_takes_away(given_patterns: list[str], code: str, grant: str) -> None:
    rank = {"no": 0, "own": 1, "all": 2}
    assert rank[may([[*given_patterns, grant]], code)] >= rank[may([given_patterns], code)]


@given(LISTS, CODES)
def test_the_order_within_a_list_means_nothing(given_patterns: list[str], code: str) -> None:
    assert may([given_patterns], code) == may([given_patterns[::-1]], code)


@given(LISTS, LISTS, CODES)
def test_an_exception_that_says_nothing_about_a_code_changes_nothing(
    role: list[str], exceptions: list[str], code: str
) -> None:
    if not any(patterns.matches(p, code) for p in exceptions):
        assert may([role, exceptions], code) == may([role], code)


@given(LISTS, CODES)
def test_a_menu_shows_an_app_whenever_something_of_it_is_permitted(
    given_patterns: list[str], code: str
) -> None:
    if may([given_patterns], code) != "no":
        assert patterns.any_in([given_patterns], code.partition(".")[0])


@given(LISTS, LISTS, st.sets(CODES))
def test_who_covers_a_list_may_do_all_it_permits(mine: list[str], theirs: list[str], codes: set[str]) -> None:
    rank = {"no": 0, "own": 1, "all": 2}
    if at_most([theirs], [mine], codes):
        assert all(rank[may([theirs], code)] <= rank[may([mine], code)] for code in codes)


@given(LISTS, st.sets(CODES))
def test_everybody_covers_themselves_and_the_owner_covers_all(mine: list[str], codes: set[str]) -> None:
    assert at_most([mine], [mine], codes)
    assert at_most([mine], [["*"]], codes)


def test_an_administrator_does_not_cover_the_owner() -> None:
    admin = [["*", "-tenancy.delete_tenant"]]
    assert not at_most([["*"]], admin, {"tenancy.delete_tenant"})


def test_a_wildcard_counts_beyond_the_permissions_that_exist_today() -> None:
    assert not at_most([["bookings.*"]], [["bookings.view"]], {"bookings.view_booking"})
