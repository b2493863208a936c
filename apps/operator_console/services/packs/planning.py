"""A pack on its way into a business: what would happen to each item, and how it is written and remembered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.kernel.errors import Refusal
from apps.operator_console.comparing import Before, Change, Outcome, compare, remembered
from apps.operator_console.errors import ItemRefused
from apps.operator_console.models import ROWS, InstalledPack, PackItem
from apps.tenancy.packs import SECTIONS, Install, Item, Pack, Section, Values
from apps.tenancy.packs.sections import Collected


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
    """What installing does, or did. `leaving` is what gives way, in words."""

    pack: Pack
    installed: int | None
    steps: list[Step] = field(default_factory=list)
    samples: dict[str, int] = field(default_factory=dict)
    leaving: list[str] = field(default_factory=list)

    def count(self, change: Change) -> int:
        """How many items get this."""
        return sum(step.change is change for step in self.steps)

    def lines(self) -> Iterator[str]:
        """In words, for a terminal; what stays as it is is only counted."""
        for title in self.leaving:
            yield f"remove    {title}"
        for step in self.steps:
            names = ", ".join(step.outcome.write or step.outcome.offered or step.outcome.kept)
            if step.change is Change.ADD:
                yield f"add       {step.section.kind}: {step.item.title}"
            elif step.change is Change.CHANGE:
                yield f"change    {step.section.kind}: {step.item.title} ({names})"
            elif step.change is Change.CONFLICT:
                whose = _("has it from %(pack)s") % {"pack": step.by} if step.by else _("has its own")
                asked = ", ".join(step.outcome.offered)
                yield f"conflict  {step.section.kind}: {step.item.title} ({asked}; {whose})"
            elif step.change is Change.KEEP:
                yield f"keep      {step.section.kind}: {step.item.title} ({names})"
        yield _(
            "%(add)d new, %(change)d changed, %(same)d as they are, %(keep)d kept, %(conflict)d conflicts."
        ) % {str(change): self.count(change) for change in Change}


def lead_to(row: PackItem, section: Section, number: int | None) -> None:
    """Remember which row the item became."""
    if section.row and number is not None:
        setattr(row, f"{section.row}_id", number)


class Work:
    """One pack on its way into the bound business."""

    def __init__(self, pack: Pack, found: Collected, at: datetime) -> None:
        self.pack, self.found, self.at = pack, found, at
        self.install = Install(pack=pack, at=at)
        self.row = InstalledPack.objects.filter(key=pack.key).first()
        self._rows: dict[tuple[str, str], PackItem] = {}
        self._others: dict[tuple[str, str], str] = {}
        self._loaded: set[str] = set()
        self._wrote = False

    def installed_version(self) -> int | None:
        """The version the business has, None without."""
        return None if self.row is None else self.row.version

    def look_again(self) -> None:
        """Forget what was read, since somebody else may have written meanwhile."""
        self.row = InstalledPack.objects.filter(key=self.pack.key).first()
        for known in (self._rows, self._others, self._loaded, self.install.made, self.install.was):
            known.clear()

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

    def steps(self, section: Section) -> list[Step]:
        """What happens to each item of a section."""
        items = self.found.items[section.kind]
        now = section.read_all([one.key for one in items], self.install)
        return [self._step(section, one, now.get(one.key)) for one in items]

    def _step(self, section: Section, one: Item, now: Values | None) -> Step:
        row = self._rows.get((section.kind, one.key))
        before = None if row is None else Before(row.given, row.made)
        other = self._others.get((section.kind, one.key), "")
        # What another pack gave is as much the business's own as what the owner wrote.
        # What a section has learnt since is not among what was remembered.
        asked = now is not None and (row is not None or not other)
        default = section.default(one.key, self.install) if asked else None
        return Step(section, one, compare(one.values, now, before, default), now, other)

    def write(self, section: Section, steps: Sequence[Step]) -> None:
        """Do a section's steps, and remember them. Raises ItemRefused with the line of the pack."""
        numbers = {step.item.key: self._write(step) for step in steps if step.outcome.write}
        after = section.read_all(list(numbers), self.install)
        new: list[PackItem] = []
        for step in steps:
            key = step.item.key
            now = after.get(key) if key in numbers else step.now
            known = self._remembered(step, now, numbers.get(key))
            if known is None:
                continue
            self._wrote = True
            self._rows[(section.kind, key)] = known
            if known._state.adding:
                new.append(known)
            else:
                known.save()
        PackItem.objects.bulk_create(new)

    def _write(self, step: Step) -> int | None:
        section, one = step.section, step.item
        try:
            values = {**one.values, **(step.now or {}), **step.outcome.write}
            number = section.write(one.key, values, self.install)
        except (Refusal, ValidationError) as error:
            reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            raise ItemRefused(
                file=one.file, line=one.line, title=f"{section.kind} {one.key}", reason=reason
            ) from error
        if number is not None:
            self.install.made[(section.kind, one.key)] = number
        return number

    def _remembered(self, step: Step, now: Values | None, number: int | None) -> PackItem | None:
        """What is remembered of an item, not saved yet; None when it is remembered already."""
        one, section = step.item, step.section
        row = self._rows.get((section.kind, one.key))
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
            return None
        for name, value in wanted.items():
            setattr(known, name, value)
        lead_to(known, section, number)
        known.pack = self._installed()
        return known

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
