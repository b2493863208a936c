"""Uploads in the editor: one, many, from a chooser, another file for an old one."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.test import Client
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import UploadedFile

from apps.tenancy import context, db
from apps.tenancy.models import Tenant
from tests.apps.files.samples import SVG, archive, bomb, gif_and_page, located, noisy, picture
from tests.apps.files.test_room import allow
from tests.cms.conftest import image, png

BAD = [
    ("a.svg", SVG, "SVG is not possible"),
    ("a.png", SVG, "SVG is not possible"),
    ("a.gif", gif_and_page(), "something besides the picture"),
    ("a.png", picture() + archive(), "something besides the picture"),
    ("a.png", bomb(), "40 million pixels"),
    ("a.jpg", noisy((400, 300))[:9000], "no picture we can read"),
    ("a.jpg", picture("PNG"), "this is a PNG picture"),
]


def on_disk(files: Path) -> list[Path]:
    """Everything that is stored."""
    return [path for path in files.rglob("*") if path.is_file()]


def add(editor: Client, name: str, content: bytes, **values: Any) -> Any:
    """The form for one picture."""
    upload = SimpleUploadedFile(name, content)
    return editor.post("/cms/images/add/", {"title": "Reef", "file": upload, **values})


def add_many(editor: Client, name: str, content: bytes, **values: Any) -> dict[str, Any]:
    """What the page for many at once sends for each."""
    upload = SimpleUploadedFile(name, content)
    response = editor.post("/cms/images/multiple/add/", {"files[]": upload, **values})
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def test_a_photo_is_stored_upright_and_without_where_it_was_taken(editor: Client, in_coral: Tenant) -> None:
    assert add(editor, "a.JPG", located()).status_code == 302
    stored = Image.objects.get(title="Reef")
    with stored.file.open() as file:
        content = file.read()
    assert Picture.open(io.BytesIO(content)).size == (stored.width, stored.height) == (100, 200)
    assert b"Exif" not in content and stored.file_size == len(content)


def test_a_photo_of_12_megapixels_is_taken(editor: Client, in_coral: Tenant) -> None:
    assert add(editor, "large.jpg", noisy()).status_code == 302
    assert Image.objects.get(title="Reef").width == 4000


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_a_bad_picture_is_refused_with_a_sentence_and_nothing_is_stored(
    editor: Client, in_coral: Tenant, files: Path, name: str, content: bytes, sentence: str
) -> None:
    before = Image.objects.count()
    response = add(editor, name, content)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    many = add_many(editor, name, content)
    assert not many["success"] and sentence in many["error_message"]
    assert Image.objects.count() == before and not on_disk(files)


def test_one_of_many_is_drawn_anew_even_when_its_title_is_too_long(editor: Client, in_coral: Tenant) -> None:
    assert add_many(editor, "a.jpg", located(), title="Reef")["success"]
    with Image.objects.get(title="Reef").file.open() as file:
        assert b"Exif" not in file.read()
    waiting = add_many(editor, "b.jpg", located(), title="x" * 300)
    assert waiting["success"]
    with UploadedFile.objects.get(pk=waiting["uploaded_file_id"]).file.open() as file:
        assert b"Exif" not in file.read()


# Wagtail leaves the temporary file of the preview it makes to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_another_file_for_an_old_picture_is_checked_too(editor: Client, coral: Tenant) -> None:
    old = image(coral)
    values = {"title": "Reef", "description": ""}
    for name, content, sentence in BAD[:3]:
        upload = SimpleUploadedFile(name, content)
        response = editor.post(f"/cms/images/{old.pk}/", {**values, "file": upload})
        assert response.status_code == 200 and sentence in response.content.decode()
    upload = SimpleUploadedFile("a.jpg", located())
    assert editor.post(f"/cms/images/{old.pk}/", {**values, "file": upload}).status_code == 302
    with context.use_tenant(coral):
        new = Image.objects.get(pk=old.pk)
        assert (new.width, new.height) == (100, 200)


@pytest.mark.django_db(transaction=True)
def test_a_full_business_is_told_so_and_nothing_is_stored(
    editor: Client, in_coral: Tenant, files: Path
) -> None:
    allow(in_coral, 0)
    response = add(editor, "a.png", png())
    assert "Your plan allows 0 MB of files" in response.content.decode()
    assert "Your plan allows 0 MB" in add_many(editor, "a.png", png())["error_message"]
    upload = SimpleUploadedFile("a.txt", b"text")
    response = editor.post("/cms/documents/add/", {"title": "Waiver", "file": upload})
    assert "Your plan allows 0 MB" in response.content.decode()
    assert not on_disk(files)


# Wagtail leaves the temporary file of the preview it makes to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("address", "field", "name", "content"),
    [
        ("images/add/", "file", "a.png", png()),
        ("images/multiple/add/", "files[]", "a.png", png()),
        ("images/chooser/create/", "image-chooser-upload-file", "a.png", png()),
        ("documents/add/", "file", "a.txt", b"text"),
        ("documents/multiple/add/", "files[]", "a.txt", b"text"),
        ("documents/chooser/create/", "document-chooser-upload-file", "a.txt", b"text"),
    ],
)
def test_a_file_is_stored_in_the_transaction_that_found_room_for_it(
    editor: Client,
    in_coral: Tenant,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    field: str,
    name: str,
    content: bytes,
) -> None:
    seen: list[Any] = []

    def note(*_args: Any, **_kwargs: Any) -> None:
        seen.append(db.fetch_one("SELECT txid_current() AS number"))

    monkeypatch.setattr("cms.uploads.room.require", note)
    model = Image if address.startswith("images") else Document
    post_save.connect(note, sender=model)
    try:
        upload = SimpleUploadedFile(name, content)
        title = field.replace("file", "title") if "[" not in field else "title"
        response = editor.post(f"/cms/{address}", {title: "Reef", field: upload})
    finally:
        post_save.disconnect(note, sender=model)
    assert response.status_code in {200, 302}
    assert len(seen) >= 2 and all(number == seen[0] for number in seen), seen


def test_a_document_is_what_its_name_says(editor: Client, in_coral: Tenant, files: Path) -> None:
    for name, content, sentence in (
        ("a.html", b"<!doctype html>", "Files of this kind are not taken"),
        ("a.pdf", b"MZ", "not what its name says"),
        ("a.svg", SVG, "Files of this kind are not taken"),
        ("a.pdf", b"%PDF-1.7" + archive(), "two files in one"),
    ):
        upload = SimpleUploadedFile(name, content)
        response = editor.post("/cms/documents/add/", {"title": "Waiver", "file": upload})
        assert sentence in response.content.decode()
        upload = SimpleUploadedFile(name, content)
        many = editor.post("/cms/documents/multiple/add/", {"files[]": upload})
        assert sentence in json.loads(many.content)["error_message"]
    assert not on_disk(files)
    upload = SimpleUploadedFile("waiver.pdf", b"%PDF-1.7 x")
    assert editor.post("/cms/documents/add/", {"title": "Waiver", "file": upload}).status_code == 302
    assert Document.objects.get(title="Waiver").file_size == 10
