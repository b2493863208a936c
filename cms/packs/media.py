"""`media/`: drawings, which become pictures of the business's library."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, ClassVar, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.utils.file import hash_filelike

from apps.tenancy import context
from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item, shown
from cms.packs import svg, svg_check

FOLDER: Final = "media"
FILE: Final = "media/media.toml"
# For a first look, until the worker has drawn the picture in full.
DRAFT: Final = 400
FOCUS: Final = 0.2  # of the shorter side
_TEXTS: Final = ("title", "alt")


class Media(Section):
    """Pictures by key. Keys are the pack's own: two packs may both have a "logo"."""

    kind = "media"
    label = gettext_lazy("Picture")
    row = "image"
    private = True
    words: ClassVar[Mapping[str, Any]] = {
        "drawing": gettext_lazy("Picture"),
        "title": gettext_lazy("Title"),
        "alt": gettext_lazy("Description"),
        "focal": gettext_lazy("Focal point"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every table of media/media.toml with its drawing."""
        known = pack.named.setdefault("picture", set())
        drawings = {file: pack.path(file) for file in pack.files(FOLDER, ".svg")}
        head = pack.read(FILE) if drawings or (pack.folder / FILE).exists() else None
        found = []
        for name in head.names() if head is not None else ():
            table = head.table(name) if head is not None else None
            if table is None:
                continue
            file = f"{FOLDER}/{name}.svg"
            if file not in drawings:
                table.wrong(
                    "", found=_("no file %(file)s") % {"file": file}, expected=_("a drawing is expected")
                )
                continue
            known.add(name)
            source = drawings.pop(file).read_bytes()
            for line, what, expected in svg_check.problems(source):
                pack.report.add(file, line, found=what, expected=expected)
            values = {**_words(table, pack), "drawing": hashlib.sha256(source).hexdigest()}
            found.append(item(name, values, values["title"] or name, table))
            table.close()
        for file in drawings:
            pack.report.add(
                file, 1, found=_("no table in media.toml"), expected=_("title and alt are expected")
            )
        return found

    def prepare(self, items: Sequence[Item], install: Install) -> None:
        """Draw what is new, several at a time."""
        new = [
            one
            for one in items
            if install.was.get((self.kind, one.key), {}).get("drawing") != one.values["drawing"]
        ]
        with ThreadPoolExecutor() as pool:
            drawings = pool.map(lambda one: _draw(one.key, install), new)
            install.memory["drawings"] = dict(zip([one.key for one in new], drawings, strict=True))

    def read(self, key: str, install: Install) -> Values | None:
        """The picture now; `drawing` is empty when its file is not the one that was drawn."""
        return self.read_all([key], install)[key]

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """The same for several, in one query."""
        numbers = {key: number for key in keys if (number := install.made.get(("media", key))) is not None}
        images = get_image_model().objects.in_bulk(numbers.values()) if numbers else {}
        return {
            key: _values(images[numbers[key]], key, install) if numbers.get(key) in images else None
            for key in keys
        }

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Make or change the picture; its file is written only when the drawing is another."""
        image = _find(key, install) or get_image_model()()
        now = _values(image, key, install) if image.pk else None
        draft = now["draft"] if now is not None else False
        image.title, image.description = values["title"], values["alt"]
        if now is None or now["drawing"] != values["drawing"]:
            replace(image, _drawing(key, install), key)
            draft = bool(install.memory.get("drafts"))
        focus(image, values.get("focal"))
        with disable_reference_index_auto_update():
            image.save()
        install.made[(self.kind, key)] = image.pk
        install.memory.setdefault("files", {})[key] = (values["drawing"], image.file_hash, draft)
        return int(image.pk)

    def said(self, member: str, value: Any) -> str:
        """Drawings have no words."""
        return _("a drawing of the pack") if member == "drawing" and value else str(value or "")


def _words(table: Table, pack: Pack) -> Values:
    said = table.spoken()
    for one in said.values():
        one.text("title")
        one.text("alt", most=200)
    values: Values = {name: table.word(name, most=200 if name == "alt" else 80) for name in _TEXTS}
    if not table.has("title"):
        table.missing("title")
    if not table.has("alt"):
        table.missing("alt")
    focal = table.entries("focal") if table.has("focal") else None
    if focal is not None and not (
        len(focal) == 2  # noqa: PLR2004  a point
        and all(
            isinstance(part, int | float) and not isinstance(part, bool) and 0 <= part <= 1 for part in focal
        )
    ):
        table.wrong(
            "focal", found=f"focal = {shown(focal)}", expected=_("two numbers from 0 to 1 are expected")
        )
        focal = None
    values["focal"] = None if focal is None else [round(float(part), 2) for part in focal]
    return values


def _find(key: str, install: Install) -> Any:
    number = install.made.get(("media", key))
    return None if number is None else get_image_model().objects.filter(pk=number).first()


def _values(image: Any, key: str, install: Install) -> Values:
    sha, file, draft = install.memory.setdefault("files", {}).get(key) or _was(key, install)
    focal = image.get_focal_point()
    return {
        "title": image.title,
        "alt": image.description,
        "focal": None if focal is None else _point(focal, image),
        "drawing": sha if file and file == image.file_hash else "",
        "file": image.file_hash,
        # Drawn small for a first look; the worker draws it in full.
        "draft": draft and file == image.file_hash,
    }


def _was(key: str, install: Install) -> tuple[str, str, bool]:
    made = install.was.get(("media", key), {})
    return str(made.get("drawing", "")), str(made.get("file", "")), bool(made.get("draft"))


def _drawing(key: str, install: Install) -> svg.Drawn:
    drawn: svg.Drawn | None = install.memory.get("drawings", {}).get(key)
    return drawn or _draw(key, install)


def _draw(key: str, install: Install) -> svg.Drawn:
    logo = key in install.pack.shared.get("logos", set())
    width = DRAFT if install.memory.get("drafts") else svg.LOGO if logo else svg.WIDTH
    return svg.drawn((install.pack.folder / FOLDER / f"{key}.svg").read_bytes(), width=width)


def replace(image: Any, drawing: svg.Drawn, key: str) -> None:
    """Give the picture this file; the old one goes when the transaction is over."""
    old = image.file.name if image.pk else ""
    image.file = ContentFile(drawing.content, name=f"{key}.webp")
    image.width, image.height, image.file_size = drawing.width, drawing.height, len(drawing.content)
    image.file_hash = hash_filelike(BytesIO(drawing.content))
    if old:
        for rendition in image.renditions.all():
            rendition.delete()
        transaction.on_commit(lambda: default_storage.delete(old), using=context.current().alias)


def focus(image: Any, focal: Any) -> None:
    """Put the focal point where the pack says, as parts of width and height."""
    if focal is None:
        image.focal_point_x = image.focal_point_y = None
        image.focal_point_width = image.focal_point_height = None
        return
    size = round(min(image.width, image.height) * FOCUS)
    image.focal_point_x, image.focal_point_y = round(focal[0] * image.width), round(focal[1] * image.height)
    image.focal_point_width = image.focal_point_height = size


def _point(focal: Any, image: Any) -> list[float]:
    centroid = focal.centroid
    return [round(centroid.x / image.width, 2), round(centroid.y / image.height, 2)]
