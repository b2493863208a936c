"""The pages of a screen, on places of the business."""

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.services import fields
from apps.customers.models import Customer
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.conftest import NOW

LIST = "/admin/tenancy/location/"


@pytest.fixture
def office(browser_of: Callable[..., Client], owner: User) -> Client:
    """The owner's browser."""
    return browser_of(who=owner)


@pytest.fixture
def reef(in_coral: Tenant) -> Location:
    """A second place."""
    return Location.objects.create(name="Reef house", time_zone="America/Belize", city="Placencia")


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_list_finds_filters_and_sorts(office: Client, reef: Location) -> None:
    page = office.get(LIST)
    assert page.status_code == 200
    assert "Reef house" in text(page)
    assert "Reef house" in text(office.get(LIST, {"q": "reef hou"}))
    assert "Nothing matches" in text(office.get(LIST, {"q": "nowhere at all"}))
    assert (
        office.get(LIST, {"sort": "-name", "page": "9999", "f.name.has": "x", "columns": "nope"}).status_code
        == 200
    )


def test_a_record_is_added_shown_changed_and_deleted(office: Client, coral: Tenant) -> None:
    made = office.post(
        f"{LIST}add/", {"name": "Dock <b>2</b>", "time_zone": "America/Belize", "country": "BZ"}
    )
    assert made.status_code == 302, text(made)[:3000]
    detail = office.get(made["Location"])
    assert "Dock &lt;b&gt;2&lt;/b&gt;" in text(detail)
    form = office.get(made["Location"] + "change/")
    stamp = re.search(r'name="loaded" value="([^"]+)"', text(form))
    assert stamp
    data = {"loaded": stamp[1], "name": "Dock 3", "time_zone": "America/Belize", "country": "BZ"}
    assert office.post(made["Location"] + "change/", data).status_code == 302
    assert "Dock 3" in text(office.get(made["Location"]))
    assert "Dock &lt;b&gt;2&lt;/b&gt;" in text(office.get(made["Location"] + "history/"))
    assert office.get(made["Location"] + "print/").status_code == 200
    assert "Delete Dock 3?" in text(office.get(made["Location"] + "delete/"))
    assert office.post(made["Location"] + "delete/").status_code == 302
    assert office.get(made["Location"]).status_code == 404


def test_wrong_input_comes_back_with_sentences_and_saves_nothing(office: Client, coral: Tenant) -> None:
    page = office.post(f"{LIST}add/", {"name": "", "time_zone": "Mars/Base"})
    assert page.status_code == 200
    assert "Choose a time zone from the list." in text(page)
    with context.use_tenant(coral):
        assert Location.objects.count() == 1


def test_who_saves_second_is_told_what_the_first_one_did(office: Client, reef: Location) -> None:
    form = text(office.get(f"{LIST}{reef.pk}/change/"))
    stamp = re.search(r'name="loaded" value="([^"]+)"', form)[1]  # type: ignore[index]
    Location.objects.filter(pk=reef.pk).update(name="Reef palace", city="Hopkins")
    data = {"loaded": stamp, "name": "Reef hut", "time_zone": "America/Belize", "city": "Placencia"}
    page = office.post(f"{LIST}{reef.pk}/change/", data)
    assert page.status_code == 409
    assert "Reef palace" in text(page)
    assert Location.objects.get(pk=reef.pk).name == "Reef palace"
    again = re.search(r'name="loaded" value="([^"]+)"', text(page))[1]  # type: ignore[index]
    assert office.post(f"{LIST}{reef.pk}/change/", {**data, "loaded": again}).status_code == 302
    assert Location.objects.get(pk=reef.pk).name == "Reef hut"


