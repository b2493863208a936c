"""A pack that comes in keeps its hands off what the owner has written."""

from django.utils import timezone
from wagtail.models import Page

from apps.operator_console import services
from apps.tenancy.models import Tenant
from cms.pages import ProductPage, StandardPage
from tests.apps.operator_console.packs.conftest import GYM, NOW


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
