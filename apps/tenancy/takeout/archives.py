"""Archives that people of a business make for themselves: one at a time, kept for seven days, encrypted where
they lie."""

import logging
import secrets as random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Final

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils.translation import gettext as _

from apps.kernel.errors import Refusal
from apps.tenancy import context, facts, rotation, secrets
from apps.tenancy.models import Takeout
from apps.tenancy.takeout import files, opening, sealing
from apps.tenancy.takeout.errors import ExportRunning, NoSuchArchive

log = logging.getLogger(__name__)

KEPT: Final = timedelta(days=7)
# A run that said nothing for this long has lost its worker.
SILENCE: Final = timedelta(minutes=15)
PURPOSE: Final = rotation.ARCHIVE
State = Takeout.State


@dataclass(frozen=True, slots=True)
class Download:
    """An archive as it leaves: readable bytes, how many, and what to call them."""

    name: str
    size: int
    chunks: Iterator[bytes]


def start(*, by: str, at: datetime) -> Takeout:
    """Note that an archive is wanted; the task `make` makes it. Raises ExportRunning."""
    expire(at=at)
    try:
        with context.atomic():
            return Takeout.objects.create(asked_by=by[:254], asked_at=at)
    except IntegrityError as error:
        raise ExportRunning from error


def make(*, pk: int, at: datetime) -> None:
    """Make the archive that was asked for, unless somebody began already. What goes wrong is told in its
    row."""
    with context.atomic():
        begun = Takeout.objects.filter(pk=pk, state=State.WAITING).update(state=State.RUNNING)
    if not begun:
        return
    takeout = Takeout.objects.get(pk=pk)
    try:
        _make(takeout, at)
    except Exception as error:
        log.exception("archive %s was not made", pk)
        said = str(error) if isinstance(error, Refusal) else _("Something went wrong. Try again later.")
        _fail(takeout, said, at)


def _make(takeout: Takeout, at: datetime) -> None:
    key = random.token_bytes(sealing.KEY_BYTES)
    with tempfile.TemporaryFile() as file:
        done = opening.export_into(file, at=at, key=key, progress=lambda percent: _tell(takeout, percent))
        name = default_storage.get_available_name("archive.sealed")
        # Before the file is there, so that no later export can take an orphan for a file of the business.
        takeout.file, takeout.key = name, secrets.seal(key.hex(), purpose=PURPOSE)
        takeout.save(update_fields=["file", "key"])
        default_storage.save(name, File(file))
        takeout.size = sealing.SealedReader(file, key=key).size
    takeout.rows, takeout.files = done.rows, done.files
    takeout.state, takeout.finished_at, takeout.expires_at = State.DONE, at, takeout.asked_at + KEPT
    takeout.save()


def _fail(takeout: Takeout, problem: str, at: datetime) -> None:
    if takeout.file:
        files.remove_one(takeout.file)
    takeout.file, takeout.key, takeout.state = "", "", State.FAILED
    takeout.problem, takeout.finished_at, takeout.expires_at = problem[:300], at, at + KEPT
    takeout.save()


def _tell(takeout: Takeout, percent: int) -> None:
    cache.set(_progress_key(takeout), percent, int(SILENCE.total_seconds()))


def _progress_key(takeout: Takeout) -> str:
    return f"takeout:{takeout.pk}"


def progress(takeout: Takeout) -> int:
    """Percent of a running archive, 0 while nothing is known."""
    return int(cache.get(_progress_key(takeout)) or 0)


def listed(*, at: datetime) -> list[Takeout]:
    """The business's archives, the latest first; those that are over are removed by the way."""
    expire(at=at)
    return list(Takeout.objects.all())


def expire(*, at: datetime) -> None:
    """Remove archives whose time is over, and give up on those whose worker is gone."""
    for takeout in Takeout.objects.filter(expires_at__lte=at):
        _remove(takeout)
    unfinished = Takeout.objects.filter(state__in=[State.WAITING, State.RUNNING])
    for takeout in unfinished.filter(asked_at__lte=at - SILENCE):
        if cache.get(_progress_key(takeout)) is None:
            _fail(takeout, _("It was interrupted. Start it again."), at)


def expire_everywhere(*, at: datetime) -> None:
    """The same for every business, for the day's routine."""
    with context.use_platform():
        over = Takeout.objects.filter(expires_at__lte=at).order_by().values_list("tenant_id", flat=True)
        tenants = list(over.distinct())
    for tenant in tenants:
        with context.use_tenant(tenant):
            expire(at=at)


def remove(*, pk: int) -> None:
    """Delete a finished archive. Raises NoSuchArchive."""
    takeout = Takeout.objects.filter(pk=pk, state__in=[State.DONE, State.FAILED]).first()
    if takeout is None:
        raise NoSuchArchive
    _remove(takeout)


def _remove(takeout: Takeout) -> None:
    if takeout.file:
        files.remove_one(takeout.file)
    takeout.delete()


def download(*, pk: int, at: datetime) -> Download:
    """Open a finished archive. Raises NoSuchArchive."""
    takeout = Takeout.objects.filter(pk=pk, state=State.DONE, expires_at__gt=at).first()
    if takeout is None:
        raise NoSuchArchive
    try:
        file: IO[bytes] = default_storage.open(takeout.file)
    except FileNotFoundError as error:
        raise NoSuchArchive from error
    key = bytes.fromhex(secrets.unseal(takeout.key, purpose=PURPOSE))
    reader = sealing.SealedReader(file, key=key)
    name = f"{facts.current().slug}-{takeout.asked_at:%Y-%m-%d}.zip"
    return Download(name, reader.size, _read(reader))


def _read(reader: sealing.SealedReader) -> Iterator[bytes]:
    with reader:
        yield from reader.chunks()