def test_changes_of_different_fields_are_both_kept(office: Client, reef: Location) -> None:
    stamp = re.search(r'name="loaded" value="([^"]+)"', text(office.get(f"{LIST}{reef.pk}/change/")))[1]  # type: ignore[index]
    Location.objects.filter(pk=reef.pk).update(city="Hopkins")
    data = {"loaded": stamp, "name": "Reef hut", "time_zone": "America/Belize", "city": "Placencia"}
    page = office.post(f"{LIST}{reef.pk}/change/", data, follow=True)
    assert "Somebody else had changed this meanwhile: City" in text(page)
    saved = Location.objects.get(pk=reef.pk)
    assert (saved.name, saved.city) == ("Reef hut", "Hopkins")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_same_field_at_once_the_second_is_told(
    browser_of: Callable[..., Client], owner: User, reef: Location, race: Callable[..., list[Any]]
) -> None:
    browsers = [browser_of(who=owner), browser_of(who=owner)]
    stamp = loaded(browsers[0].get(f"{LIST}{reef.pk}/change/"))
    data = {"loaded": stamp, "time_zone": "America/Belize", "city": "Placencia"}
    names = ["Reef hut", "Reef palace"]

    def save() -> int:
        browser, name = browsers.pop(), names.pop()
        return int(browser.post(f"{LIST}{reef.pk}/change/", {**data, "name": name}).status_code)

    assert sorted(race(save, 2)) == [302, 409]


@pytest.mark.parametrize("stamp", [{}, {"loaded": ""}, {"loaded": "garbled"}])
def test_a_form_that_does_not_say_what_it_was_opened_with_saves_nothing(
    office: Client, reef: Location, stamp: dict[str, str]
) -> None:
    data = {"name": "Reef hut", "time_zone": "America/Belize", "city": "Placencia"}
    wrong = office.post(f"{LIST}{reef.pk}/change/", {**data, **stamp, "name": ""})
    assert wrong.status_code == 200
    sent = re.findall(r'name="loaded" value="([^"]+)"', text(wrong))
    assert sent == [one for one in stamp.values() if one]
    page = office.post(f"{LIST}{reef.pk}/change/", {**data, **stamp})
    assert page.status_code == 409
    assert "Reef house" in text(page)
    assert Location.objects.get(pk=reef.pk).name == "Reef house"
    assert office.post(f"{LIST}{reef.pk}/change/", {**data, "loaded": loaded(page)}).status_code == 302
    assert Location.objects.get(pk=reef.pk).name == "Reef hut"


def loaded(page: Any) -> str:
    """What a form says it was opened with."""
    found = re.search(r'name="loaded" value="([^"]+)"', text(page))
    assert found
    return found[1]


def test_an_earlier_version_comes_back(office: Client, reef: Location) -> None:
    Location.objects.filter(pk=reef.pk).update(city="Hopkins")
    history = text(office.get(f"{LIST}{reef.pk}/history/"))
    back = re.search(rf"{LIST}{reef.pk}/history/\d+/restore/", history)
    assert back
    assert "Placencia" in text(office.get(back[0]))
    assert office.post(back[0]).status_code == 302
    assert Location.objects.get(pk=reef.pk).city == "Placencia"


def test_several_are_edited_after_a_preview(office: Client, reef: Location) -> None:
    pks = [str(pk) for pk in Location.objects.values_list("pk", flat=True)]
    step = {"do": "edit", "pk": pks}
    assert "Which fields" in text(office.post(f"{LIST}bulk/", step))
    step = {**step, "choosing": "1"}
    assert "Choose at least one field" in text(office.post(f"{LIST}bulk/", step))
    step = {**step, "keys": ["city"]}
    assert office.post(f"{LIST}bulk/", step).status_code == 200
    step = {**step, "filled": "1", "city": "Belmopan"}
    page = text(office.post(f"{LIST}bulk/", step))
    assert "2 records will change" in page
    assert "Placencia" in page
    query = "f.city.is=Placencia&sort=-name"
    done = office.post(f"{LIST}bulk/", {**step, "query": f"{query}&nonsense=1", "confirmed": "1"})
    assert done.headers["Location"] == f"{LIST}?{query}"
    assert set(Location.objects.values_list("city", flat=True)) == {"Belmopan"}


def test_a_bulk_edit_says_what_it_leaves_out(office: Client, reef: Location) -> None:
    for label, kind in (("Plan", "file"), ("Licence", "text")):
        fields.define_field(
            on="tenancy.location", label=label, kind=kind, sensitive=kind == "text", by=None, at=NOW
        )
    page = text(office.post(f"{LIST}bulk/", {"do": "edit", "pk": [reef.pk]}))
    assert "own page: Plan, Licence." in page


