"""Searching over everything shows what the member may see, and no more."""

import pytest

from apps.accounts.models import Member, Role
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.search import everywhere
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant


@pytest.fixture
def member(in_coral, owner):
    """The owner as a member, allowed to do what a test says."""
    found = Member.objects.select_related("role", "user").get(user=owner)

    def may(*patterns):
        found.role.may = list(patterns)
        return found

    found.may = may
    return found


def titles(groups):
    return {group.label: [record.title for record in group.records] for group in groups}


def test_records_come_in_groups_by_screen_the_best_first(member, place):
    place("Old coral house")
    place("Coral dock", city="Placencia")
    groups = everywhere.records(member, "coral")
    assert titles(groups)["Locations"][:2] == ["Coral dock", "Coral & Current"]
    (locations,) = [group for group in groups if group.label == "Locations"]
    assert locations.records[0].detail.startswith("Placencia")
    assert locations.url == "/admin/tenancy/location/?q=coral"


def test_what_the_role_does_not_open_is_not_found(member, place):
    place("Wharf")
    assert titles(everywhere.records(member.may("tenancy.*"), "wharf")) == {"Locations": ["Wharf"]}
    assert everywhere.records(member.may("accounts.*"), "wharf") == []
    assert everywhere.records(member.may(), "wharf") == []


def test_own_limits_to_what_is_assigned(member, place, monkeypatch):
    mine = place("Wharf of mine")
    for number in range(30):
        place(f"Wharf {number}")
    limited = member.may("tenancy.view_location:own")
    assert everywhere.records(limited, "wharf") == []  # nothing of a location is anybody's own

    screen = SCREENS.get("tenancy.location")
    monkeypatch.setattr(screen, "rows", lambda who, action="view": Location.objects.filter(pk=mine.pk))
    assert titles(everywhere.records(limited, "wharf")) == {"Locations": ["Wharf of mine"]}


def test_members_are_found_by_their_persons(member, settings):
    found = titles(everywhere.records(member, "coral instructor"))
    assert found.get("Members") == ["Coral Instructor"]
    assert titles(everywhere.records(member, "instructor@coral"))["Members"] == ["Coral Instructor"]


def test_another_business_finds_nothing(member, place, stranger, northgate):
    place("Wharf of coral")
    with context.use_tenant(northgate):
        theirs = Member.objects.select_related("role").get(user=stranger)
        assert everywhere.records(theirs, "wharf") == []


def test_there_is_more_than_shown(member, place):
    for number in range(10):
        place(f"Wharf {number}")
    (group,) = everywhere.records(member, "wharf", most=3)
    assert len(group.records) == 3
    assert group.more


def test_the_number_of_queries_does_not_depend_on_what_is_found(
    member, place, django_assert_num_queries, django_assert_max_num_queries
):
    place("Wharf")
    everywhere.records(member, "wharf")  # what a request looks up once
    with django_assert_max_num_queries(12) as few:
        everywhere.records(member, "wharf")
    Location.objects.bulk_create([Location(name=f"Wharf {n}", time_zone="UTC") for n in range(40)])
    with django_assert_num_queries(len(few.captured_queries)):
        everywhere.records(member, "wharf")
    with django_assert_num_queries(0):
        assert everywhere.records(member, " ") == []


def test_pages_are_found_by_their_names(member, owner):
    def labels(text):
        return [item.label for item in everywhere.pages(owner, member, text, open_=True)]

    assert "Locations" in labels("loca")
    assert "Add location" in labels("location add")
    assert labels("no such page") == []
    assert "Today" in labels("")
    member.may("accounts.view_member")
    assert "Locations" not in labels("")
    assert isinstance(Role.objects.count(), int) and isinstance(member.tenant, Tenant)
