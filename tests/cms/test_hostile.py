"""What nobody should send, and what is said to them. Nothing of it is kept."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms import richtext, slugs
from cms.blocks import Sections
from cms.pages import HomePage, StandardPage
from quayside import urls
from tests.cms.test_editor import COMMENTS

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]

HOSTILE = [
    "<script>alert(1)</script>",
    '<p onclick="alert(1)">Click</p>',
    '<a href="javascript:alert(1)">Click</a>',
    '<a href=" jav&#x09;ascript:alert(1)">Click</a>',
    '<a href="data:text/html,<script>alert(1)</script>">Click</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<img src=x onerror="alert(1)">',
    "<svg><script>alert(1)</script></svg>",
    '<p style="background:url(javascript:alert(1))">Text</p>',
    '<embed embedtype="media" url="https://evil.example">',
]


def home_of(tenant: Tenant) -> HomePage:
    """The front page of a business."""
    with context.use_tenant(tenant):
        home: HomePage = HomePage.objects.get()
        return home


def sent(*blocks: tuple[str, dict[str, str]], **values: str) -> dict[str, str]:
    """A page as the editor's form sends it, with these blocks of plain fields."""
    form = {
        "title": "New",
        "slug": "new",
        "intro": "",
        "picture": "",
        "seo_title": "",
        "search_description": "",
        "body-count": str(len(blocks)),
        **{key: str(value) for key, value in COMMENTS.items()},
        **values,
    }
    for number, (kind, fields) in enumerate(blocks):
        start = f"body-{number}"
        form |= {f"{start}-type": kind, f"{start}-id": str(uuid4()), f"{start}-order": str(number)}
        form |= {f"{start}-deleted": "", **{f"{start}-value-{name}": value for name, value in fields.items()}}
    return form


def quote(text: str) -> tuple[str, dict[str, str]]:
    """A quote as sent."""
    return "quote", {"text": text, "by": "", "picture": ""}


def text(html: str) -> tuple[str, dict[str, str]]:
    """A text as sent by somebody who writes HTML where the editor writes its own JSON."""
    block = {
        "key": "a",
        "type": "unstyled",
        "text": html,
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
    }
    return "text", {
        "title": "",
        "html": json.dumps({"blocks": [block], "entityMap": {}}),
        "picture": "",
        "side": "right",
    }


def added(editor: Client, tenant: Tenant, form: dict[str, str]) -> Any:
    """The answer to a new page below the front page."""
    return editor.post(f"/cms/pages/add/cms/standardpage/{home_of(tenant).pk}/", form)


def is_there(tenant: Tenant, slug: str = "new") -> bool:
    """Whether such a page was made."""
    with context.use_tenant(tenant):
        return bool(Page.objects.filter(slug=slug).exists())


