"""The owner's words, and that every page uses them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.models import Label
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.apps.backoffice.settings.conftest import text

WORDS = "/admin/settings/words/"
PLACES = f"{WORDS}tenancy/location/"
LIST = "/admin/tenancy/location/"


@pytest.fixture
def labels(coral: Tenant) -> Callable[[], dict[str, Label]]:
    """Overrides of places by field."""

    def read() -> dict[str, Label]:
        with context.use_tenant(coral):
            return {one.attribute: one for one in Label.objects.filter(on="tenancy.location")}

    return read


def test_a_renamed_screen_and_field_are_called_so_everywhere(
    office: Client, coral: Tenant, labels: Any, define: Any
) -> None:
    assert "Locations" in text(office.get(WORDS))
    given = {"screen.singular": "Pierhead", "screen.plural": "Pierheads", "name.city": "Village"}
    saved = office.post(PLACES, given, follow=True)
    assert "2 words are changed." in text(saved)
    assert "Pierheads" in text(office.get("/admin/"))
    page = text(office.get(LIST, {"columns": "name,city"}))
    assert "<h1>Pierheads</h1>" in page
    assert "Village" in page
    form = text(office.get(f"{LIST}add/"))
    assert "Village" in form
    assert "Add pierhead" in form
    with context.use_tenant(coral):
        place = Location.objects.create(name="Dock", time_zone="UTC", city="Hopkins")
    assert "Village" in text(office.get(f"{LIST}{place.pk}/"))
    assert "Village" in text(office.get(f"{LIST}export/"))
    found = text(office.get(LIST, {"f.city.has": "x"}))
    assert "Village" in found
    sheet = SimpleUploadedFile("places.csv", b"Name,Village\nDock,Hopkins\n", "text/csv")
    run = office.post(f"{LIST}import/", {"file": sheet}, follow=True)
    assert "Village" in text(run)
    mark = text(office.get(PLACES))
    assert mark.count(">yours<") == 2
    assert labels()["city"].singular == "Village"


def test_hidden_fields_and_screens_disappear_but_can_be_shown_again(office: Client, labels: Any) -> None:
    office.post(PLACES, {"screen.hidden": "on", "hidden.city": "on"})
    page = text(office.get("/admin/"))
    assert f'href="{LIST}"' not in page
    assert 'name="city"' not in text(office.get(f"{LIST}add/"))
    assert f'href="{PLACES}"' in text(office.get(WORDS))
    assert "hidden" in text(office.get(WORDS))
    assert office.get("/admin/settings/fields/tenancy/location/").status_code == 200
    office.post(PLACES, {})
    assert f'href="{LIST}"' in text(office.get("/admin/"))
    assert labels() == {}


def test_our_own_fields_are_put_in_another_order_everywhere_and_back(office: Client, labels: Any) -> None:
    def order(page: str, *keys: str) -> list[str]:
        return sorted(keys, key=lambda key: page.index(f'name="{key}"'))

    assert order(text(office.get(f"{LIST}add/")), "name", "email", "phone") == ["name", "phone", "email"]
    places = shown_places(office)
    office.post(PLACES, {f"place.{key}": number for key, number in places.items()})
    assert labels() == {}
    office.post(PLACES, {"place.email": places["phone"]})
    moved = shown_places(office)
    assert moved["email"] == places["phone"] and moved["phone"] == places["phone"] + 1
    assert order(text(office.get(f"{LIST}add/")), "name", "email", "phone") == ["name", "email", "phone"]
    assert "changed" in text(office.get("/admin/settings/changes/"))
    office.post(PLACES, {"place.email": moved["email"] + 1})
    assert shown_places(office) == places
    assert labels() == {}


def test_a_place_that_is_no_number_is_said_beside_its_input(office: Client, labels: Any) -> None:
    assert "whole number" in text(office.post(PLACES, {"place.email": "first", "name.city": "Village"}))
    assert labels() == {}


def test_our_word_stands_in_the_input_for_the_owners(office: Client) -> None:
    office.post(PLACES, {"screen.singular": "Pierhead"})
    page = text(office.get(PLACES))
    assert 'placeholder="Location"' in page and 'value="Pierhead"' in page and 'placeholder="City"' in page


def shown_places(office: Client) -> dict[str, int]:
    found = re.findall(r'name="place\.(\w+)" value="(\d+)"', text(office.get(PLACES)))
    return {key: int(number) for key, number in found}


def test_overrides_are_taken_back_one_by_one_or_all_at_once(office: Client, labels: Any) -> None:
    office.post(PLACES, {"screen.singular": "Pierhead", "name.city": "Village", "name.name": "Title"})
    office.post(f"{PLACES}reset/", {"key": "city"})
    assert set(labels()) == {"", "name"}
    assert "Back to our words" in text(office.get(f"{PLACES}reset/"))
    office.post(f"{PLACES}reset/")
    assert labels() == {}


def test_wrong_words_are_said_beside_their_input_and_nothing_changes(office: Client, labels: Any) -> None:
    page = text(office.post(PLACES, {"name.city": "x" * 81, "name.name": "Fine"}))
    assert "at most 80 characters" in page
    assert labels() == {}
    office.post(PLACES, {"name.city": "<img src=x>", "screen.singular": "ميناء"})
    page = text(office.get(f"{LIST}add/"))
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page
    assert "ميناء" in page
    # What forms need has no box, and a forged one does nothing.
    office.post(PLACES, {"hidden.name": "on"})
    assert 'name="name"' in text(office.get(f"{LIST}add/"))


def test_fields_of_the_owners_are_hidden_here_and_renamed_where_they_stand(
    office: Client, define: Any, labels: Any
) -> None:
    define("Size")
    page = text(office.get(PLACES))
    assert 'name="name.custom.size"' not in page
    office.post(PLACES, {"hidden.custom.size": "on"})
    assert labels()["custom.size"].hidden
    assert "Size" not in text(office.get(f"{LIST}add/"))


def test_who_may_not_choose_words_is_told_so(
    browser_of: Callable[..., Client], manager: User, guide: User, stranger: User, office: Client
) -> None:
    for who in (manager, guide):
        browser = browser_of(who=who)
        for path in (WORDS, PLACES, f"{PLACES}reset/"):
            assert browser.get(path).status_code == 403
        assert browser.post(PLACES, {"screen.singular": "Mine"}).status_code == 403
    office.post(PLACES, {"screen.singular": "Pierhead", "screen.plural": "Pierheads"})
    assert "Pierhead" not in text(browser_of("northgate.localhost", who=stranger).get(LIST))
    assert office.get(f"{WORDS}records/nothing/").status_code == 404
