"""What an owner does in the editor, and what nobody can do to another business with it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connections
from django.test import Client
from django.utils import timezone
from huey.contrib.djhuey import HUEY
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page, PageLogEntry, Site
from wagtail.users.models import UserProfile

from apps.accounts.models import User
from apps.tenancy import context
from apps.tenancy.models import Tenant
from cms import sites
from tests.apps.tenancy.test_tasks import run_queue
from tests.cms.conftest import document, image, page, read, upload
from tests.conftest import ALIASES

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the memory file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

Browser = Callable[..., Client]
COMMENTS = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "comments-MAX_NUM_FORMS": ""}


def collection(tenant: Tenant, name: str = "Wrecks") -> Collection:
    """A collection below the root of a business."""
    with context.use_tenant(tenant):
        return Collection.get_first_root_node().add_child(instance=Collection(name=name))


def root_collection(tenant: Tenant) -> int:
    """Key of the root collection of a business."""
    with context.use_tenant(tenant):
        return int(Collection.get_first_root_node().pk)


def test_a_collection_is_added_changed_and_deleted(editor: Client, coral: Tenant) -> None:
    editor.post("/cms/collections/add/", {"name": "Reefs", "parent": root_collection(coral)})
    with context.use_tenant(coral):
        made = Collection.objects.get(name="Reefs")
        assert made.depth == 2
    editor.post(f"/cms/collections/{made.pk}/", {"name": "Wrecks", "parent": root_collection(coral)})
    with context.use_tenant(coral):
        assert Collection.objects.get(pk=made.pk).name == "Wrecks"
    editor.post(f"/cms/collections/{made.pk}/delete/")
    with context.use_tenant(coral):
        assert not Collection.objects.filter(pk=made.pk).exists()


def test_a_picture_and_its_smaller_forms_stand_in_the_business_folder(
    editor: Client, coral: Tenant, files: Path
) -> None:
    response = editor.post(
        "/cms/images/add/",
        {"title": "Reef", "file": upload(), "collection": root_collection(coral), "tags": "blue"},
    )
    assert response.status_code == 302, response.content.decode()[:3000]
    with context.use_tenant(coral):
        picture = Image.objects.get(title="Reef")
        small = picture.get_rendition("width-20")
    for name in (picture.file.name, small.file.name):
        assert name.startswith(f"tenants/{coral.pk}/")
        assert (files / name).is_file()
    assert read(editor.get(small.url))


def test_a_document_is_added_and_read(editor: Client, coral: Tenant) -> None:
    file = SimpleUploadedFile("plan.txt", b"Down and up again.", "text/plain")
    values = {"title": "Plan", "file": file, "collection": root_collection(coral), "tags": ""}
    assert editor.post("/cms/documents/add/", values).status_code == 302
    with context.use_tenant(coral):
        paper = Document.objects.get(title="Plan")
    assert read(editor.get(paper.url)) == b"Down and up again."


def test_a_redirect_is_added_and_searched(editor: Client, other: Client, coral: Tenant) -> None:
    values = {
        "old_path": "/old-reef",
        "redirect_link": "https://example.com/reef",
        "is_permanent": "on",
        "site": "",
    }
    assert editor.post("/cms/redirects/add/", values).status_code == 302
    with context.use_tenant(coral):
        assert Redirect.objects.get().old_path == "/old-reef"
    assert "/old-reef" in editor.get("/cms/redirects/?q=reef").content.decode()
    assert "/old-reef" not in other.get("/cms/redirects/?q=reef").content.decode()


def test_a_page_is_changed_published_moved_and_deleted(editor: Client, coral: Tenant) -> None:
    first, second = page(coral, "First"), page(coral, "Second")
    values = {"title": "First, changed", "slug": "first", **COMMENTS, "action-publish": "1"}
    response = editor.post(f"/cms/pages/{first.pk}/edit/", values)
    assert response.status_code == 302, response.content.decode()[:3000]
    with context.use_tenant(coral):
        assert Page.objects.get(pk=first.pk).title == "First, changed"
        assert Page.objects.get(pk=first.pk).live
        assert PageLogEntry.objects.filter(page=first.pk, action="wagtail.publish").exists()
    editor.post(f"/cms/pages/{second.pk}/move/{first.pk}/confirm/")
    with context.use_tenant(coral):
        below = Page.objects.get(pk=first.pk).get_children()
        assert list(below.values_list("title", flat=True)) == ["Second"]
        assert Page.find_problems() == ([], [], [], [], [])
    editor.post(f"/cms/pages/{first.pk}/delete/")
    with context.use_tenant(coral):
        assert not Page.objects.filter(pk__in=[first.pk, second.pk]).exists()


def test_search_finds_own_pages_and_pictures_only(
    editor: Client, other: Client, coral: Tenant, northgate: Tenant
) -> None:
    page(coral, "Manta point"), page(northgate, "Manta car park")
    image(coral, "Manta portrait"), image(northgate, "Manta barrier")
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            call_command("update_index", verbosity=0)
    for browser, own, foreign in (
        (editor, ("Manta point", "Manta portrait"), ("Manta car park", "Manta barrier")),
        (other, ("Manta car park", "Manta barrier"), ("Manta point", "Manta portrait")),
    ):
        said = browser.get("/cms/pages/search/?q=manta").content.decode()
        said += browser.get("/cms/images/?q=manta").content.decode()
        assert all(title in said for title in own)
        assert not any(title in said for title in foreign)


def test_a_foreign_collection_is_no_choice(editor: Client, coral: Tenant, northgate: Tenant) -> None:
    theirs, _own = collection(northgate), collection(coral, "Reefs")
    values = {"title": "Reef", "file": upload(), "collection": theirs.pk, "tags": ""}
    response = editor.post("/cms/images/add/", values)
    assert response.status_code == 200
    assert "Select a valid choice" in response.content.decode()
    with context.use_tenant(coral):
        assert not Image.objects.exists()


def test_foreign_pages_cannot_be_edited_moved_to_copied_to_or_deleted(
    editor: Client, coral: Tenant, northgate: Tenant
) -> None:
    mine, theirs = page(coral, "Mine"), page(northgate, "Theirs")
    assert editor.post(f"/cms/pages/{theirs.pk}/delete/").status_code == 404
    assert editor.post(f"/cms/pages/{mine.pk}/move/{theirs.pk}/confirm/").status_code == 404
    copied = {"new_title": "Planted", "new_slug": "planted", "new_parent_page": theirs.pk}
    assert editor.post(f"/cms/pages/{mine.pk}/copy/", copied).status_code == 404
    with context.use_tenant(northgate):
        assert Page.objects.filter(pk=theirs.pk).exists()
        assert not Page.objects.filter(title__in=["Mine", "Planted"]).exists()


@pytest.mark.parametrize("role", ["staff", "front_desk", "attendant"])
def test_roles_without_the_right_change_nothing(browser_of: Browser, coral: Tenant, role: str) -> None:
    browser = browser_of(who=f"{role}@coral.example")
    kept = page(coral, "Kept")
    assert browser.post(f"/cms/pages/{kept.pk}/delete/").status_code == 302
    assert (
        browser.post("/cms/collections/add/", {"name": "New", "parent": root_collection(coral)}).status_code
        == 302
    )
    with context.use_tenant(coral):
        assert Page.objects.filter(pk=kept.pk).exists()
        assert not Collection.objects.filter(name="New").exists()


def test_wagtails_cache_of_addresses_is_kept_per_business(coral: Tenant, northgate: Tenant) -> None:
    for _again in range(2):  # the second time out of the cache
        for tenant in (coral, northgate):
            with context.use_tenant(tenant):
                (root,) = Site.get_site_root_paths()
                assert root.root_url == Site(hostname=tenant.slug_host, port=sites.port()).root_url


def test_scheduled_pages_are_published_for_the_named_business_only(coral: Tenant, northgate: Tenant) -> None:
    pages = {}
    for tenant in (coral, northgate):
        waiting = page(tenant, "Waiting", live=False, go_live_at=timezone.now() - timedelta(minutes=1))
        with context.use_tenant(tenant):
            waiting.save_revision(approved_go_live_at=waiting.go_live_at)
        pages[tenant.pk] = waiting
    call_command("tenant", "coral", "publish_scheduled")
    live = {}
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            live[tenant.slug] = Page.objects.get(pk=pages[tenant.pk].pk).live
    assert live == {"coral": True, "northgate": False}


@pytest.mark.django_db(databases=[*ALIASES, "owner"], transaction=True)
def test_not_even_the_owner_role_can_point_a_row_at_another_business(
    coral: Tenant, northgate: Tenant
) -> None:
    theirs = page(northgate, "Theirs")
    picture, paper = image(coral), document(coral)
    wrecks = collection(northgate)
    with connections["owner"].cursor() as cursor:
        for statement, values in (
            ("UPDATE wagtailimages_image SET collection_id = %s WHERE id = %s", [wrecks.pk, picture.pk]),
            ("UPDATE wagtaildocs_document SET collection_id = %s WHERE id = %s", [wrecks.pk, paper.pk]),
            (
                "INSERT INTO wagtailcore_site (hostname, port, site_name, is_default_site, root_page_id, tenant_id)"
                " VALUES ('evil.example', 80, '', false, %s, %s)",
                [theirs.pk, coral.pk],
            ),
            (
                "INSERT INTO wagtailredirects_redirect (old_path, is_permanent, redirect_link,"
                " automatically_created, redirect_page_id, tenant_id) VALUES ('/x', true, '', false, %s, %s)",
                [theirs.pk, coral.pk],
            ),
        ):
            # Outside of a transaction the deferred keys are checked at once.
            with pytest.raises(IntegrityError):
                cursor.execute(statement, values)


@pytest.mark.django_db(transaction=True)
def test_wagtails_tasks_run_in_the_business_that_caused_them(
    editor: Client, coral: Tenant, northgate: Tenant, owner: User
) -> None:
    home = page(coral, "Nudibranch night")
    assert HUEY.pending_count() > 0
    run_queue()
    for tenant, found in ((coral, [home.pk]), (northgate, [])):
        with context.use_tenant(tenant):
            hits = Page.objects.search("nudibranch")
            assert [hit.pk for hit in hits] == found


@pytest.mark.django_db(transaction=True)
def test_a_member_of_two_businesses_has_a_profile_in_each(coral: Tenant, northgate: Tenant) -> None:
    with context.use_signin():
        person = User.objects.get(email="both@people.example")
    for tenant in (coral, northgate):
        with context.use_tenant(tenant):
            assert UserProfile.get_for_user(person).user == person


@pytest.mark.parametrize("address", ["/cms/choose-external-link/", "/cms/redirects/import/process/"])
def test_a_form_without_one_of_its_fields_is_told_which(
    owner: User, browser_of: Browser, address: str
) -> None:
    answer = browser_of(who=owner).post(address, {"link_text": "Here"})
    assert answer.status_code == 400
    assert "did not arrive, so nothing was changed" in answer.content.decode()


def test_a_link_to_elsewhere_is_still_chosen(owner: User, browser_of: Browser) -> None:
    sent = {"external-link-chooser-url": "https://reef.example/", "external-link-chooser-link_text": "Reef"}
    answer = browser_of(who=owner).post("/cms/choose-external-link/", sent)
    assert answer.json()["step"] == "external_link_chosen"