def test_a_page_with_blocks_is_made_and_shown(editor: Client, browser_of: Browser, coral: Tenant) -> None:
    form = sent(quote("Never seen so many rays."), text("Just words"), **{"action-publish": "1"})
    answer = added(editor, coral, form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    said = browser_of().get("/new/").content.decode()
    assert "Never seen so many rays." in said
    assert "Just words" in said


def test_too_many_blocks_are_refused(editor: Client, coral: Tenant) -> None:
    answer = added(editor, coral, sent(*[quote("Again")] * 61))
    assert "The maximum number of items is 60" in answer.content.decode()
    assert not is_there(coral)


def test_a_text_that_is_too_long_is_refused(editor: Client, coral: Tenant) -> None:
    answer = added(editor, coral, sent(quote("x" * 601)))
    assert "at most 600 characters" in answer.content.decode()
    assert not is_there(coral)


def test_a_page_that_is_too_large_as_a_whole_is_refused(in_coral: Tenant) -> None:
    sections = Sections()
    html = "<p>" + "x" * 19_000 + "</p>"
    value = sections.to_python([{"type": "text", "value": {"html": html, "side": "right"}}] * 20)
    with pytest.raises(ValidationError) as refused:
        sections.clean(value)
    assert "This page is too long." in str(refused.value.non_block_errors)  # type: ignore[attr-defined]


def test_a_form_of_ten_thousand_fields_is_refused_before_it_is_read(editor: Client, coral: Tenant) -> None:
    form = sent() | {f"body-{number}-type": "quote" for number in range(10_000)}
    answer = added(editor, coral, form)
    assert answer.status_code == 400
    assert not is_there(coral)


@pytest.mark.parametrize("html", HOSTILE)
def test_html_in_the_editors_text_is_shown_as_text(
    editor: Client, browser_of: Browser, coral: Tenant, html: str
) -> None:
    added(editor, coral, sent(text(html), **{"action-publish": "1"}))
    assert harmless(browser_of().get("/new/").content.decode())


@pytest.mark.parametrize("html", HOSTILE)
def test_html_past_the_editor_is_brought_down_to_the_subset(html: str) -> None:
    cleaned = richtext.cleaned(f"<p>Before</p>{html}<p>After</p>")
    assert harmless(cleaned)
    assert "<p>Before</p>" in cleaned
    assert "<p>After</p>" in cleaned


def harmless(html: str) -> bool:
    """Whether nothing of the hostile texts would run."""
    body = html.partition("<main")[2] or html
    return not any(
        piece in body
        for piece in (
            "<script>",
            'onclick="',
            'onerror="',
            'href="javascript',
            'href="data',
            "<iframe",
            "<embed",
            "<svg>",
            "<p style",
        )
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "vbscript:x"]
)
def test_a_link_that_would_run_something_is_refused(editor: Client, coral: Tenant, address: str) -> None:
    action = (
        "action",
        {"title": "Go", "text": "", "label": "Go", "page": "", "url": address, "tone": "accent"},
    )
    answer = added(editor, coral, sent(action))
    assert "Write an address such as https://example.com" in answer.content.decode()
    assert not is_there(coral)


def test_a_button_that_leads_nowhere_is_refused(editor: Client, coral: Tenant) -> None:
    action = ("action", {"title": "Go", "text": "", "label": "Go", "page": "", "url": "", "tone": "accent"})
    answer = added(editor, coral, sent(action))
    assert "Choose the page this leads to, or write an address." in answer.content.decode()


def test_the_page_of_another_business_cannot_be_linked_to(
    editor: Client, coral: Tenant, northgate: Tenant
) -> None:
    theirs = home_of(northgate).pk
    action = (
        "action",
        {"title": "Go", "text": "", "label": "Go", "page": str(theirs), "url": "", "tone": "accent"},
    )
    answer = added(editor, coral, sent(action))
    assert answer.status_code == 200
    assert not is_there(coral)


def test_a_slug_that_another_page_has_is_refused(editor: Client, coral: Tenant) -> None:
    answer = added(editor, coral, sent(slug="about"))
    assert "already in use within the parent page" in answer.content.decode()


@pytest.mark.parametrize("slug", ["admin", "cms", "fr", "search", "pictures", "media"])
def test_a_slug_that_the_site_itself_uses_is_refused(editor: Client, coral: Tenant, slug: str) -> None:
    answer = added(editor, coral, sent(slug=slug))
    assert f"“{slug}” is used by the site itself." in answer.content.decode()
    assert not is_there(coral, slug)


def test_such_a_slug_is_refused_without_the_editor_too(coral: Tenant) -> None:
    home = home_of(coral)
    with context.use_tenant(coral), pytest.raises(ValidationError, match="used by the site itself"):
        home.add_child(instance=StandardPage(title="Administration", slug="admin"))


def test_a_page_is_neither_moved_nor_copied_to_such_an_address(editor: Client, coral: Tenant) -> None:
    home = home_of(coral)
    with context.use_tenant(coral):
        about = StandardPage.objects.get(slug="about")
        inner = about.add_child(instance=StandardPage(title="Search", slug="search"))
    editor.post(f"/cms/pages/{inner.pk}/move/{home.pk}/confirm/")
    copied = {"new_title": "Search", "new_slug": "cms", "new_parent_page": home.pk}
    answer = editor.post(f"/cms/pages/{inner.pk}/copy/", copied, follow=True)
    assert "is used by the site itself" in answer.content.decode()
    with context.use_tenant(coral):
        assert Page.objects.get(pk=inner.pk).get_parent().pk == about.pk
        assert not Page.objects.filter(slug="cms").exists()