def ways(page: str) -> list[str]:
    """Addresses of the previous and the next record, and the way back."""
    found = [re.search(rf'rel="{way}"[^>]*href="([^"]*)"', page) for way in ("prev", "next")]
    back = re.search(r'class="crumb" href="([^"]*)"', page)
    assert back
    return [html.unescape(one[1]) if one else "" for one in [*found, back]]


def test_next_and_previous_follow_the_list_one_came_from(office: Client, in_coral: Tenant) -> None:
    for name, city in (("B", "X"), ("D", "X"), ("A", "X"), ("C", "Y"), ("E", "X")):
        Location.objects.create(name=name, time_zone="UTC", city=city)
    asked = "f.city.is=X&sort=-name"
    listed = re.findall(
        rf'<th scope="row"><a href="({LIST}\d+/\?[^"]+)">(\w)<', text(office.get(f"{LIST}?{asked}"))
    )
    assert [name for _url, name in listed] == ["E", "D", "B", "A"]
    page = text(office.get(html.unescape(listed[0][0])))
    names, back = ["E"], ""
    for _step in range(9):
        before, after, back = ways(page)
        if not after:
            break
        page = text(office.get(after))
        names.append(re.search(r"<h1>(\w)</h1>", page)[1])  # type: ignore[index]
    assert names == ["E", "D", "B", "A"] and back == f"{LIST}?{asked}"
    assert "<h1>B</h1>" in text(office.get(before))


def test_the_list_is_carried_through_an_edit_and_its_place_follows_changes(
    office: Client, in_coral: Tenant
) -> None:
    rows = [Location.objects.create(name=name, time_zone="UTC", city="X") for name in "ABC"]
    came = f"?{urlencode({'list': 'f.city.is=X&sort=name', 'at': 2})}"
    address = f"{LIST}{rows[1].pk}/change/{came}"
    form = office.get(address)
    assert ways(text(form))[2] == f"{LIST}{rows[1].pk}/{came}"
    saved = office.post(address, {"loaded": loaded(form), "name": "B2", "time_zone": "UTC", "city": "X"})
    assert saved.headers["Location"] == f"{LIST}{rows[1].pk}/{came}"
    rows[0].delete()
    before, after, _back = ways(text(office.get(f"{LIST}{rows[1].pk}/{came}")))
    assert before == "" and after.startswith(f"{LIST}{rows[2].pk}/?list=") and after.endswith("at=2")


@pytest.mark.parametrize(
    "came",
    [
        "list=f.city.is%3DNowhere&at=1",
        "list=q%3D%00&at=99999999999999999999",
        "list=sort%3Dnothing&at=-1",
        "at=x",
        "list=" + "q" * 3000 + "&at=1",
    ],
)
def test_a_list_that_makes_no_sense_leads_by_number(came: str, office: Client, reef: Location) -> None:
    other = Location.objects.exclude(pk=reef.pk).get()
    page = text(office.get(f"{LIST}{reef.pk}/?{came}"))
    assert f'href="{LIST}{other.pk}/"' in page and "Older record" in page


def test_what_a_record_has_none_of_stands_in_one_line(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        ana = Customer.objects.create(name="Ana")
    page = text(office.get(f"/admin/customers/customer/{ana.pk}/"))
    assert "None yet: vehicles, gear" in page and "<h2>Gear</h2>" not in page


def test_several_are_deleted_after_a_question(office: Client, reef: Location) -> None:
    assert "Reef house" in text(office.post(f"{LIST}bulk/", {"do": "delete", "pk": [reef.pk]}))
    office.post(f"{LIST}bulk/", {"do": "delete", "pk": [reef.pk], "confirmed": "1"})
    assert not Location.objects.filter(pk=reef.pk).exists()


def test_a_stranger_and_the_wrong_role_get_nothing(
    browser_of: Callable[..., Client], stranger: User, clerk: User, reef: Location
) -> None:
    assert browser_of(who=clerk).get(LIST).status_code == 403
    other = browser_of("northgate.localhost", who=stranger)
    assert other.get(f"{LIST}{reef.pk}/").status_code == 404
    assert browser_of().get(LIST).status_code == 302
