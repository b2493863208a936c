"""Pages that are not for everybody are named to nobody else, and take no forms from them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms import languages
from cms.contact.models import ContactMessage
from cms.pages import ArticlePage, ArticlesPage, HomePage, ProductPage, ProductsPage, StandardPage
from tests.cms.contact.test_contact import GOOD, send
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def close(page: Page) -> Any:
    """For people who are signed in only."""
    return page.view_restrictions.create(restriction_type="login")


@pytest.mark.django_db(transaction=True)
def test_a_closed_page_is_in_no_menu_and_in_no_list(browser_of: Browser, coral: Tenant) -> None:
    with context.use_tenant(coral):
        home, offers = HomePage.objects.get(), ProductsPage.objects.get()
        secret = home.add_child(
            instance=StandardPage(title="Secret base", slug="base", show_in_menus=True, in_footer=True)
        )
        secret.add_child(instance=StandardPage(title="Secret inner", slug="inner", show_in_menus=True))
        trip = offers.add_child(instance=ProductPage(title="Secret trip", slug="trip"))
        news = home.add_child(instance=ArticlesPage(title="News", slug="news"))
        article = news.add_child(instance=ArticlePage(title="Secret news", slug="one", date=NOW.date()))
        home.refresh_from_db()
        home.body = [("products", {"title": "All", "limit": 60}), ("articles", {"title": "New", "limit": 3})]
        home.save()
    open_to_all = browser_of().get("/").content.decode()
    for title in ("Secret base", "Secret inner", "Secret trip", "Secret news"):
        assert title in open_to_all, title
    with context.use_tenant(coral):
        for page in (secret, trip, article):
            close(page)
    for path in ("/", "/offers/", "/news/", "/about/"):
        assert "Secret" not in browser_of().get(path).content.decode(), path


@pytest.mark.django_db(transaction=True)
def test_a_card_that_leads_to_a_closed_page_is_shown_to_whom_it_lets_in(
    browser_of: Browser, editor: Client, coral: Tenant
) -> None:
    with context.use_tenant(coral):
        home = HomePage.objects.get()
        about = home.get_children().get(slug="about")
        inner = about.add_child(instance=StandardPage(title="Inner", slug="inner"))
        cards = [
            {"title": "Crew only", "label": "Go", "page": inner.page_ptr},
            {"title": "For all", "label": "Go", "page": home.get_children().get(slug="offers")},
            {"title": "Nowhere"},
        ]
        home.refresh_from_db()
        home.body = [
            ("cards", {"title": "Look", "items": cards}),
            ("cards", {"title": "", "items": cards[:1]}),
        ]
        home.save()
    assert browser_of().get("/").content.decode().count("Crew only") == 2
    with context.use_tenant(coral):
        closing = close(about)
    seen = browser_of().get("/").content.decode()
    assert "Crew only" not in seen and seen.count("section cards") == 1
    assert "For all" in seen and "Nowhere" in seen
    assert "Crew only" in editor.get("/").content.decode()
    with context.use_tenant(coral):
        closing.restriction_type, closing.password = "password", "coral reef"
        closing.save()
    visitor = browser_of()
    assert "Crew only" not in visitor.get("/").content.decode()
    door = f"/_util/authenticate_with_password/{closing.pk}/{inner.pk}/"
    visitor.post(door, {"password": "coral reef", "return_url": "/about/inner/"})
    assert "Crew only" in visitor.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_closed_translation_is_not_linked_to(browser_of: Browser, coral: Tenant) -> None:
    with context.use_tenant(coral):
        french = languages.add(code="fr", by=None, at=NOW)
        home = HomePage.objects.get().copy_for_translation(french)
        home.save_revision().publish()
        about = StandardPage.objects.get(slug="about").copy_for_translation(french)
        about.slug = "a-propos"
        about.save_revision().publish()
    assert "/fr/a-propos/" in browser_of().get("/about/").content.decode()
    with context.use_tenant(coral):
        close(about)
    assert "/fr/a-propos/" not in browser_of().get("/about/").content.decode()


def test_a_closed_contact_page_takes_no_message(browser_of: Browser, editor: Client, coral: Tenant) -> None:
    with context.use_tenant(coral):
        close(Page.objects.get(slug="contact"))
    assert "/accounts/login/" in browser_of().get("/contact/")["Location"]
    answer = send(browser_of())
    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    with context.use_tenant(coral):
        assert not ContactMessage.objects.exists()
    assert send(editor).status_code == 303
    with context.use_tenant(coral):
        assert ContactMessage.objects.get().name == GOOD["name"]