def test_every_first_part_of_an_address_is_kept_from_pages() -> None:
    parts = {str(entry.pattern).partition("/")[0] for entry in urls.urlpatterns}
    names = {part for part in parts if part.replace("-", "").replace("_", "").isalnum()}
    assert {name for name in names if not slugs.is_taken(name)} == set()


def test_the_front_page_cannot_be_deleted(editor: Client, browser_of: Browser, coral: Tenant) -> None:
    answer = editor.post(f"/cms/pages/{home_of(coral).pk}/delete/", follow=True)
    assert "so it stays" in answer.content.decode()
    assert browser_of().get("/").status_code == 200


def test_the_front_page_cannot_be_deleted_among_many(
    editor: Client, browser_of: Browser, coral: Tenant
) -> None:
    home = home_of(coral)
    with context.use_tenant(coral):
        about = StandardPage.objects.get(slug="about")
    for chosen in (f"id={home.pk}", f"id={about.pk}&id={home.pk}"):
        confirmed = {"wagtail_site_name": "Quayside"}
        path = f"/cms/bulk/wagtailcore/page/delete/?{chosen}"
        answer = editor.post(path, confirmed, follow=True)
        assert "so it stays" in answer.content.decode()
    assert browser_of().get("/").status_code == 200
    assert browser_of().get("/about/").status_code == 200


def test_pages_are_not_moved_together_to_an_address_of_the_site(editor: Client, coral: Tenant) -> None:
    home = home_of(coral)
    with context.use_tenant(coral):
        about = StandardPage.objects.get(slug="about")
        inner = about.add_child(instance=StandardPage(title="Search", slug="search"))
        plain = about.add_child(instance=StandardPage(title="Plain", slug="plain"))
    path = f"/cms/bulk/wagtailcore/page/move/?id={inner.pk}&id={plain.pk}"
    answer = editor.post(path, {"chooser": home.pk}, follow=True)
    assert "is used by the site itself" in answer.content.decode()
    with context.use_tenant(coral):
        assert Page.objects.get(pk=inner.pk).get_parent().pk == about.pk
        assert Page.objects.get(pk=plain.pk).get_parent().pk == about.pk
    editor.post(f"/cms/bulk/wagtailcore/page/move/?id={plain.pk}", {"chooser": home.pk})
    with context.use_tenant(coral):
        assert Page.objects.get(pk=plain.pk).get_parent().pk == home.pk


def test_a_page_of_another_business_is_not_found(
    browser_of: Browser, coral: Tenant, northgate: Tenant
) -> None:
    home = home_of(northgate)
    with context.use_tenant(northgate):
        home.add_child(instance=StandardPage(title="Tariffs", slug="tariffs"))
    assert browser_of("northgate.localhost").get("/tariffs/").status_code == 200
    assert browser_of().get("/tariffs/").status_code == 404


def test_an_editors_lists_choosers_and_reports_hold_their_own_business_only(
    editor: Client, other: Client, coral: Tenant, northgate: Tenant
) -> None:
    for tenant, name in ((coral, "Manta night"), (northgate, "Level nine")):
        home = home_of(tenant)
        with context.use_tenant(tenant):
            home.add_child(instance=StandardPage(title=name)).save_revision().publish()
    for browser, tenant, own, foreign in (
        (editor, coral, "Manta night", "Level nine"),
        (other, northgate, "Level nine", "Manta night"),
    ):
        home = home_of(tenant)
        for path in (
            f"/cms/pages/{home.pk}/",
            f"/cms/choose-page/{home.pk}/?page_type=wagtailcore.page",
            "/cms/choose-page/search/?q=&page_type=wagtailcore.page",
            "/cms/reports/site-history/results/",
            "/cms/reports/aging-pages/results/",
            "/cms/pages/usage/cms/standardpage/",
        ):
            answer = browser.get(path)
            said = answer.content.decode()
            assert answer.status_code == 200, path
            assert foreign not in said, path
            if "search" not in path:
                assert own in said, path
