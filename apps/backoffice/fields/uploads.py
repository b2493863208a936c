"""What may be put into a file field, told by its content and not by its name."""

import io
import re
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MEGABYTE
MOST_IMAGE_BYTES: Final = 10 * MEGABYTE
MOST_PIXELS: Final = 50_000_000
IMAGES: Final = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
ACCEPTED_IMAGES: Final = ",".join(IMAGES.values())
# By the first bytes.
_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
)
# A ZIP that is more than one.
_OFFICE: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_TEXTS: Final = {
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/plain",
    "ics": "text/calendar",
    "vcf": "text/vcard",
}
ACCEPTED: Final = ",".join(
    ("image/*", ".pdf", ".zip", ".rtf", ".doc", *(f".{name}" for name in (*_OFFICE, *_TEXTS)))
)
# A browser would run these, whatever they are called.
_MARKUP: Final = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|math|style|img|object|embed|form)",
    re.IGNORECASE,
)
_SNIFFED: Final = 4096
_NO_NAME: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff<>:\"|?*\\/]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be stored: its safe name, type and size, and its content."""

    name: str
    content_type: str
    size: int
    content: File[bytes]


def checked(file: Any, *, image: bool) -> Upload:
    """The file as it may be stored. Raises ValueError with a sentence."""
    size, most = int(file.size or 0), MOST_IMAGE_BYTES if image else MOST_BYTES
    if not size:
        raise ValueError(_("The file is empty."))
    if size > most:
        raise ValueError(_("The file is larger than %(most)s MB.") % {"most": most // MEGABYTE})
    name = safe_name(str(getattr(file, "name", "") or "file"))
    file.seek(0)
    picture = _picture(file)
    file.seek(0)
    if image and picture is None:
        raise ValueError(_("This is not a picture. Use PNG, JPEG, WebP or GIF."))
    kind = picture or _document(file, name)
    file.seek(0)
    return Upload(name, kind, size, file if isinstance(file, File) else ContentFile(file.read(), name=name))


def safe_name(name: str) -> str:
    """The name without folders, control characters and what file systems dislike; at most 100 letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    bare = _NO_NAME.sub("_", last).strip(". ")
    stem, point, ending = bare.rpartition(".")
    if not point:
        stem, ending = bare, ""
    return f"{stem[:80] or 'file'}{point}{ending[:10]}"


def _picture(file: Any) -> str | None:
    """Type of a whole picture of a kind that is shown, None for anything else."""
    try:
        with Image.open(file, formats=tuple(IMAGES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                said = _("The picture has more than %(most)s million pixels.")
                raise ValueError(said % {"most": MOST_PIXELS // 10**6})
            kind = IMAGES[str(picture.format)]
            picture.verify()
            return kind
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return None


def _document(file: Any, name: str) -> str:
    head = file.read(_SNIFFED)
    ending = name.rpartition(".")[2].lower()
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return _OFFICE.get(ending, kind) if kind == "application/zip" else kind
    if ending in _TEXTS and b"\0" not in head and not _MARKUP.search(head) and _is_text(head):
        return _TEXTS[ending]
    raise ValueError(_("Files of this kind are not taken. Use a picture, PDF, Office, ZIP or text file."))


def _is_text(head: bytes) -> bool:
    try:
        io.TextIOWrapper(io.BytesIO(head), encoding="utf-8").read()
    except UnicodeDecodeError as error:
        # A letter may be cut in half where the sample ends; older programs write one byte for each.
        return error.start > len(head) - 4 or not any(byte < 9 for byte in head)  # noqa: PLR2004
    return True
