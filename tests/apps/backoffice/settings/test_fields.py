"""The owner's pages about fields."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.backoffice.forms.settings.kinds import KINDS
from apps.backoffice.models import CustomField, FieldChange
from apps.backoffice.services import fields, records
from apps.backoffice.services.fields import rules
from apps.backoffice.types import Kind
from apps.kernel import clock
from apps.tenancy import context
from apps.tenancy.models import Location, Tenant
from tests.apps.backoffice.settings.conftest import text
from tests.conftest import NOW

FIELDS = "/admin/settings/fields/"
PLACES = f"{FIELDS}tenancy/location/"
LIST = "/admin/tenancy/location/"

Define = Callable[..., CustomField]


@pytest.fixture
def stored(coral: Tenant) -> Callable[[], list[CustomField]]:
    """Fields of places as they stand, in order."""

    def read() -> list[CustomField]:
        with context.use_tenant(coral):
            return list(CustomField.objects.filter(on="tenancy.location").order_by("order"))

    return read


def add(office: Client, kind: str, **given: Any) -> Any:
    """Send the form of a new field."""
    return office.post(f"{PLACES}add/?kind={kind}", given, follow=True)


def test_a_field_is_chosen_by_kind_added_and_used_in_form_and_list(office: Client, stored: Any) -> None:
    assert "Fields" in text(office.get("/admin/"))
    assert "Locations" in text(office.get(FIELDS))
    assert "Add the first field" in text(office.get(PLACES))
    kinds = text(office.get(f"{PLACES}add/"))
    assert all(f"?kind={one.kind}" in kinds for one in KINDS)
    page = add(office, "choice", label="Mooring", choices="buoy | At a buoy\nanchor", help="Where boats lie")
    assert "“Mooring” is added" in text(page)
    (field,) = stored()
    assert field.choices == [{"value": "buoy", "label": "At a buoy"}, {"value": "anchor", "label": "anchor"}]
    assert "At a buoy" in text(office.get(f"{LIST}add/"))
    assert "Mooring" in text(office.get(LIST))


@pytest.mark.parametrize("kind", [str(one.kind) for one in KINDS])
def test_every_kind_has_a_form_that_adds_it(kind: str, office: Client, stored: Any, define: Define) -> None:
    define("Size", "number")
    more = {
        Kind.CHOICE: {"choices": "a\nb", "default": "b"},
        Kind.CHOICES: {"choices": "a\nb", "default": "a; b"},
        Kind.FORMULA: {"formula": "{size} * 2"},
        Kind.REFERENCE: {"target": "accounts.member"},
        Kind.MONEY: {"currency": "eur", "default": "12.50"},
        Kind.YES_NO: {"default": "on"},
        Kind.DATE: {"default": "2026-01-31"},
    }.get(Kind(kind), {})
    assert office.get(f"{PLACES}add/?kind={kind}").status_code == 200
    add(office, kind, label="Mine", **more)
    made = stored()[-1]
    assert (made.label, made.kind) == ("Mine", kind)
    assert office.get(f"{FIELDS}{made.pk}/").status_code == 200
    page = office.get(f"{LIST}add/")
    assert page.status_code == 200
    if more.get("default"):
        assert made.default is not None


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("text", {"label": "  "}, "This field is required."),
        ("text", {"label": "SIZE"}, "There is a field of this name already."),
        ("choice", {"label": "A", "choices": "x\nX"}, "Two choices are the same."),
        ("choice", {"label": "A", "choices": "x\ny", "default": "z"}, "z"),
        ("number", {"label": "A", "default": "many"}, "is not a number"),
        ("money", {"label": "A", "currency": "ZZZ"}, "Give the currency as three letters"),
        ("reference", {"label": "A", "target": "accounts.nothing"}, "Select a valid choice"),
        ("formula", {"label": "A", "formula": "{nothing} + 1"}, "There is no field “nothing”"),
        ("formula", {"label": "A", "formula": "__import__('os')"}, "cannot"),
        ("text", {"label": "A", "shown_when_key": "custom.size"}, "Say for which values"),
        ("text", {"label": "A", "shown_when_key": "custom.open", "shown_when_values": "perhaps"}, "is never"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence_and_adds_nothing(
    kind: str, given: dict[str, Any], sentence: str, office: Client, stored: Any, define: Define
) -> None:
    define("Size", "number")
    define("Open", "yes_no")
    page = text(add(office, kind, **given))
    assert sentence in page or (sentence == "cannot" and "error" in page)
    assert len(stored()) == 2


def test_names_in_html_and_arabic_are_text_like_any_other(office: Client, stored: Any) -> None:
    add(office, "text", label="<img src=x onerror=alert(1)>", help="<script>alert(1)</script>")
    add(office, "text", label="حجم القارب", section="القارب")
    assert [one.key for one in stored()] == ["img_src_x_onerror_alert_1", "field_1"]
    for address in (
        PLACES,
        LIST,
        f"{LIST}add/",
        f"{FIELDS}{stored()[0].pk}/",
        f"{FIELDS}{stored()[0].pk}/delete/",
    ):
        page = text(office.get(address))
        assert "<img src=x" not in page, address
        assert "<script>alert" not in page, address
    assert "حجم القارب" in text(office.get(f"{LIST}add/"))


def test_formulas_that_need_each_other_are_refused_with_the_circle(
    office: Client, define: Define, stored: Any
) -> None:
    define("Size", "number")
    one = define("One", "formula", formula="{size} + 1")
    define("Two", "formula", formula="{one} + 1")
    page = office.post(f"{FIELDS}{one.pk}/", {"label": "One", "formula": "{two} + 1"})
    assert "need each other" in text(page)
    assert stored()[1].formula == "{size} + 1"
    asked = office.get(f"{PLACES}formula/", {"formula": "{two} + 1", "field": str(one.pk)}).json()
    assert not asked["right"]
    assert "need each other" in asked["sentence"]
    assert office.get(f"{PLACES}formula/", {"formula": "{size} > 1"}).json()["right"]
    checked = office.post(f"{PLACES}add/?kind=formula", {"label": "", "formula": "{size", "check": "1"})
    assert "is-wrong" in text(checked)
    assert len(stored()) == 3


def test_there_are_at_most_a_hundred_fields(office: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        CustomField.objects.bulk_create(
            CustomField(
                on="tenancy.location", key=f"f{number}", label=f"F {number}", kind="text", order=number
            )
            for number in range(rules.MOST_FIELDS)
        )
    assert "There are 100 fields" in text(office.get(PLACES))
    assert "There can be at most 100 fields" in text(add(office, "text", label="One more"))


def test_fields_move_up_and_down_and_into_the_section_beside_them(
    office: Client, define: Define, stored: Any
) -> None:
    define("A")
    define("B")
    define("C", section="Boat")
    office.post(f"{PLACES}move/", {"key": "b", "to": "up"})
    assert [one.key for one in stored()] == ["b", "a", "c"]
    office.post(f"{PLACES}move/", {"key": "a", "to": "down"})
    assert [(one.key, one.section) for one in stored()] == [("b", ""), ("a", "Boat"), ("c", "Boat")]
    office.post(f"{PLACES}move/", {"key": "b", "to": "up"})
    assert office.post(f"{PLACES}move/", {"key": "nothing", "to": "up"}).status_code == 302
    assert [one.key for one in stored()] == ["b", "a", "c"]


def test_a_field_is_renamed_and_says_when_it_is_shown(office: Client, define: Define, stored: Any) -> None:
    define("Open", "yes_no")
    field = define("Hours")
    given = {"label": "Opening hours", "shown_when_key": "custom.open", "shown_when_values": "yes"}
    assert office.post(f"{FIELDS}{field.pk}/", given).status_code == 302
    assert (stored()[1].label, stored()[1].shown_when_values) == ("Opening hours", ["true"])
    page = text(office.get(f"{FIELDS}{field.pk}/"))
    assert 'value="Yes"' in page
    assert "Opening hours" in text(office.get(f"{LIST}add/"))


def test_another_kind_is_shown_first_done_by_a_job_and_undone(
    office: Client, define: Define, stored: Any, coral: Tenant
) -> None:
    field = define("Size")
    with context.use_tenant(coral):
        for size in ("12", "7.5", "large"):
            values = {"name": f"Dock {size}", "time_zone": "UTC", "custom.size": size}
            records.create(record=Location(), values=values, by=None, at=NOW)
    assert "New kind" in text(office.get(f"{FIELDS}{field.pk}/kind/"))
    preview = text(office.get(f"{FIELDS}{field.pk}/kind/", {"kind": "number"}))
    assert "2 records keep their values" in preview
    assert "1 record would be empty" in preview
    assert "large" in preview
    assert stored()[0].kind == "text"
    assert "Select a valid choice" in text(office.get(f"{FIELDS}{field.pk}/kind/", {"kind": "file"}))
    office.post(f"{FIELDS}{field.pk}/kind/", {"kind": "number"})
    assert stored()[0].kind == "number"
    with context.use_tenant(coral):
        change = FieldChange.objects.get()
        FieldChange.objects.update(state="waiting")
    assert office.get(f"{FIELDS}{field.pk}/progress/").json() == {"percent": 0, "busy": True}
    assert "data-progress" in text(office.get(PLACES))
    with context.use_tenant(coral):
        fields.run_change(pk=change.pk, at=clock.now())
    page = text(office.get(f"{FIELDS}{field.pk}/"))
    assert f"/admin/settings/fields/work/{change.pk}/undo/" in page
    office.post(f"{FIELDS}work/{change.pk}/undo/")
    with context.use_tenant(coral):
        fields.run_change(pk=change.pk, at=clock.now())
        assert Location.objects.get(name="Dock large").custom == {"size": "large"}
    assert stored()[0].kind == "text"


def test_a_deleted_field_waits_in_the_trash_and_comes_back(
    office: Client, define: Define, stored: Any, coral: Tenant
) -> None:
    field = define("Size", "number")
    double = define("Double", "formula", formula="{size} * 2")
    assert "Double" in text(office.get(f"{FIELDS}{field.pk}/delete/"))
    office.post(f"{FIELDS}{double.pk}/delete/")
    with context.use_tenant(coral):
        values = {"name": "Dock", "time_zone": "UTC", "custom.size": 4}
        records.create(record=Location(), values=values, by=None, at=NOW)
    assert "1 record has a value" in text(office.get(f"{FIELDS}{field.pk}/delete/"))
    office.post(f"{FIELDS}{field.pk}/delete/")
    page = text(office.get(PLACES))
    assert "Trash" in page
    assert "Put back" in page
    assert "Size" not in text(office.get(f"{LIST}add/"))
    assert office.get(f"{FIELDS}{field.pk}/delete/").status_code == 404
    assert "is back" in text(office.post(f"{FIELDS}{field.pk}/restore/", follow=True))
    assert "Size" in text(office.get(f"{LIST}add/"))


def test_who_may_not_define_fields_is_told_so(
    browser_of: Callable[..., Client], manager: User, guide: User, define: Define
) -> None:
    field = define("Size")
    paths = (FIELDS, PLACES, f"{PLACES}add/", f"{FIELDS}{field.pk}/", f"{FIELDS}{field.pk}/kind/")
    for who in (manager, guide):
        browser = browser_of(who=who)
        for path in (*paths, f"{FIELDS}{field.pk}/delete/", f"{PLACES}formula/"):
            assert browser.get(path).status_code == 403, path
        for path in (f"{PLACES}move/", f"{FIELDS}{field.pk}/restore/", f"{PLACES}add/?kind=text"):
            assert browser.post(path, {"label": "X", "key": "size"}).status_code == 403, path
        assert FIELDS not in text(browser.get("/admin/"))
    assert browser_of().get(FIELDS).status_code == 302


def test_another_business_finds_none_of_it(
    browser_of: Callable[..., Client], stranger: User, define: Define
) -> None:
    field = define("Secret size")
    browser = browser_of("northgate.localhost", who=stranger)
    for part in ("", "kind/", "delete/", "progress/"):
        assert browser.get(f"{FIELDS}{field.pk}/{part}").status_code == 404
    assert browser.post(f"{FIELDS}{field.pk}/restore/").status_code == 404
    assert "Secret size" not in text(browser.get(PLACES))
    assert browser.get(f"{FIELDS}records/nothing/").status_code == 404


def test_the_pages_cost_the_same_however_many_fields_there_are(office: Client, define: Define) -> None:
    def cost() -> list[int]:
        found = []
        for path in (FIELDS, PLACES, f"{PLACES}add/?kind=formula"):
            office.get(path)
            with CaptureQueriesContext(connections["default"]) as queries:
                office.get(path)
            found.append(len(queries))
        return found

    define("First", "number")
    few = cost()
    for number in range(12):
        define(f"Field {number}", "number", section=f"S {number % 3}")
    assert cost() == few
