"""Packs come into a business: planned, written in one transaction, never over what the business changed itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.kernel.errors import NotFound, Refusal
from apps.operator_console.comparing import Before, Change, Outcome, compare, remembered
from apps.operator_console.errors import BrokenPack, ItemRefused, NotInstalled, OlderPack
from apps.operator_console.models import ROWS, InstalledPack, PackItem
from apps.tenancy import context, db, facts
from apps.tenancy.packs import SAMPLES, SECTIONS, Install, Item, Pack, Section, Values, collect, load
from apps.tenancy.packs.sections import Collected

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('packs', %(tenant)s))::text"


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one item. `by` names the other pack that had it first."""

    section: Section
    item: Item
    outcome: Outcome
    now: Values | None = None
    by: str = ""

    @property
    def change(self) -> Change:
        """In a word."""
        return self.outcome.change


@dataclass(slots=True)
class Plan:
    """What installing does, or did."""

    pack: Pack
    installed: int | None
    steps: list[Step] = field(default_factory=list)
    samples: dict[str, int] = field(default_factory=dict)

    def count(self, change: Change) -> int:
        """How many items get this."""
        return sum(step.change is change for step in self.steps)

    def lines(self) -> Iterator[str]:
        """In words, for a terminal; what stays as it is is only counted."""
        for step in self.steps:
            names = ", ".join(step.outcome.write or step.outcome.offered or step.outcome.kept)
            if step.change is Change.ADD:
                yield f"add       {step.section.kind}: {step.item.title}"
            elif step.change is Change.CHANGE:
                yield f"change    {step.section.kind}: {step.item.title} ({names})"
            elif step.change is Change.CONFLICT:
                whose = _("has it from %(pack)s") % {"pack": step.by} if step.by else _("has its own")
                yield f"conflict  {step.section.kind}: {step.item.title} ({names}; {whose})"
            elif step.change is Change.KEEP:
                yield f"keep      {step.section.kind}: {step.item.title} ({names})"
        yield _(
            "%(add)d new, %(change)d changed, %(same)d as they are, %(keep)d kept, %(conflict)d conflicts."
        ) % {str(change): self.count(change) for change in Change}


def plan(*, folder: Path, at: datetime) -> Plan:
    """What installing or upgrading would do to the bound business. Writes nothing.

    Raises BrokenPack, OlderPack.
    """
    pack, found = _read(folder)
    return _plan(_Work(pack, found, at))


def install(
    *,
    folder: Path,
    sample: bool = False,
    options: dict[str, Any] | None = None,
    by: Member | None,
    at: datetime,
) -> Plan:
    """Bring the pack, or its newer version, into the bound business: all of it or nothing. Twice is once.

    `sample` makes the sample business's places, people and customers besides; `options` may say their `password`.
    Raises BrokenPack, OlderPack, ItemRefused. One pack at a time in a business; locks all its definitions.
    """
    pack, found = _read(folder)
    work = _Work(pack, found, at)
    work.install.memory |= {"slug": facts.current().slug, **(options or {})}
    for section in SECTIONS:
        section.prepare(found.items[section.kind], work.install)
    with context.atomic():
        db.fetch_one(_LOCK, tenant=context.current_tenant_id())
        made = Plan(pack, work.installed_version())
        _require_newer(pack, made.installed)
        if sample:
            _write_sample("places", work, made)
        for section in SECTIONS:
            work.load(section)
            section.begin(found.items[section.kind], work.install)
            steps = [work.step(section, one) for one in found.items[section.kind]]
            made.steps += steps
            for step in steps:
                work.write(step)
            section.finish(work.install)
        work.forget()
        work.close()
    if sample:
        # Members are made by another role of the database, which sees the pack's roles once they are committed.
        for one in SAMPLES:
            if one.kind != "places":
                with context.atomic():
                    _write_sample(one.kind, work, made)
    return made


def upgrade(*, folder: Path, by: Member | None, at: datetime) -> Plan:
    """The same for a pack that is installed. Raises NotInstalled besides."""
    pack, _found = _read(folder)
    if not InstalledPack.objects.filter(key=pack.key).exists():
        raise NotInstalled(name=pack.name)
    return install(folder=folder, by=by, at=at)


def decide(
    *, item: PackItem, take: tuple[str, ...], folder: Path | None, by: Member | None, at: datetime
) -> PackItem:
    """Settle what a pack offered of an item: the members named are taken as the pack has them, the rest stay.

    Raises NotFound when nothing is open, and what the section refuses. Locks the item.
    """
    with context.atomic():
        row = (
            PackItem.objects.select_for_update(of=("self",)).select_related("pack").filter(pk=item.pk).first()
        )
        if row is None or not row.offered or row.kind not in SECTIONS:
            raise NotFound
        section = SECTIONS.get(row.kind)
        pack, found = _read(folder) if folder is not None else (None, None)
        work = _Work(pack, found, at) if pack is not None and found is not None else None
        wanted = {name: value for name, value in row.offered.items() if name in take}
        if wanted and work is not None:
            work.load_all()
            now = section.read(row.key, work.install)
            values = {**row.given, **(now or {}), **wanted}
            number = section.write(row.key, values, work.install)
            after = section.read(row.key, work.install) or {}
            row.made = {**row.made, **{name: after[name] for name in wanted if name in after}}
            _lead_to(row, section, number)
            section.finish(work.install)
        row.offered = {}
        row.save()
    return row


