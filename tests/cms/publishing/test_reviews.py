"""Drafts, and one step between them and publication."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from apps.accounts.models import Member, Role
from apps.tenancy import context
from cms.pages import StandardPage
from cms.publishing import reviews
from cms.publishing.errors import ChangedMeanwhile, NoteMissing
from cms.publishing.models import PageReview
from tests.cms.conftest import files
from tests.cms.seo.conftest import below
from tests.conftest import NOW

__all__ = ["below", "files"]


@pytest.fixture
def writer(browser_of: Any, coral: Any, clerk: Any) -> Client:
    """May change pages and not publish them."""
    with context.use_tenant(coral):
        role = Role.objects.create(
            key="writer", name="Writer", may=["wagtailadmin.access_admin", "cms.add_page", "cms.change_page"]
        )
        Member.objects.filter(user=clerk).update(role=role)
    browser: Client = browser_of(who=clerk)
    return browser


def fields(page: Page, **changed: Any) -> dict[str, Any]:
    """What the editor's form sends."""
    return {
        "title": page.title,
        "draft_title": page.title,
        "slug": page.slug,
        "intro": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        **changed,
    }


def test_a_writer_submits_and_the_owner_publishes(writer, editor, browser_of, coral, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    shown = writer.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "Submit for review" in shown and 'name="action-publish"' not in shown
    sent = writer.post(
        f"/cms/pages/{page.pk}/edit/", fields(page, title="New reef", **{"action-submit-for-review": "1"})
    )
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    assert "<h1>Reef" in browser_of().get("/reef/").content.decode()
    assert writer.get("/cms/reviews/").status_code == 403
    listed = editor.get("/cms/reviews/").content.decode()
    assert "New reef" in listed
    with context.use_tenant(coral):
        review = PageReview.objects.get()
        revision = Page.objects.get(pk=page.pk).latest_revision_id
    assert writer.post(f"/cms/reviews/{review.pk}/", {"revision": revision}).status_code == 403
    editor.post(f"/cms/reviews/{review.pk}/", {"revision": revision})
    assert "<h1>New reef" in browser_of().get("/reef/").content.decode()
    assert "Nothing waits" in editor.get("/cms/reviews/").content.decode()


def test_the_owner_sends_it_back_with_a_note_that_the_writer_reads(writer, editor, coral, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    writer.post(f"/cms/pages/{page.pk}/edit/", fields(page, title="Rif", **{"action-submit-for-review": "1"}))
    with context.use_tenant(coral):
        review = PageReview.objects.get()
    editor.post(f"/cms/reviews/{review.pk}/", {"send_back": "1", "note": " "})
    assert "Write what should be changed" in editor.get("/cms/reviews/").content.decode()
    editor.post(f"/cms/reviews/{review.pk}/", {"send_back": "1", "note": "A reef is no rif."})
    assert "A reef is no rif." in writer.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert "Nothing waits" in editor.get("/cms/reviews/").content.decode()


def test_what_was_changed_after_it_was_looked_at_is_not_published(in_coral, owner, below):
    page = below(StandardPage(title="Reef", slug="reef", live=False))
    looked_at = page.save_revision()
    review = reviews.submit(page=page, by=None, at=NOW)
    assert reviews.submit(page=page, by=None, at=NOW).pk == review.pk
    page.save_revision()
    with pytest.raises(ChangedMeanwhile):
        reviews.publish(pk=review.pk, revision=looked_at.pk, user=owner, by=None, at=NOW)
    with pytest.raises(NoteMissing):
        reviews.send_back(pk=review.pk, note="", user=owner, by=None, at=NOW)
    assert not Page.objects.get(pk=page.pk).live


def test_a_writer_who_presses_publish_all_the_same_closes_nothing(writer, coral, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    writer.post(f"/cms/pages/{page.pk}/edit/", fields(page, title="Rif", **{"action-submit-for-review": "1"}))
    writer.post(f"/cms/pages/{page.pk}/edit/", fields(page, title="Ruf", **{"action-publish": "1"}))
    with context.use_tenant(coral):
        assert PageReview.objects.get().state == "waiting"
        assert Page.objects.get(pk=page.pk).title == "Reef"


def test_publishing_it_some_other_way_settles_it(editor, coral, owner, below):
    page = below(StandardPage(title="Reef", slug="reef", live=False))
    with context.use_tenant(coral):
        page.save_revision()
        reviews.submit(page=page, by=None, at=NOW)
    answer = editor.post(f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}")
    assert answer.status_code == 302
    with context.use_tenant(coral):
        review = PageReview.objects.select_related("decided_by").get()
    assert (review.state, review.decided_by.user_id) == ("published", owner.pk)


def test_the_owner_has_no_use_for_a_review(editor, below):
    page = below(StandardPage(title="Reef", slug="reef"))
    assert "Submit for review" not in editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()


def test_another_business_sees_nothing_of_it(other, coral, below):
    page = below(StandardPage(title="Secret reef", slug="reef"))
    with context.use_tenant(coral):
        review = reviews.submit(page=page, by=None, at=NOW)
    assert "Secret" not in other.get("/cms/reviews/").content.decode()
    other.post(f"/cms/reviews/{review.pk}/", {"send_back": "1", "note": "x"})
    with context.use_tenant(coral):
        assert PageReview.objects.get().state == "waiting"
    assert other.get(f"/cms/preview-link/{page.pk}/").status_code == 404
