"""An upload on its way into a form: what may be stored of it, under a safe name."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from apps.files import documents, pictures
from apps.files.errors import UnusableFile
from apps.files.pictures import LIBRARY, MEGABYTE, Limits

ACCEPTED_IMAGES: Final = ",".join(pictures.TYPES.values())
ACCEPTED: Final = ",".join(("image/*", *(f".{name}" for name in documents.ENDINGS)))
_NO_NAME: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff<>:\"|?*\\/]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be stored: its safe name, type and size, and its content."""

    name: str
    content_type: str
    size: int
    content: File[bytes]


def checked(file: Any, *, image: bool, limits: Limits = LIBRARY) -> Upload:
    """The file as it may be stored; a picture is drawn anew. Raises UnusableFile with a sentence.

    The upload itself then holds the new picture, so whoever stores it by another way stores no other content.
    """
    size = int(file.size or 0)
    if not size:
        raise UnusableFile(why=_("The file is empty."))
    if size > max(limits.bytes, documents.MOST_BYTES):
        raise _too_large(max(limits.bytes, documents.MOST_BYTES))
    name = safe_name(str(getattr(file, "name", "") or "file"))
    file.seek(0)
    head = file.read(64)
    if image or pictures.format_of(head):
        return _picture(file, name, limits)
    if size > documents.MOST_BYTES:
        raise _too_large(documents.MOST_BYTES)
    kind = documents.type_of(file, name)
    file.seek(0)
    return Upload(name, kind, size, file if isinstance(file, File) else ContentFile(file.read(), name=name))


def safe_name(name: str) -> str:
    """The name without folders, control characters and what file systems dislike; at most 91 letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = _NO_NAME.sub("_", last).strip(". ")
    stem, point, ending = plain.rpartition(".")
    if not point:
        stem, ending = plain, ""
    return f"{stem[:80] or 'file'}{point}{ending[:10]}"


def _picture(file: Any, name: str, limits: Limits) -> Upload:
    file.seek(0)
    drawn = pictures.drawn_anew(file.read(), limits)
    stem, point, ending = name.rpartition(".")
    endings = pictures.ENDINGS[drawn.format]
    if not point:
        name = f"{name}.{endings[0]}"
    elif ending.lower() not in endings:
        said = _("The name ends in .%(ending)s, but this is a %(format)s picture. Name it %(right)s.")
        facts = {"ending": ending, "format": drawn.format, "right": f"{stem}.{endings[0]}"}
        raise UnusableFile(why=said % facts)
    content = _holding(file, drawn.data, name)
    if isinstance(file, UploadedFile):
        file.content_type = pictures.TYPES[drawn.format]
    return Upload(name, pictures.TYPES[drawn.format], len(drawn.data), content)


def _holding(file: Any, data: bytes, name: str) -> File[bytes]:
    """The upload with other content: in memory or in its temporary file, wherever it was."""
    if not isinstance(file, UploadedFile) or file.file is None:
        return ContentFile(data, name=name)
    inner = file.file
    inner.seek(0)
    inner.truncate()
    inner.write(data)
    inner.flush()
    inner.seek(0)
    file.size, file.name = len(data), name
    return file


def _too_large(most: int) -> UnusableFile:
    return UnusableFile(why=_("The file is larger than %(most)d MB.") % {"most": most // MEGABYTE})
