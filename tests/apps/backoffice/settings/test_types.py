"""The owner's pages about record types."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.backoffice.models import Record, RecordType
from apps.backoffice.screens import registry
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.apps.backoffice.settings.conftest import text

TYPES = "/admin/settings/types/"


def form(*states: dict[str, Any], initial: int = 0, **given: Any) -> dict[str, Any]:
    """What the form of a type sends."""
    data = {"name": "Boat log", "icon": "sailing", **given}
    data |= {"states-TOTAL_FORMS": len(states), "states-INITIAL_FORMS": initial}
    for number, state in enumerate(states):
        row = {"colour": "grey", "next": "any", **state}
        data |= {f"states-{number}-{name}": value for name, value in row.items()}
    return data


OPEN = {"label": "Open", "colour": "blue", "next": "some", "to": "Done"}
DONE = {"label": "Done", "colour": "green", "next": "none", "place": "2"}


@pytest.fixture
def types(coral: Tenant) -> Callable[[], list[RecordType]]:
    """The types as they stand."""

    def read() -> list[RecordType]:
        with context.use_tenant(coral):
            return list(RecordType.objects.order_by("pk"))

    return read


def test_a_type_is_added_gets_its_first_field_and_is_filled_like_any_screen(
    office: Client, types: Any
) -> None:
    assert "Add the first record type" in text(office.get(TYPES))
    made = office.post(f"{TYPES}add/", form(OPEN, DONE, name_plural="Boat logs", group="Boats"))
    assert made["Location"] == "/admin/settings/fields/records/boat_log/add/"
    page = text(office.get(made["Location"]))
    assert 'href="/admin/records/boat_log/"' in page
    assert "is in the navigation" in page
    (type_,) = types()
    assert [(one.key, one.to) for one in type_.stages()] == [("open", ("done",)), ("done", ())]
    office.post(f"{made['Location']}?kind=text", {"label": "Boat"})
    added = office.post("/admin/records/boat_log/add/", {"title": "Manta", "custom.boat": "Manta Ray"})
    assert added.status_code == 302
    assert "Manta Ray" in text(office.get(added["Location"]))
    assert "Manta" in text(office.get("/admin/records/boat_log/"))
    assert office.get("/admin/records/boat_log/export/").status_code == 200
    assert office.get("/admin/records/boat_log/import/").status_code == 200


def test_a_type_is_changed_and_its_titles_follow_the_new_pattern(
    office: Client, types: Any, coral: Tenant
) -> None:
    office.post(f"{TYPES}add/", form())
    office.post("/admin/settings/fields/records/boat_log/add/?kind=text", {"label": "Boat"})
    office.post("/admin/records/boat_log/add/", {"title": "By hand", "custom.boat": "Manta"})
    (type_,) = types()
    page = text(office.get(f"{TYPES}{type_.pk}/"))
    assert "<code>{boat}</code>" in page
    assert "There is no field “nope”" in text(
        office.post(f"{TYPES}{type_.pk}/", form(title_pattern="{nope}"))
    )
    assert office.post(f"{TYPES}{type_.pk}/", form(title_pattern="Log of {boat}")).status_code == 302
    with context.use_tenant(coral):
        screen: Any = registry.find("records", "boat_log")
        screen.retitle()
        assert Record.objects.get().title == "Log of Manta"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (form(name="  "), "This field is required."),
        (form(icon="skull"), "Select a valid choice"),
        (form(title_pattern="{boat"), "braces"),
        (form({"label": "Open"}, {"label": "Open"}), "Another state has this key already."),
        (form({"label": "Open", "key": "Not a key"}), "Use small letters"),
        (form({"label": "Open", "next": "some", "to": "Gone"}), "There is no state “Gone”."),
        (form({"label": "A", "first": "on"}, {"label": "B", "first": "on"}), "in one state only"),
        (form(visible_to=["pirate"]), "Select a valid choice"),
        (form({"label": "", "key": "only_a_key"}), "This field is required."),
    ],
)
def test_wrong_input_is_said_beside_its_input_and_nothing_is_made(
    given: dict[str, Any], sentence: str, office: Client, types: Any
) -> None:
    page = office.post(f"{TYPES}add/", given)
    assert page.status_code == 200
    assert sentence in text(page)
    assert types() == []


def test_html_and_arabic_are_text_in_names_and_states(office: Client, types: Any) -> None:
    office.post(
        f"{TYPES}add/", form({"label": "<b>x</b>"}, name="<script>alert(1)</script>", description="<i>")
    )
    office.post(f"{TYPES}add/", form({"label": "مفتوح"}, name="سجل القارب"))
    first, second = types()
    assert second.key.startswith("type")
    for address in (
        TYPES,
        f"{TYPES}{first.pk}/",
        f"/admin/records/{first.key}/",
        f"{TYPES}{first.pk}/delete/",
    ):
        assert "<script>alert" not in text(office.get(address)), address
    assert "سجل القارب" in text(office.get(f"/admin/records/{second.key}/"))


def test_a_state_that_records_are_in_cannot_go(office: Client, types: Any) -> None:
    office.post(f"{TYPES}add/", form(OPEN, DONE))
    office.post("/admin/records/boat_log/add/", {"title": "Manta"})
    (type_,) = types()
    rows = ({**OPEN, "key": "open", "DELETE": "on"}, {**DONE, "key": "done"})
    page = text(office.post(f"{TYPES}{type_.pk}/", form(*rows, initial=2)))
    assert "1 records are “Open”" in page
    assert len(types()[0].stages()) == 2


def test_a_type_goes_into_the_trash_with_its_records_and_comes_back(office: Client, types: Any) -> None:
    office.post(f"{TYPES}add/", form())
    office.post("/admin/records/boat_log/add/", {"title": "Manta"})
    (type_,) = types()
    assert "Its 1 record goes along" in text(office.get(f"{TYPES}{type_.pk}/delete/"))
    office.post(f"{TYPES}{type_.pk}/delete/")
    assert office.get("/admin/records/boat_log/").status_code == 404
    assert "Put back" in text(office.get(TYPES))
    assert "There are 1 records" in text(office.post(f"{TYPES}{type_.pk}/delete/", follow=True))
    office.post(f"{TYPES}{type_.pk}/restore/")
    assert "Manta" in text(office.get("/admin/records/boat_log/"))


def test_who_may_not_define_types_is_told_so_and_strangers_find_nothing(
    office: Client,
    types: Any,
    browser_of: Callable[..., Client],
    manager: User,
    guide: User,
    stranger: User,
) -> None:
    office.post(f"{TYPES}add/", form(visible_to=["manager"]))
    (type_,) = types()
    for who in (manager, guide):
        browser = browser_of(who=who)
        for path in (TYPES, f"{TYPES}add/", f"{TYPES}{type_.pk}/", f"{TYPES}{type_.pk}/delete/"):
            assert browser.get(path).status_code == 403, path
        assert browser.post(f"{TYPES}add/", form(name="Mine")).status_code == 403
        assert browser.post(f"{TYPES}{type_.pk}/restore/").status_code == 403
    elsewhere = browser_of("northgate.localhost", who=stranger)
    for part in ("", "delete/"):
        assert elsewhere.get(f"{TYPES}{type_.pk}/{part}").status_code == 404
    assert "Boat log" not in text(elsewhere.get(TYPES))
