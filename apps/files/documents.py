"""Documents from outside: told by their content, and only of kinds on the list."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.files.errors import UnusableFile
from apps.files.pictures import HEAD, MARKUP

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MEGABYTE
PDF: Final = "application/pdf"
# ZIPs that are more than one, with the entry that says so.
OFFICE: Final[Mapping[str, tuple[str, str]]] = {
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "[Content_Types].xml",
    ),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "[Content_Types].xml"),
    "pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "[Content_Types].xml",
    ),
    "odt": ("application/vnd.oasis.opendocument.text", "mimetype"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", "mimetype"),
}
OLDER: Final[Mapping[str, str]] = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
TEXTS: Final[Mapping[str, str]] = {
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/plain",
    "ics": "text/calendar",
    "vcf": "text/vcard",
}
ENDINGS: Final = ("pdf", "rtf", "zip", *OFFICE, *OLDER, *TEXTS)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def type_of(file: Any, name: str) -> str:
    """The content type of a document that may be stored. Raises UnusableFile with a sentence."""
    ending = name.rpartition(".")[2].lower()
    file.seek(0)
    head = file.read(HEAD)
    is_archive = zipfile.is_zipfile(file)
    file.seek(0)
    if head.startswith(b"PK\x03\x04") and is_archive:
        return _archive(file, ending)
    if is_archive:
        raise UnusableFile(why=_("The file is two files in one. Save the document anew and upload that."))
    if head.startswith(b"%PDF-") and ending == "pdf" and not MARKUP.search(head[:256]):
        return PDF
    if head.startswith(b"{\\rtf") and ending == "rtf":
        return "application/rtf"
    if head.startswith(_OLE) and ending in OLDER:
        return OLDER[ending]
    if ending in TEXTS and not MARKUP.search(head) and not _has_zero(file) and _is_text(head):
        return TEXTS[ending]
    raise UnusableFile(why=_wrong(ending))


def _wrong(ending: str) -> str:
    if ending in ENDINGS:
        return _("What is in the file is not what its name says (.%(ending)s).") % {"ending": ending}
    return _("Files of this kind are not taken. Use a picture, PDF, Office, ZIP or text file.")


def _archive(file: Any, ending: str) -> str:
    if ending == "zip":
        return "application/zip"
    if ending not in OFFICE:
        raise UnusableFile(why=_wrong(ending))
    kind, entry = OFFICE[ending]
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnusableFile(why=_wrong(ending)) from error
    finally:
        file.seek(0)
    if entry not in names:
        raise UnusableFile(why=_wrong(ending))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnusableFile(why=_("The document carries a program (macros). Save it without and upload that."))
    return kind


def _has_zero(file: Any) -> bool:
    file.seek(0)
    try:
        while chunk := file.read(MEGABYTE):
            if b"\0" in chunk:
                return True
    finally:
        file.seek(0)
    return False


def _is_text(head: bytes) -> bool:
    try:
        io.TextIOWrapper(io.BytesIO(head), encoding="utf-8").read()
    except UnicodeDecodeError as error:
        # A letter may be cut in half where the sample ends; older programs write one byte for each.
        return error.start > len(head) - 4 or not any(byte < 9 for byte in head)  # noqa: PLR2004
    return True
