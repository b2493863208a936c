"""The climbing gym comes into a business: a trade that nobody wrote Python for."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.images import get_image_model
from wagtail.models import Page

from apps.accounts.models import Member, Role
from apps.backoffice.models import CustomField, Label, RecordType, SavedView
from apps.backoffice.queries import panels
from apps.catalog.models import Product, Unit
from apps.customers.models import Consent, Customer, Gear
from apps.messaging.models import MessageText
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.operator_console.errors import BrokenPack, OlderPack
from apps.operator_console.models import InstalledPack, PackItem
from apps.tenancy import context, facts
from apps.tenancy.models import Location, OpeningHours, Tenant
from cms.packs import svg
from cms.pages import HomePage, SitePage
from cms.theme.models import Theme
from tests.apps.operator_console.packs.conftest import GYM, LATER, NOW, Copy, dump


def test_everything_a_pack_says_is_there_afterwards(in_coral: Tenant) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    assert Role.objects.get(key="setter").may == [
        "customers.view",
        "records.*_route",
        "backoffice.*_todo:own",
    ]
    assert Role.objects.get(key="front_desk").name == "Desk"
    assert Label.objects.get(on="customers.customer", attribute="").singular == "Climber"
    assert Label.objects.get(on="customers.customer", attribute="notes").singular == "Injuries and notes"
    assert [field.key for field in CustomField.objects.filter(on="records.route").order_by("order")] == [
        "name",
        "grade",
        "set_on",
    ]
    assert RecordType.objects.get(key="route").title_pattern == "{name} {grade}"
    assert SavedView.objects.get(on="customers.customer", key="leaders", shared=True).pinned
    placed = panels.of_role(Role.objects.get(key="manager"))
    assert [(one.panel, one.width, one.hidden) for one in placed] == [
        ("customers.new", "wide", False),
        ("todos", "normal", False),
        ("team", "normal", True),
    ]
    assert Theme.objects.get().accent == "#b4341f"
    logo: Any = Theme.objects.get().logo
    assert logo.title == "Tram Wall"
    assert set(MessageText.objects.values_list("key", "language")) == {("welcome", "en"), ("welcome", "es")}


def test_the_site_has_its_pages_in_both_languages_with_pictures_and_links(in_coral: Tenant) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    addresses = set(SitePage.objects.values_list("url_path", flat=True))
    assert {
        *("/home/", "/home/climb/", "/home/climb/day-pass/", "/home/house-rules/"),
        *("/home-es/", "/home-es/escalar/", "/home-es/escalar/day-pass/"),
    } <= addresses
    home = HomePage.objects.get(locale__language_code="es")
    hero = home.body[0]
    assert hero.value["title"] == "Paredes que merecen la caminata"
    assert hero.value["page"].url_path == "/home-es/escalar/"
    assert hero.value["picture"].description == "A climber halfway up an orange route on a grey wall"
    assert home.translation_key == HomePage.objects.get(locale__language_code="en").translation_key
    rules = SitePage.objects.get(slug="house-rules")
    climb = Page.objects.get(url_path="/home/climb/")
    assert f'<a linktype="page" id="{climb.pk}">' in rules.body[0].value["html"].source
    # What provisioning wrote gives way; what the law wants stays.
    assert not Page.objects.filter(slug__in=["offers", "about"]).exists()
    assert Page.objects.filter(slug="privacy").exists()


def test_products_have_options_units_and_words_in_both_languages(in_coral: Tenant) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    product = Product.objects.get(slug="day-pass")
    assert (product.name, product.status, product.kind) == ("Day pass", "active", "pass")
    assert product.highlights.splitlines() == ["400 m² of bouldering", "Ropes up to 14 m"]
    spanish = product.translations.get(language="es")
    assert spanish.summary == "Todas las paredes, todo el día, con duchas."
    prices = list(product.options.get().units.values_list("key", "price", "currency"))
    assert prices == [("adult", 1400, "USD"), ("child", 900, "USD")]
    assert Unit.objects.get(key="child").names.get(language="es").name == "Niño"
    assert [picture.image.title for picture in product.pictures.all()] == ["The long wall"]


def test_pictures_are_drawn_two_thousand_pixels_wide_with_a_description_and_a_focal_point(
    in_coral: Tenant,
) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    wall = get_image_model().objects.get(title="The long wall")
    assert (wall.width, wall.height, wall.file.name.rpartition(".")[2]) == (2000, 1500, "webp")
    assert (wall.focal_point_x, wall.focal_point_y) == (800, 750)
    assert get_image_model().objects.get(title="Tram Wall").width == 800


def test_a_second_install_changes_and_draws_nothing(
    in_coral: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.install(folder=GYM, by=None, at=NOW)
    before = dump()
    monkeypatch.setattr(svg, "drawn", None)
    done = services.install(folder=GYM, by=None, at=LATER)
    assert {step.change for step in done.steps} == {Change.SAME}
    assert dump() == before


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(in_coral: Tenant) -> None:
    before = dump()
    plan = services.plan(folder=GYM, at=NOW)
    assert dump() == before
    assert plan.count(Change.ADD) > 20
    assert plan.count(Change.CONFLICT) == 0
    done = services.install(folder=GYM, by=None, at=NOW)
    changed = {(step.section.kind, step.item.key) for step in done.steps if step.change is not Change.SAME}
    assert changed == {
        (step.section.kind, step.item.key) for step in plan.steps if step.change is not Change.SAME
    }


@pytest.mark.django_db(transaction=True)
def test_a_business_whose_language_is_the_packs_second_gets_its_words_in_it(coral: Tenant) -> None:
    with context.use_platform(coral):
        Tenant.objects.filter(pk=coral.pk).update(locale="es")
    facts.forget()
    with context.use_tenant(coral):
        services.install(folder=GYM, by=None, at=NOW)
        assert Label.objects.get(on="customers.customer", attribute="").plural == "Escaladores"
        assert Role.objects.get(key="setter").name == "Equipador"
        assert RecordType.objects.get(key="route").name == "Vía"
        assert Product.objects.get(slug="day-pass").name == "Entrada de día"


def test_another_business_sees_nothing_of_it(in_coral: Tenant, northgate: Tenant) -> None:
    with context.use_tenant(northgate):
        before = dump()
    services.install(folder=GYM, by=None, at=NOW)
    with context.use_tenant(northgate):
        assert dump() == before
        assert not InstalledPack.objects.exists()
        assert not PackItem.objects.exists()


def test_a_broken_pack_comes_in_nowhere(in_coral: Tenant, gym: Copy) -> None:
    gym.replace("messages/welcome.toml", "{reference}", "{refrence}")
    before = dump()
    with pytest.raises(BrokenPack, match=r"welcome\.toml:5"):
        gym.install()
    assert dump() == before


def test_what_a_service_refuses_takes_everything_back_and_names_the_line(in_coral: Tenant, gym: Copy) -> None:
    # Nothing that a file alone could tell: another role of the business has this name already.
    Role.objects.filter(key="guide").update(name="Route setter")
    before = dump()
    with pytest.raises(Exception, match=r"pack\.toml:\d+: role setter: "):
        gym.install()
    assert dump() == before


def test_an_older_version_does_not_come_over_a_newer_one(in_coral: Tenant, gym: Copy) -> None:
    gym.next_version()
    gym.install()
    with pytest.raises(OlderPack):
        services.install(folder=GYM, by=None, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_the_sample_business_has_its_places_people_and_customers_once(in_coral: Tenant) -> None:
    for _time in range(2):
        done = services.install(folder=GYM, sample=True, options={"password": "x"}, by=None, at=NOW)
    assert done.samples == dict.fromkeys(("places", "people", "customers", "codes", "resources"), 0)
    assert Location.objects.get().name == "The depot"
    assert OpeningHours.objects.count() == 7
    assert Member.objects.get(user__email="setter@coral.example").role.key == "setter"
    ines = Customer.objects.get(name="Inés Robledo")
    assert (ines.phone, ines.tags, ines.custom["belay"], ines.booking_count) == (
        "+34612345678",
        ["regular"],
        "lead",
        12,
    )
    assert ines.created_at.year == 2026
    assert Gear.objects.get().brand == "La Sportiva"
    assert Consent.objects.filter(given=True).count() == 2
    assert Customer.objects.count() == 3


def test_two_packs_keep_pictures_of_the_same_key_apart(
    in_coral: Tenant, gym: Copy, pack_of: Callable[..., Copy]
) -> None:
    gym.install()
    shop = pack_of("shop", "")
    shop.write("media/media.toml", '[logo]\ntitle = "Shop"\nalt = "Shop"\n')
    drawing: Any = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'
    shop.write("media/logo.svg", drawing)
    shop.install()
    assert set(get_image_model().objects.values_list("title", flat=True)) == {
        "The long wall",
        "Tram Wall",
        "Shop",
    }