def _read(folder: Path) -> tuple[Pack, Collected]:
    language = facts.current().locale.partition("-")[0]
    pack = load(folder, language=language)
    found = collect(pack)
    lines = pack.report.lines()
    if lines:
        raise BrokenPack(count=len(lines), first=lines[0])
    return pack, found


def _plan(work: "_Work") -> Plan:
    made = Plan(work.pack, work.installed_version())
    _require_newer(work.pack, made.installed)
    work.load_all()
    for section in SECTIONS:
        made.steps += [work.step(section, one) for one in work.found.items[section.kind]]
    return made


def _require_newer(pack: Pack, installed: int | None) -> None:
    if installed is not None and installed > pack.version:
        raise OlderPack(name=pack.name, installed=installed, version=pack.version)


def _write_sample(kind: str, work: "_Work", made: Plan) -> None:
    made.samples[kind] = SAMPLES.get(kind).write(work.found.samples[kind], work.install)


def _lead_to(row: PackItem, section: Section, number: int | None) -> None:
    if section.row and number is not None:
        setattr(row, f"{section.row}_id", number)


class _Work:
    """One pack on its way into the bound business."""

    def __init__(self, pack: Pack, found: Collected, at: datetime) -> None:
        self.pack, self.found, self.at = pack, found, at
        self.install = Install(pack=pack, at=at)
        self.row = InstalledPack.objects.filter(key=pack.key).first()
        self._rows: dict[tuple[str, str], PackItem] = {}
        self._others: dict[tuple[str, str], str] = {}
        self._unnamed: list[PackItem] = []
        self._loaded: set[str] = set()
        self._wrote = False

    def installed_version(self) -> int | None:
        """The version the business has, None without."""
        return None if self.row is None else self.row.version

    def load_all(self) -> None:
        """Remember every section's items."""
        for section in SECTIONS:
            self.load(section)

    def load(self, section: Section) -> None:
        """Remember what packs gave of one section: two queries at most for each."""
        if section.kind in self._loaded:
            return
        self._loaded.add(section.kind)
        for row in PackItem.objects.filter(kind=section.kind).select_related("pack"):
            mine = row.pack.key == self.pack.key
            name = (row.kind, row.key)
            if mine:
                self._rows[name] = row
                self.install.was[name] = row.made
            elif not section.private:
                self._others.setdefault(name, row.pack.name)
            number = getattr(row, f"{section.row}_id") if section.row in ROWS else None
            if number is not None and (mine or not section.private):
                self.install.made.setdefault(name, number)

    def step(self, section: Section, one: Item) -> Step:
        """What happens to an item."""
        row = self._rows.get((section.kind, one.key))
        now = section.read(one.key, self.install)
        before = None if row is None else Before(row.given, row.made)
        other = self._others.get((section.kind, one.key), "")
        # What another pack gave is as much the business's own as what the owner wrote.
        fresh = row is None and now is not None and not other
        default = section.default(one.key, self.install) if fresh else None
        return Step(section, one, compare(one.values, now, before, default), now, other)

    def write(self, step: Step) -> None:
        """Do it, and remember. Raises ItemRefused with the line of the pack."""
        section, one, outcome = step.section, step.item, step.outcome
        row = self._rows.get((section.kind, one.key))
        now, number = step.now, None
        if outcome.write:
            try:
                number = section.write(one.key, {**one.values, **(now or {}), **outcome.write}, self.install)
            except Refusal as refusal:
                raise ItemRefused(
                    file=one.file, line=one.line, title=f"{section.kind} {one.key}", reason=str(refusal)
                ) from refusal
            if number is not None:
                self.install.made[(section.kind, one.key)] = number
            now = section.read(one.key, self.install)
        self._remember(step, row, now, number)

    def _remember(self, step: Step, row: PackItem | None, now: Values | None, number: int | None) -> None:
        one, section = step.item, step.section
        before = None if row is None else Before(row.given, row.made)
        made = remembered(one.values, now or {}, before, step.outcome)
        offered = {
            name: value
            for name, value in (row.offered if row is not None else {}).items()
            if name in one.values
            and name not in step.outcome.write
            and (now is None or now.get(name) != value)
        } | step.outcome.offered
        known = row or PackItem(kind=section.kind, key=one.key)
        wanted = {"title": one.title[:250], "given": one.values, "made": made, "offered": offered}
        if (
            row is not None
            and number is None
            and all(getattr(row, name) == value for name, value in wanted.items())
        ):
            return
        for name, value in wanted.items():
            setattr(known, name, value)
        _lead_to(known, section, number)
        known.pack = self._installed()
        known.save()
        self._wrote = True
        self._rows[(section.kind, one.key)] = known

    def forget(self) -> None:
        """What the pack no longer names becomes the business's own."""
        names = {(kind, one.key) for kind, items in self.found.items.items() for one in items}
        gone = [row.pk for name, row in self._rows.items() if name not in names]
        if gone:
            PackItem.objects.filter(pk__in=gone).delete()
            self._wrote = True

    def close(self) -> None:
        """Note the version."""
        row = self._installed()
        if row.version != self.pack.version or (self._wrote and row.updated_at != self.at):
            row.version, row.updated_at = self.pack.version, self.at
            row.name, row.modules, row.language = self.pack.name, list(self.pack.modules), self.pack.language
            row.save()

    def _installed(self) -> InstalledPack:
        if self.row is None:
            self.row = InstalledPack.objects.create(
                key=self.pack.key,
                name=self.pack.name,
                version=self.pack.version,
                language=self.pack.language,
                modules=list(self.pack.modules),
                installed_at=self.at,
                updated_at=self.at,
            )
        return self.row
