"""How somebody who has never seen the editor finds the way in, about and out."""

import pytest

from apps.tenancy import context
from cms import languages
from cms.pages import HomePage
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_the_back_office_links_the_editor_for_those_who_may_open_it(editor, browser_of, guide):
    link = 'href="/cms/"'
    assert link in editor.get("/admin/").content.decode()
    assert link in editor.get("/home/").content.decode()
    assert link not in browser_of(who=guide).get("/admin/").content.decode()


def test_the_editor_begins_with_what_people_come_for(editor, coral):
    with context.use_tenant(coral):
        home = HomePage.objects.get().pk
    said = editor.get("/cms/").content.decode()
    assert "The website of Coral &amp; Current" in said
    for path in (f"/cms/pages/{home}/edit/", f"/cms/pages/{home}/add_subpage/", "/cms/theme/"):
        assert f'href="{path}"' in said
    assert "Wagtail 8" not in said and "editor guide" not in said
    assert "/admin/" in said


def test_the_tree_opens_below_the_front_page_until_there_are_several(editor, coral, in_coral):
    home = HomePage.objects.get()
    assert editor.get("/cms/pages/")["Location"] == f"/cms/pages/{home.pk}/"
    other = home.copy_for_translation(languages.add(code="fr", by=None, at=NOW))
    root = home.get_parent().pk
    assert other.get_parent().pk == root
    assert editor.get("/cms/pages/")["Location"] == f"/cms/pages/{root}/"
    said = editor.get(f"/cms/pages/{root}/").content.decode()
    assert "Each language of your site has its front page here" in said
    assert "not be accessible" not in said


def test_the_list_of_pages_is_in_the_order_of_the_menu(editor, in_coral):
    home = HomePage.objects.get()
    said = editor.get(f"/cms/pages/{home.pk}/").content.decode()
    rows = [said.index(f'id="page_{page.pk}"') for page in home.get_children().order_by("path")]
    assert len(rows) > 2
    assert rows == sorted(rows)
    assert '<td class="ord">' in said


def test_a_preview_may_stand_in_a_frame_of_the_editor_and_nowhere_else(editor, browser_of, in_coral):
    home = HomePage.objects.get()
    home.save_revision()
    shown = editor.get(f"/cms/pages/{home.pk}/view_draft/")
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "'unsafe-inline'" not in shown["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in browser_of().get("/")["Content-Security-Policy"]


def test_the_languages_say_how_many_pages_they_have(editor):
    said = " ".join(editor.get("/cms/languages/").content.decode().split())
    assert "<td>6</td>" in said
