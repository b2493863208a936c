"""Sites in several languages: each business has its own, and the address says which one a page is in."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from apps.tenancy import context, facts, services
from apps.tenancy.models import Tenant
from cms import languages
from cms.pages import HomePage
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def translated(editor: Client, tenant: Tenant, code: str) -> HomePage:
    """The home page and all below it copied for a language by the editor's own form, and published."""
    with context.use_tenant(tenant):
        locale = languages.add(code=code, by=None, at=NOW)
        home = languages.of_site()[0].home_id
    answer = editor.post(
        f"/cms/translation/submit/page/{home}/", {"locales": [locale.pk], "include_subtree": "on"}
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    with context.use_tenant(tenant):
        for page in Page.objects.filter(locale=locale).specific():
            page.save_revision().publish()
        languages.forget()
        made: HomePage = HomePage.objects.get(locale=locale)
        return made


def test_another_language_stands_below_its_code(editor: Client, browser_of: Browser, coral: Tenant) -> None:
    translated(editor, coral, "fr")
    browser = browser_of()
    english, french = browser.get("/about/"), browser.get("/fr/about/")
    assert french.status_code == 200
    assert '<html lang="en"' in english.content.decode()
    assert '<html lang="fr"' in french.content.decode()
    assert french["Content-Language"] == "fr"
    for said in (english.content.decode(), french.content.decode()):
        assert '<link rel="alternate" hreflang="fr" href="http://coral.localhost' in said
        assert 'href="/fr/about/"' in said
        assert 'href="/about/"' in said


def test_links_on_a_translated_page_stay_in_its_language(
    editor: Client, browser_of: Browser, coral: Tenant
) -> None:
    translated(editor, coral, "fr")
    said = browser_of().get("/fr/").content.decode()
    assert 'href="/fr/contact/"' in said
    assert 'href="/fr/privacy/"' in said


def test_the_language_of_the_visitor_or_member_does_not_matter(
    editor: Client, browser_of: Browser, coral: Tenant
) -> None:
    translated(editor, coral, "es")
    browser = browser_of()
    assert browser.get("/", headers={"accept-language": "es"})["Content-Language"] == "en"
    assert editor.get("/es/")["Content-Language"] == "es"


@pytest.mark.django_db(transaction=True)
def test_the_businesss_own_language_has_no_prefix(editor: Client, browser_of: Browser, coral: Tenant) -> None:
    translated(editor, coral, "fr")
    assert browser_of().get("/en/").status_code == 404
    with context.use_platform():
        Tenant.objects.filter(pk=coral.pk).update(locale="fr")
    facts.forget()
    browser = browser_of()
    assert browser.get("/about/")["Content-Language"] == "fr"
    assert browser.get("/en/about/")["Content-Language"] == "en"
    assert browser.get("/fr/about/").status_code == 404


def test_a_language_without_a_published_front_page_is_not_there(
    editor: Client, browser_of: Browser, coral: Tenant
) -> None:
    home = translated(editor, coral, "fr")
    with context.use_tenant(coral):
        home.unpublish()
    browser = browser_of()
    assert browser.get("/fr/").status_code == 404
    assert "hreflang" not in browser.get("/").content.decode()


def test_a_language_of_another_business_is_not_here(
    editor: Client, browser_of: Browser, coral: Tenant, northgate: Tenant
) -> None:
    translated(editor, coral, "fr")
    assert browser_of("northgate.localhost").get("/fr/").status_code == 404
    with context.use_tenant(northgate):
        assert [locale.language_code for locale in Locale.objects.all()] == ["en"]


def test_the_back_office_and_the_editor_are_not_below_a_language(
    editor: Client, browser_of: Browser, coral: Tenant
) -> None:
    translated(editor, coral, "fr")
    for path in ("/fr/cms/", "/fr/admin/", "/fr/accounts/login/"):
        assert editor.get(path).status_code == 404


def test_an_owner_adds_and_removes_languages(editor: Client, coral: Tenant) -> None:
    assert editor.post("/cms/languages/", {"codes": ["es", "fr"]}).status_code == 302
    with context.use_tenant(coral):
        assert sorted(Locale.objects.values_list("language_code", flat=True)) == ["en", "es", "fr"]
    assert editor.post("/cms/languages/", {"codes": ["fr"]}).status_code == 302
    with context.use_tenant(coral):
        assert sorted(Locale.objects.values_list("language_code", flat=True)) == ["en", "fr"]
    assert "Begin the translation" in editor.get("/cms/languages/").content.decode()


def test_a_language_with_pages_is_not_removed(editor: Client, coral: Tenant) -> None:
    translated(editor, coral, "fr")
    answer = editor.post("/cms/languages/", {"codes": []})
    assert "There are still 6 pages in French. Delete them first." in answer.content.decode()
    with context.use_tenant(coral):
        assert Locale.objects.count() == 2


def test_a_language_that_is_none_is_refused(editor: Client, coral: Tenant) -> None:
    answer = editor.post("/cms/languages/", {"codes": ["tlh"]})
    assert "Select a valid choice" in answer.content.decode()


def test_staff_may_not_choose_languages(browser_of: Browser) -> None:
    assert browser_of(who="staff@coral.example").get("/cms/languages/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_pages_of_a_french_business_are_in_french(db: None, browser_of: Browser) -> None:
    services.provision(slug="lagon", name="Le Lagon", locale="fr", at=NOW)
    answer = browser_of("lagon.localhost").get("/")
    assert answer["Content-Language"] == "fr"
    assert "À propos de nous" in answer.content.decode()
