"""The owner's words: over screens and fields, marked, taken back; and what a form needs is never hidden."""

from typing import Any

import pytest

from apps.backoffice import request_cache
from apps.backoffice.errors import Invalid, MustStay
from apps.backoffice.models import Label
from apps.backoffice.queries import labels as queries
from apps.backoffice.screens import registry, wording
from apps.backoffice.services import labels
from apps.kernel.errors import NotAllowed
from apps.tenancy import context
from tests.conftest import NOW

ON = "tenancy.location"


def screen() -> Any:
    return registry.find("tenancy", "location")


def keys() -> list[str]:
    return [one.key for one in screen().attributes()]


def rename(by: Any, singular: str, attribute: str = "", plural: str = "") -> None:
    labels.rename(on=ON, attribute=attribute, singular=singular, plural=plural, by=by, at=NOW)


def test_a_screen_is_called_what_the_owner_calls_it(boss, northgate) -> None:
    rename(boss, "Base", plural="Bases")
    assert (str(screen().label), str(screen().label_plural)) == ("Base", "Bases")
    assert wording.is_overridden(ON)
    with context.use_tenant(northgate):
        assert str(screen().label) == "Location"
        assert not wording.is_overridden(ON)
    labels.reset(on=ON, by=boss, at=NOW)
    assert str(screen().label) == "Location"


def test_a_field_is_called_what_the_owner_calls_it(boss, northgate) -> None:
    rename(boss, "Village", "city")
    assert str(screen().attribute("city").label) == "Village"
    assert str(screen().attribute("city").form_field().label) == "Village"
    assert wording.is_overridden(ON, "city")
    with context.use_tenant(northgate):
        assert str(screen().attribute("city").label) == "City"
    labels.reset(on=ON, attribute="city", by=boss, at=NOW)
    assert str(screen().attribute("city").label) == "City"


def test_a_field_that_is_not_needed_is_hidden_and_shown_again(boss) -> None:
    phone = screen().attribute("phone")
    labels.hide(on=ON, attribute=phone, hidden=True, by=boss, at=NOW)
    assert "phone" not in keys()
    labels.hide(on=ON, attribute=phone, hidden=False, by=boss, at=NOW)
    assert "phone" in keys()
    assert not Label.objects.exists(), "an override that overrides nothing is not kept"


def test_a_required_field_cannot_be_hidden(boss) -> None:
    with pytest.raises(MustStay) as refused:
        labels.hide(on=ON, attribute=screen().attribute("name"), hidden=True, by=boss, at=NOW)
    assert str(refused.value) == "“Name” is required, so it cannot be hidden."


def test_a_hidden_field_that_forms_need_is_shown_all_the_same(boss) -> None:
    Label.objects.create(on=ON, attribute="name", hidden=True)
    request_cache.forget()
    assert "name" in keys()


def test_a_hidden_screen_leaves_the_navigation(boss) -> None:
    assert ON in {one.key for one in registry.all_screens(boss)}
    labels.hide(on=ON, hidden=True, by=boss, at=NOW)
    assert ON not in {one.key for one in registry.all_screens(boss)}


def test_fields_come_in_the_owners_order(boss) -> None:
    before = keys()
    labels.arrange(on=ON, keys=["city", "phone", "city"], by=boss, at=NOW)
    assert keys() == ["city", "phone", *(key for key in before if key not in ("city", "phone"))]
    labels.arrange(on=ON, keys=["phone"], by=boss, at=NOW)
    assert keys() == ["phone", *(key for key in before if key != "phone")]
    labels.arrange(on=ON, keys=[], by=boss, at=NOW)
    assert keys() == before


def test_words_of_fields_that_are_gone_do_no_harm(boss) -> None:
    before = keys()
    rename(boss, "Gone", "custom.gone")
    assert keys() == before


@pytest.mark.parametrize(
    ("on", "attribute", "name"),
    [("x", "", "A"), ("a.b", "<b>", "A"), ("a.b", "x y", "A"), ("a.b", "", "x" * 81)],
)
def test_what_cannot_be_is_refused(boss, on, attribute, name) -> None:
    with pytest.raises(Invalid):
        labels.rename(on=on, attribute=attribute, singular=name, by=boss, at=NOW)


def test_who_may_not_is_refused(member_of) -> None:
    by = member_of("manager")
    for call in (
        lambda: rename(by, "Base"),
        lambda: labels.hide(on=ON, hidden=True, by=by, at=NOW),
        lambda: labels.arrange(on=ON, keys=["city"], by=by, at=NOW),
        lambda: labels.reset(on=ON, by=by, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_all_words_and_all_fields_cost_a_query_each(boss, django_assert_num_queries) -> None:
    rename(boss, "Base")
    rename(boss, "Village", "city")
    request_cache.forget()
    with django_assert_num_queries(2):
        for page in registry.SCREENS:
            queries.of(page.key)
            page.attributes()
            str(page.label)


def test_words_are_text(boss, browser_of, owner) -> None:
    rename(boss, "<b>Base", plural="<b>Bases")
    rename(boss, "<i>Village", "city")
    page = browser_of(who=owner).get("/admin/tenancy/location/").content.decode()
    assert "&lt;b&gt;Bases" in page
    assert "<b>Bases" not in page and "<i>Village" not in page
