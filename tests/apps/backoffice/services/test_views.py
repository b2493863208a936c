"""Saved views: everybody has their own, shared ones need a permission, and what is taken away stays readable."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from apps.accounts.models import Role
from apps.backoffice.errors import Invalid
from apps.backoffice.lists import ListQuery
from apps.backoffice.models import DefinitionVersion, SavedView
from apps.backoffice.queries import views as queries
from apps.backoffice.screens import registry
from apps.backoffice.services import views
from apps.backoffice.types import ViewFacts
from apps.kernel.errors import NotAllowed, NotFound
from apps.tenancy import context
from tests.conftest import NOW

ON = "tenancy.location"
BELIZE = ViewFacts(
    name="In Belize",
    filters=[{"key": "country", "operator": "is", "values": ["BZ"]}],
    columns=("name", "city"),
    sort="-name",
)


def save(by: Any, facts: ViewFacts = BELIZE, **given: Any) -> SavedView:
    return views.save_view(on=ON, facts=replace(facts, **given), by=by, at=NOW)


def change(view: SavedView, by: Any, **given: Any) -> SavedView:
    return views.change_view(view=view, facts=replace(views.facts_of(view), **given), by=by, at=NOW)


def test_a_view_of_ones_own_is_nobody_elses(member_of) -> None:
    clerk, guide = member_of("staff"), member_of("guide")
    view = save(clerk)
    assert list(queries.of_member(clerk, on=ON)) == [view]
    assert queries.find(view.pk, clerk, on=ON) == view
    assert queries.find(view.pk, guide, on=ON) is None
    for call in (
        lambda: change(view, guide, name="Mine"),
        lambda: change(view, guide, pinned=True),
        lambda: views.delete_view(view=view, by=guide, at=NOW),
    ):
        with pytest.raises(NotFound):
            call()
    assert not DefinitionVersion.objects.exists()


def test_a_view_belongs_to_its_list(member_of) -> None:
    clerk = member_of("staff")
    view = save(clerk)
    assert queries.find(view.pk, clerk, on="accounts.member") is None
    assert queries.find(None, clerk, on=ON) is None


def test_sharing_needs_a_permission(member_of, boss) -> None:
    clerk = member_of("staff")
    with pytest.raises(NotAllowed):
        save(clerk, shared=True)
    with pytest.raises(NotAllowed):
        change(save(clerk), clerk, shared=True)
    shared = save(boss, shared=True)
    for call in (
        lambda: change(shared, clerk, name="Mine"),
        lambda: change(shared, clerk, shared=False),
        lambda: change(shared, clerk, pinned=True),
        lambda: views.delete_view(view=shared, by=clerk, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert queries.find(shared.pk, clerk, on=ON) == shared


def test_who_may_share_may_change_what_others_shared(member_of, boss) -> None:
    role = Role.objects.get(key="manager")
    role.may = [*role.may, "backoffice.share_savedview"]
    role.save()
    view = save(boss, shared=True)
    assert change(view, member_of("manager"), name="Belizean").name == "Belizean"


def test_a_shared_view_can_become_ones_own_again(boss, member_of) -> None:
    view = save(boss, shared=True)
    change(view, boss, shared=False)
    assert queries.find(view.pk, member_of("staff"), on=ON) is None
    assert [version.action for version in DefinitionVersion.objects.order_by("number")] == [
        "created",
        "removed",
    ]


def test_pinned_views_stand_in_the_navigation(member_of, boss) -> None:
    clerk = member_of("staff")
    own, everybodys = save(clerk), save(boss, shared=True, name="All")
    assert list(queries.pinned(clerk)) == []
    change(own, clerk, pinned=True)
    change(everybodys, boss, pinned=True)
    assert set(queries.pinned(clerk)) == {own, everybodys}
    assert list(queries.pinned(boss)) == [everybodys]


def test_names_are_once_per_person_and_keys_once_per_list(boss, member_of) -> None:
    save(boss)
    with pytest.raises(Invalid):
        save(boss)
    save(member_of("staff"))
    assert [save(boss, shared=True).key, save(boss, shared=True).key] == ["in-belize", "in-belize-2"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"filters": [{"key": "a", "operator": "like", "values": []}]}, "filters.0.operator"),
        ({"filters": [{"key": "a", "operator": "is", "values": [1]}]}, "filters.0.values"),
        ({"filters": [3]}, "filters.0"),
        ({"filters": [{"key": "a", "operator": "is", "values": [], "sql": "1"}]}, "filters.0.sql"),
        ({"columns": ("x" * 101,)}, "columns"),
    ],
)
def test_what_is_wrong_is_said_by_path(boss, given, path) -> None:
    with pytest.raises(Invalid) as refused:
        save(boss, **given)
    assert path in refused.value.by_key
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("on", ["", "x", "a.b.c", "A.b", "a.b\n", "a b.c"])
def test_a_list_that_is_none_is_refused(boss, on) -> None:
    with pytest.raises(Invalid):
        views.save_view(on=on, facts=BELIZE, by=boss, at=NOW)


def test_a_view_is_what_the_list_showed_when_it_was_saved(boss) -> None:
    screen = registry.find("tenancy", "location")
    assert screen is not None
    query = ListQuery.read(
        QueryDict("f.country.is=BZ&f.tax_profile.in=3,4&sort=-name&columns=name"), screen.attributes()
    )
    view = save(boss, filters=query.as_data(), sort=query.sort, columns=query.columns)
    assert view.filters[1] == {
        "key": "tax_profile",
        "operator": "in",
        "values": ["3", "4"],
        "target": "tenancy.taxprofile",
    }
    found = ListQuery(view=view.pk).over(SavedView.objects.get(), screen.attributes())
    assert (found.filters, found.sort, found.columns) == (query.filters, query.sort, query.columns)


def test_a_view_of_nobody_must_be_shared(in_coral) -> None:
    with pytest.raises(NotAllowed):
        save(None)
    assert save(None, shared=True).owner is None


def test_views_of_another_business_are_nowhere(boss, northgate) -> None:
    view = save(boss, shared=True)
    with context.use_tenant(northgate):
        assert not SavedView.objects.exists()
        with pytest.raises(NotFound):
            views.delete_view(view=view, by=None, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_shared_at_once_get_different_keys(boss, race) -> None:
    made = race(lambda: save(boss, shared=True), times=3)
    assert sorted(view.key for view in made) == ["in-belize", "in-belize-2", "in-belize-3"]


@pytest.mark.django_db(transaction=True)
def test_of_two_own_views_of_one_name_one_is_refused(boss, race) -> None:
    assert sorted(type(one).__name__ for one in race(lambda: save(boss), times=2)) == ["Invalid", "SavedView"]
