"""What a pack offers and a business has otherwise: shown side by side, and settled by the owner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.kernel.errors import NotFound
from apps.operator_console.errors import NoSuchPack, NothingThere
from apps.operator_console.models import PackItem
from apps.operator_console.services.packs.installing import lock, read
from apps.operator_console.services.packs.planning import Work, lead_to
from apps.tenancy import context
from apps.tenancy.packs import SECTIONS, Item, Section, Values, shipped


@dataclass(frozen=True, slots=True)
class Part:
    """One member of an item: what the business has and what the pack has, for people."""

    member: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Question:
    """One item that waits for the owner. `removed` when the business took it away."""

    item: PackItem
    kind: str
    parts: tuple[Part, ...]
    removed: bool


def questions(*, at: datetime) -> list[Question]:
    """Everything that packs offer and nobody has decided. Reads the packs' folders, and each item once."""
    rows: dict[str, list[PackItem]] = {}
    for row in PackItem.objects.exclude(offered={}).select_related("pack").order_by("pack", "pk"):
        rows.setdefault(row.pack.key, []).append(row)
    return [one for key, items in rows.items() for one in _of_pack(shipped().get(key), items, at)]


def _of_pack(folder: Path | None, rows: Sequence[PackItem], at: datetime) -> Iterator[Question]:
    work = None
    if folder is not None:
        pack, found = read(folder)
        work = Work(pack, found, at)
        work.load_all()
    for row in rows:
        if row.kind not in SECTIONS:
            continue
        section = SECTIONS.get(row.kind)
        now = section.read(row.key, work.install) if work is not None else None
        parts = tuple(
            Part(
                name,
                label_of(section, name),
                _said(section, name, (now or {}).get(name)),
                _said(section, name, value),
            )
            for name, value in row.offered.items()
        )
        yield Question(row, str(section.label), parts, removed=now is None)


def label_of(section: Section, member: str) -> str:
    """What people call a member of an item."""
    return str(section.words.get(member) or capfirst(member.replace("_", " ")))


def _said(section: Section, member: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return section.said(member, value)


def decide(
    *, item: PackItem, take: tuple[str, ...], folder: Path | None, by: Member | None, at: datetime
) -> PackItem:
    """Settle what a pack offered of an item: the members named are taken as the pack has them, the rest stay.

    Raises NotFound when nothing is open, NoSuchPack when the pack is gone, NothingThere when what was removed cannot
    come back, and what the section refuses. One pack at a time in a business; locks the item.
    """
    with context.atomic():
        lock()
        row = (
            PackItem.objects.select_for_update(of=("self",)).select_related("pack").filter(pk=item.pk).first()
        )
        if row is None or not row.offered or row.kind not in SECTIONS:
            raise NotFound
        if take and folder is None:
            raise NoSuchPack
        section = SECTIONS.get(row.kind)
        pack, found = read(folder) if folder is not None else (None, None)
        wanted = {name: value for name, value in row.offered.items() if name in take}
        if wanted and pack is not None and found is not None:
            _take(row, wanted, Work(pack, found, at), section)
        row.offered = {}
        row.save()
    return row


def _take(row: PackItem, wanted: Values, work: Work, section: Section) -> None:
    """Write what is taken, and remember it as made. What the business had removed comes back whole."""
    work.load_all()
    now = section.read(row.key, work.install)
    if now is None:
        items = work.found.items[row.kind]
        known = next((one for one in items if one.key == row.key), None)
        section.restore(known or Item(row.key, row.given, row.title, "pack.toml", 1), work.install)
    number = section.write(row.key, {**row.given, **(now or {}), **wanted}, work.install)
    after = section.read(row.key, work.install)
    if after is None:
        raise NothingThere(title=row.title)
    taken = after if now is None else {name: after[name] for name in wanted if name in after}
    row.made = {**row.made, **taken}
    lead_to(row, section, number)
    section.finish(work.install)
