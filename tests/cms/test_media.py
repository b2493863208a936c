"""Files of a business: shown when they are pictures, offered when not, and on no other host."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Collection

from apps.kernel import clock
from apps.tenancy import context
from apps.tenancy.models import Tenant
from tests.cms.conftest import document, image, png, read

Browser = Callable[..., Client]


def stored(tenant: Tenant, name: str, content: bytes = b"content") -> str:
    """The address of a new file."""
    with context.use_tenant(tenant):
        return f"/media/{default_storage.save(name, ContentFile(content))}"


def test_a_picture_is_shown_for_good(browser_of: Browser, coral: Tenant) -> None:
    response = browser_of().get(image(coral).file.url)
    assert read(response) == png()
    assert response["Content-Type"] == "image/png"
    assert "attachment" not in response.get("Content-Disposition", "")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "paper.pdf", "nameless"])
def test_anything_else_is_offered_for_download(browser_of: Browser, coral: Tenant, name: str) -> None:
    response = browser_of().get(stored(coral, f"look/{name}", b"<script>alert(1)</script>"))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert read(response) == b"<script>alert(1)</script>"


def test_a_file_is_on_no_other_host(browser_of: Browser, other: Client, coral: Tenant) -> None:
    path = image(coral).file.url
    assert other.get(path).status_code == 404
    assert browser_of("northgate.localhost").get(path).status_code == 404
    assert browser_of("localhost").get(path).status_code == 404


def test_no_path_leads_out_of_the_folder(
    browser_of: Browser, coral: Tenant, northgate: Tenant, files: Path
) -> None:
    theirs = stored(northgate, "images/theirs.png", png()).removeprefix("/media/")
    mine = stored(coral, "images/mine.png", png()).removeprefix("/media/")
    folder = mine.rpartition("/")[0]
    (files / "plain.png").write_bytes(png())
    assert read(browser_of().get(f"/media/{mine}")) == png()
    for path in (
        f"{folder}/../../../../{theirs}",
        f"{folder}/../../../../plain.png",
        f"{folder}/./mine.png",
        f"{folder}//mine.png",
        f"{folder}/",
        folder,
        "plain.png",
        f"{folder}/mine.png%00.png",
        f"{folder}/{'x' * 300}.png",
        f"{folder}/nothing.png",
        f"{mine}/deeper.png",
    ):
        assert browser_of().get(f"/media/{path}").status_code == 404, path


def test_the_storage_itself_refuses_a_way_around(coral: Tenant, northgate: Tenant) -> None:
    theirs = stored(northgate, "images/theirs.png", png()).removeprefix("/media/")
    mine = stored(coral, "images/mine.png", png()).removeprefix("/media/")
    around = f"{mine.rpartition('/')[0]}/../../../../{theirs}"
    with context.use_tenant(coral):
        for name in (theirs, around):
            with pytest.raises(Exception, match="another business"):
                default_storage.open(name)
            with pytest.raises(Exception, match="another business"):
                default_storage.delete(name)
    with context.use_tenant(northgate):
        assert default_storage.exists(theirs)


@pytest.mark.parametrize(
    "name",
    ["exports/customers.csv", "imports/people.csv", "archive.sealed", "documents/fields/id.png", "loose.png"],
)
def test_what_pages_do_not_show_is_not_there(
    browser_of: Browser, editor: Client, coral: Tenant, name: str
) -> None:
    path = stored(coral, name, png())
    assert browser_of().get(path).status_code == 404
    assert editor.get(path).status_code == 404


def test_a_document_of_a_closed_collection_is_given_by_a_link_that_ends(
    browser_of: Browser, editor: Client, coral: Tenant
) -> None:
    paper = document(coral)
    with context.use_tenant(coral):
        closed = Collection.get_first_root_node().add_child(instance=Collection(name="Staff"))
        closed.view_restrictions.create(restriction_type="login")
        paper.collection = closed
        paper.save()
    assert "/accounts/login/" in browser_of().get(paper.url)["Location"]
    now = clock.now()
    with time_machine.travel(now, tick=False):
        answer = editor.get(paper.url)
        assert answer.status_code == 302 and answer["Location"].startswith("/files/")
        assert "no-store" in answer["Cache-Control"]
        given = browser_of().get(answer["Location"])
        assert read(given) == b"Sign here." and "no-store" in given["Cache-Control"]
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        assert browser_of().get(answer["Location"]).status_code == 404


def test_documents_go_through_their_own_view_only(browser_of: Browser, coral: Tenant) -> None:
    paper = document(coral)
    assert browser_of().get(paper.file.url).status_code == 404
    response = browser_of().get(paper.url)
    assert read(response) == b"Sign here."


def test_a_document_is_on_no_other_host(browser_of: Browser, other: Client, coral: Tenant) -> None:
    paper = document(coral)
    assert paper.url == f"/documents/{paper.pk}/waiver.txt"
    assert other.get(paper.url).status_code == 404
    assert browser_of("northgate.localhost").get(paper.url).status_code == 404


def test_only_reading_is_answered(browser_of: Browser, coral: Tenant) -> None:
    path = image(coral).file.url
    assert browser_of().post(path).status_code == 405
    response = browser_of().head(path)
    assert (response.status_code, read(response)) == (200, b"")
