"""The stylesheet visitors get, and the page on which an owner chooses."""

import pytest

from apps.tenancy import context
from cms.theme.models import Theme
from cms.theme.services import save_theme
from cms.theme.types import Choices
from tests.cms.conftest import image
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PAGE, PREVIEW = "/cms/theme/", "/cms/theme/preview/"
GIVEN = {
    "layout": "bold",
    "accent": "#111827",
    "has_second": "on",
    "second": "#F59E0B",
    "ground": "#ffffff",
    "typeface": "condensed",
    "scale": "normal",
    "spacing": "normal",
    "corners": "square",
    "logo": "",
}


def saved(tenant) -> Theme | None:
    with context.use_tenant(tenant):
        return Theme.objects.first()


def test_the_stylesheet_may_be_kept_for_good_under_its_own_version(browser_of, coral):
    visitor = browser_of()
    current = visitor.get("/site/theme.0.css")
    assert current["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in current["Cache-Control"]
    assert "--accent:#0b5c6b" in current.content.decode()
    with context.use_tenant(coral):
        save_theme(choices=Choices(accent="#8a3b2e"), by=None, at=NOW)
    assert "no-cache" in visitor.get("/site/theme.0.css")["Cache-Control"]
    assert "--accent:#8a3b2e" in visitor.get("/site/theme.1.css").content.decode()
    elsewhere = browser_of("northgate.localhost").get("/site/theme.1.css")
    assert "--accent:#0b5c6b" in elsewhere.content.decode()


def test_an_owner_tries_saves_and_resets(editor, coral, northgate):
    page = editor.get(PAGE)
    assert page.status_code == 200
    tried = editor.post(PAGE, {**GIVEN, "try": "1"})
    assert "accent=%23111827" in tried.content.decode()
    assert saved(coral) is None
    answer = editor.post(PAGE, GIVEN, follow=True)
    assert "new look" in answer.content.decode()
    assert (saved(coral).layout, saved(coral).second) == ("bold", "#f59e0b")
    assert saved(northgate) is None
    assert editor.get(f"{PAGE}reset/").status_code == 200
    assert editor.post(f"{PAGE}reset/").status_code == 302
    assert saved(coral).choices == Choices()


def test_a_preview_shows_what_is_not_saved(editor, coral):
    page = editor.get(PREVIEW, {**GIVEN, "scheme": "dark"})
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert 'class="layout-bold' in page.content.decode()
    assert "/cms/theme/preview.css?layout=bold" in page.content.decode()
    css = editor.get("/cms/theme/preview.css", {**GIVEN, "scheme": "dark"})
    assert "color-scheme:dark" in css.content.decode()
    assert saved(coral) is None


@pytest.mark.parametrize("wrong", [{"accent": "red"}, {"layout": "x"}, {"logo": "999999"}, {"ground": ""}])
def test_what_cannot_be_used_is_said_beside_the_field(editor, coral, wrong):
    answer = editor.post(PAGE, {**GIVEN, **wrong})
    assert answer.status_code == 200
    assert next(iter(wrong)) in answer.context["form"].errors
    assert editor.get(PREVIEW, {**GIVEN, **wrong}).status_code == 404
    assert saved(coral) is None


def test_only_who_may_change_the_theme_gets_in(browser_of, guide, clerk, coral):
    for who in (guide, clerk):
        browser = browser_of(who=who)
        for path in (PAGE, PREVIEW, f"{PAGE}reset/", "/cms/theme/preview.css"):
            assert browser.get(path, GIVEN).status_code == 403
        assert browser.post(PAGE, GIVEN).status_code == 403
    assert browser_of().get(PAGE).status_code == 302
    assert saved(coral) is None


def test_a_logo_of_another_business_does_not_exist(editor, coral, northgate):
    theirs = image(northgate)
    answer = editor.post(PAGE, {**GIVEN, "logo": theirs.pk})
    assert "logo" in answer.context["form"].errors
    assert editor.get(PREVIEW, {**GIVEN, "logo": theirs.pk}).status_code == 404
    ours = image(coral)
    assert editor.post(PAGE, {**GIVEN, "logo": ours.pk}).status_code == 302
    assert saved(coral).logo_id == ours.pk
