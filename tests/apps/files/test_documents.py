"""Uploads of documents: what is in them counts, not what they are called."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from apps.files.errors import UnusableFile
from apps.files.uploads import checked, safe_name
from tests.apps.files.samples import SVG, archive, bomb, gif_and_page, located, picture

OFFICE = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7 x", "application/pdf"),
        ("a.zip", archive(), "application/zip"),
        (
            "a.docx",
            archive(**OFFICE),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.ods", archive(mimetype="x"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"),
        ("a.rtf", b"{\\rtf1}", "application/rtf"),
        ("a.csv", "Name;Größe".encode(), "text/csv"),
        ("a.txt", "Größe".encode("latin-1"), "text/plain"),
        ("a.ics", b"BEGIN:VCALENDAR", "text/calendar"),
        ("a.png", picture(), "image/png"),
    ],
)
def test_documents_of_the_list_are_taken(name, content, kind):
    upload = checked(SimpleUploadedFile(name, content), image=False)
    assert (upload.name, upload.content_type) == (name, kind)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.svg", SVG, "Files of this kind are not taken"),
        ("a.png", SVG, "Files of this kind are not taken"),
        ("a.html", b"<!doctype html><p>x", "Files of this kind are not taken"),
        ("a.exe", b"MZ\x90\0", "Files of this kind are not taken"),
        ("a.jar", archive(), "Files of this kind are not taken"),
        ("a.msi", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Files of this kind are not taken"),
        ("a.txt", b"hello <script>alert(1)</script>", "not what its name says"),
        ("a.txt", b"\0\1\2", "not what its name says"),
        ("a.txt", b"a" * 5000 + b"\0", "not what its name says"),
        ("a.pdf", b"MZ\x90\0", "not what its name says"),
        ("a.pdf", b"%PDF-1.7<html><script>", "not what its name says"),
        ("a.txt", b"%PDF-1.7", None),
        ("a.docx", archive(), "not what its name says"),
        ("a.docx", archive(**OFFICE, **{"word/vbaProject.bin": "x"}), "macros"),
        ("a.pdf", b"%PDF-1.7 x" + archive(), "two files in one"),
        ("a.pdf", archive(), "not what its name says|not taken"),
        ("a.pdf", b"", "empty"),
        ("a", b"plain", "Files of this kind are not taken"),
        ("a.jpg", picture("PNG"), "this is a PNG picture. Name it a.png"),
        ("a.gif", gif_and_page(), "something besides the picture"),
        ("a.png", bomb(), "40 million pixels"),
    ],
)
def test_everything_else_is_refused_with_a_sentence(name, content, sentence):
    upload = SimpleUploadedFile(name, content)
    if sentence is None:
        assert checked(upload, image=False).content_type == "text/plain"
        return
    with pytest.raises(UnusableFile, match=sentence):
        checked(upload, image=False)


def test_the_upload_itself_holds_the_new_picture_wherever_it_was():
    held = TemporaryUploadedFile("a.jpg", "image/jpeg", 0, None)
    held.write(located() + b"film" * 1000)
    held.size = held.tell()
    for upload in (SimpleUploadedFile("a.jpg", located()), held):
        checked(upload, image=True)
        upload.seek(0)
        content = upload.read()
        assert b"Exif" not in content and len(content) == upload.size
    assert Path(held.temporary_file_path()).read_bytes() == content
    held.close()


def test_a_picture_without_an_ending_gets_one():
    assert checked(ContentFile(picture("WEBP"), name="photo"), image=True).name == "photo.webp"


def test_names_are_made_harmless():
    assert safe_name("../../x\0<y>.PNG") == "x_y_.PNG"
    assert safe_name("C:\\a\\b.pdf") == "b.pdf"
    assert safe_name("x" * 500 + ".pdf") == "x" * 80 + ".pdf"
    assert safe_name("..") == "file"
