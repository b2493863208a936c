"""Archives as files on a disk: plain or encrypted, readable by their owner alone."""

import io
import os
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from apps.tenancy.takeout import exporting, restoring, sealing
from apps.tenancy.takeout.errors import PassphraseNeeded, UnusableArchive
from apps.tenancy.takeout.exporting import Exported, Progress
from apps.tenancy.takeout.restoring import Restored


@contextmanager
def finished(path: Path) -> Generator[IO[bytes]]:
    """A new file with mode 0600 that gets its name only when the block succeeds. Raises FileExistsError."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    if path.exists():
        raise FileExistsError(path)
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def export_to(
    path: Path, *, at: datetime, passphrase: str = "", progress: Progress = lambda percent: None
) -> Exported:
    """The bound business in a file, encrypted when there is a passphrase. Raises FileExistsError."""
    with finished(path) as file:
        return export_into(file, at=at, passphrase=passphrase, progress=progress)


def export_into(
    file: IO[bytes],
    *,
    at: datetime,
    key: bytes | None = None,
    passphrase: str = "",
    progress: Progress = lambda percent: None,
) -> Exported:
    """The bound business into an open file, encrypted when there is a key or a passphrase."""
    if key is None and not passphrase:
        return exporting.export(file, at=at, progress=progress)
    with sealing.SealedWriter(file, key=key, passphrase=passphrase) as sealed:
        return exporting.export(sealed, at=at, progress=progress)  # type: ignore[arg-type]


def restore_from(path: Path, *, slug: str, at: datetime, name: str = "", passphrase: str = "") -> Restored:
    """The business of an archive on the disk. Raises what `restoring.restore` does, PassphraseNeeded,
    WrongPassphrase."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnusableArchive from error
    with file:
        if not sealing.is_sealed(file):
            return restoring.restore(file, slug=slug, at=at, name=name)
        if not passphrase:
            raise PassphraseNeeded
        # Buffered, since the zip counts on getting as many bytes as it asks for.
        with io.BufferedReader(sealing.SealedReader(file, passphrase=passphrase)) as plain:
            return restoring.restore(plain, slug=slug, at=at, name=name)
