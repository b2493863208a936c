"""Links to drafts, and old addresses."""

import re
from datetime import timedelta

import pytest
import time_machine
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from apps.accounts.models import Member, Role
from apps.kernel import clock
from apps.tenancy import context, facts
from apps.tenancy.models import Tenant
from cms import languages
from cms.pages import HomePage, StandardPage
from cms.publishing import preview
from tests.cms.conftest import files
from tests.cms.seo.conftest import below
from tests.conftest import NOW

__all__ = ["below", "files"]


def made(editor, page, **values) -> str:
    """The path of a link that the editor made."""
    response = editor.post(f"/cms/preview-link/{page.pk}/", {"version": page.pk, "day": "", **values})
    found = re.search(r'href="[^"]*?((?:/\w\w)?/site/preview/[^"]+)"', response.content.decode())
    assert found, response.content.decode()[-3000:]
    return found[1]


def test_a_link_shows_the_draft_as_on_a_day_and_ends_after_a_week(editor, browser_of, coral, below):
    page = below(StandardPage(title="Reef", slug="reef", live=False))
    notice = {"text": "Closed today", "tone": "info", "shown_from": NOW + timedelta(days=20)}
    with context.use_tenant(coral):
        page.title, page.body = "Reef draft", [("notice", notice)]
        page.save_revision()
    assert "Link to a preview" in editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    with time_machine.travel(NOW, tick=False):
        today, later = made(editor, page), made(editor, page, day="2026-12-24T10:00")
        assert browser_of().get("/reef/").status_code == 404
        shown = browser_of().get(today)
        assert "Reef draft" in shown.content.decode() and "Closed today" not in shown.content.decode()
        assert shown["X-Robots-Tag"] == "noindex" and "no-store" in shown["Cache-Control"]
        assert "Closed today" in browser_of().get(later).content.decode()
        assert browser_of("northgate.localhost").get(today).status_code == 404
        assert browser_of().get(today[:-4] + "xx/").status_code == 404
    with time_machine.travel(NOW + timedelta(days=8), tick=False):
        assert browser_of().get(today).status_code == 404


def test_a_link_shows_one_draft_while_its_maker_may_change_the_page(
    editor, browser_of, coral, owner, manager, below
):
    page = below(StandardPage(title="Reef", slug="reef", live=False))
    bare = made(editor, page)
    with context.use_tenant(coral):
        page.title = "First draft"
        page.save_revision()
    path = made(editor, page)
    with context.use_tenant(coral):
        page.title = "Second draft"
        page.save_revision()
    shown = browser_of().get(path).content.decode()
    assert "First draft" in shown and "Second draft" not in shown
    assert "draft" not in browser_of().get(bare).content.decode().partition("<main")[2]
    with context.use_tenant(coral):
        role = Role.objects.create(key="reader", name="Reader", may=["wagtailadmin.access_admin"])
        member = Member.objects.get(user=manager)
        link = preview.link(page=Page.objects.get(pk=page.pk), shown_at=None, by=member, at=clock.now())
        Member.objects.filter(pk=member.pk).update(role=role, overrides=["cms.change_page"])
    assert "Second draft" in browser_of().get(link).content.decode()
    with context.use_tenant(coral):
        Member.objects.filter(pk=member.pk).update(overrides=[])
    assert browser_of().get(link).status_code == 404
    with context.use_tenant(coral):
        Member.objects.filter(pk=member.pk).update(
            overrides=["cms.change_page"], active=False, deactivated_at=NOW
        )
    assert browser_of().get(link).status_code == 404
    assert browser_of().get(path).status_code == 200


def test_a_link_shows_another_language(editor, browser_of, coral, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    with context.use_tenant(coral):
        french = languages.add(code="fr", by=None, at=NOW)
        HomePage.objects.get().copy_for_translation(french).save()
        copy = page.copy_for_translation(french)
        copy.title = "Récif"
        copy.save_revision()
    path = made(editor, page, version=copy.pk)
    assert path.startswith("/fr/")
    html = browser_of().get(path).content.decode()
    assert "Récif" in html and '<html lang="fr"' in html


@pytest.mark.django_db(transaction=True)
def test_a_link_without_a_prefix_is_in_the_businesss_own_language(editor, browser_of, coral, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    with context.use_tenant(coral):
        french = languages.add(code="fr", by=None, at=NOW)
        HomePage.objects.get().copy_for_translation(french).save()
        copy = page.copy_for_translation(french)
        copy.save_revision()
    with context.use_platform():
        Tenant.objects.filter(pk=coral.pk).update(locale="fr")
    facts.forget()
    path = made(editor, page, version=copy.pk)
    assert path.startswith("/site/preview/")
    shown = browser_of().get(path, headers={"accept-language": "es"})
    assert shown["Content-Language"] == "fr" and '<html lang="fr"' in shown.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", ["", "?utm=1"])
def test_an_old_address_leads_to_the_page(browser_of, coral, below, query):
    page = below(StandardPage(title="Reef", slug="reef"))
    inner = below(StandardPage(title="Deep", slug="deep"), page)
    with context.use_tenant(coral):
        page = Page.objects.get(pk=page.pk).specific
        page.slug = "the-reef"
        page.save_revision().publish()
    response = browser_of().get(f"/reef/{query}")
    assert (response.status_code, response["Location"]) == (301, "/the-reef/")
    assert browser_of().get("/reef/deep/")["Location"] == "/the-reef/deep/"
    with context.use_tenant(coral):
        Page.objects.get(pk=inner.pk).specific.move(Page.objects.get(slug="about"), pos="last-child")
    assert browser_of().get("/the-reef/deep/")["Location"] == "/about/deep/"
    assert browser_of("northgate.localhost").get("/reef/").status_code == 404


def test_redirects_of_the_editor_and_of_other_languages_work(browser_of, coral, below):
    with context.use_tenant(coral):
        Redirect.add_redirect("/old", "/about/", is_permanent=False)
        Redirect.add_redirect("/fr/vieux", "https://example.com/")
    assert browser_of().get("/old/")["Location"] == "/about/"
    assert browser_of().get("/fr/vieux")["Location"] == "https://example.com/"
    assert browser_of("northgate.localhost").get("/old/").status_code == 404
    assert browser_of("localhost").get("/old/").status_code == 404
