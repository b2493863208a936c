"""A pack that comes in keeps its hands off what the owner has written."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale, Page

from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.operator_console.errors import ItemRefused
from apps.tenancy.models import Tenant
from cms import languages
from cms.pages import HomePage, ProductPage, ProductsPage, SitePage, StandardPage
from tests.apps.operator_console.packs.conftest import GYM, LATER, NOW, Copy


def below(slug: str, page: Page) -> Page:
    """A page that somebody wrote below one of provisioning's."""
    page.live, page.first_published_at = True, timezone.now()
    page.locale = Page.objects.get(depth=3, slug=slug).locale
    Page.objects.get(depth=3, slug=slug).add_child(instance=page)
    page.title = f"{page.title}, by hand"
    page.save_revision().publish()
    return page


def test_pages_that_stand_below_provisionings_stay_with_what_is_above_them(in_coral: Tenant) -> None:
    tour = below("offers", ProductPage(title="Night dive", slug="night-dive"))
    crew = below("about", StandardPage(title="Crew", slug="crew"))
    services.install(folder=GYM, by=None, at=NOW)
    tour.refresh_from_db()
    crew.refresh_from_db()
    assert (tour.title, tour.url_path) == ("Night dive, by hand", "/home/offers/night-dive/")
    assert (crew.title, crew.url_path) == ("Crew, by hand", "/home/about/crew/")


def test_what_gives_way_to_a_pack_is_told_before_and_after(in_coral: Tenant) -> None:
    crew = below("about", StandardPage(title="Crew", slug="crew"))
    plan = services.plan(folder=GYM, at=NOW)
    assert plan.leaving == ["What we offer (/offers/)"]
    assert "remove    What we offer (/offers/)" in list(plan.lines())
    assert services.install(folder=GYM, by=None, at=NOW).leaving == plan.leaving
    assert not Page.objects.filter(slug="offers").exists()
    assert Page.objects.filter(pk=crew.pk).exists()
    assert services.plan(folder=GYM, at=NOW).leaving == []


def test_a_page_whose_address_is_taken_gets_the_next_one_and_keeps_it(in_coral: Tenant) -> None:
    languages.add(code="es", by=None, at=NOW)
    locale, english = Locale.objects.get(language_code="es"), HomePage.objects.get()
    home = HomePage(title="Coral", slug="home-es", locale=locale, translation_key=english.translation_key)
    Page.objects.get(depth=1).add_child(instance=home)
    home.add_child(instance=StandardPage(title="Mi página", slug="escalar", locale=home.locale))
    services.install(folder=GYM, by=None, at=NOW)
    assert Page.objects.get(title="Mi página").slug == "escalar"
    assert ProductsPage.objects.get(locale=home.locale, category__slug="climb").slug == "escalar-2"
    done = services.install(folder=GYM, by=None, at=LATER)
    assert {step.change for step in done.steps} == {Change.SAME}


def test_what_a_page_cannot_be_is_refused_with_its_place(
    in_coral: Tenant, gym: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: SitePage) -> None:
        raise ValidationError({"title": "Not like this."})

    monkeypatch.setattr(SitePage, "clean", refuse)
    with pytest.raises(ItemRefused, match=r"pages/home\.toml:\d+: page en:/: .*Not like this"):
        gym.install()
