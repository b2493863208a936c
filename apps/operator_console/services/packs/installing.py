"""Packs come into a business: planned, written in one transaction, never over what the business changed itself."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from apps.accounts.models import Member
from apps.operator_console.errors import BrokenPack, NotInstalled, OlderPack
from apps.operator_console.models import InstalledPack
from apps.operator_console.ports import FOLLOWERS
from apps.operator_console.services.packs.planning import Plan, Work
from apps.tenancy import context, db, facts
from apps.tenancy.packs import SAMPLES, SECTIONS, Pack, collect, load
from apps.tenancy.packs.sections import Collected

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('packs', %(tenant)s))::text"


def plan(*, folder: Path, at: datetime) -> Plan:
    """What installing or upgrading would do to the bound business. Writes nothing.

    Raises BrokenPack, OlderPack.
    """
    pack, found = read(folder)
    return _plan(Work(pack, found, at))


def install(
    *,
    folder: Path,
    sample: bool = False,
    options: dict[str, Any] | None = None,
    follow: bool = True,
    by: Member | None,
    at: datetime,
) -> Plan:
    """Bring the pack, or its newer version, into the bound business: all of it or nothing. Twice is once.

    `sample` makes the sample business's places, people and customers besides; `options` may say their `password`, and
    `drafts` when pictures are drawn small first. What follows a pack runs afterwards unless the caller does it itself.
    Raises BrokenPack, OlderPack, ItemRefused. One pack at a time in a business; locks all its definitions.
    """
    pack, found = read(folder)
    work = Work(pack, found, at)
    work.install.memory |= {"slug": facts.current().slug, **(options or {})}
    work.load_all()
    for section in SECTIONS:
        section.prepare(found.items[section.kind], work.install)
    with context.atomic():
        lock()
        # Another installation may have come in while this one was drawing.
        work.look_again()
        made = Plan(pack, work.installed_version())
        _require_newer(pack, made.installed)
        with context.as_a_whole():
            if sample:
                _write_sample("places", work, made)
            for section in SECTIONS:
                work.load(section)
                made.leaving += section.leaving(found.items[section.kind], work.install)
                section.begin(found.items[section.kind], work.install)
                steps = work.steps(section)
                made.steps += steps
                work.write(section, steps)
                section.finish(work.install)
            work.forget()
            work.close()
        for follower in FOLLOWERS if follow else ():
            follower()
    if sample:
        # Members are made by another role of the database, which sees the pack's roles once they are committed.
        for one in SAMPLES:
            if one.kind != "places":
                with context.atomic(), context.as_a_whole():
                    _write_sample(one.kind, work, made)
    return made


def upgrade(*, folder: Path, by: Member | None, at: datetime) -> Plan:
    """The same for a pack that is installed. Raises NotInstalled besides."""
    pack, _found = read(folder)
    if not InstalledPack.objects.filter(key=pack.key).exists():
        raise NotInstalled(name=pack.name)
    return install(folder=folder, by=by, at=at)


def lock() -> None:
    """Let one pack at a time work on the bound business, until the transaction ends."""
    db.fetch_one(_LOCK, tenant=context.current_tenant_id())


def read(folder: Path) -> tuple[Pack, Collected]:
    """The pack in the business's language, whole. Raises BrokenPack."""
    language = facts.current().locale.partition("-")[0]
    pack = load(folder, language=language)
    found = collect(pack)
    lines = pack.report.lines()
    if lines:
        raise BrokenPack(count=len(lines), first=lines[0])
    return pack, found


def _plan(work: Work) -> Plan:
    made = Plan(work.pack, work.installed_version())
    _require_newer(work.pack, made.installed)
    work.load_all()
    for section in SECTIONS:
        made.leaving += section.leaving(work.found.items[section.kind], work.install)
        made.steps += work.steps(section)
    return made


def _require_newer(pack: Pack, installed: int | None) -> None:
    if installed is not None and installed > pack.version:
        raise OlderPack(name=pack.name, installed=installed, version=pack.version)


def _write_sample(kind: str, work: Work, made: Plan) -> None:
    made.samples[kind] = SAMPLES.get(kind).write(work.found.samples[kind], work.install)
