"""What a data directory remembers between starts: who holds it, secrets, ports, what was done last."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from quayside.bootstrap import CannotStart
from quayside.demo import binaries, private, secrets

MARKER = ".quayside-data"
LONGEST_LOG = 5_000_000


class DataDirectory:
    """A folder of ours, held by one demo at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute().resolve()
        self._marker = self.path / MARKER

    def claim(self) -> None:
        """Make the folder or recognise it. Raises CannotStart when it holds something else."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self.is_ours():
                raise CannotStart(f"{self.path} is not empty and not a data directory of Quayside.")
            if not self._marker.exists():
                self._marker.write_text(token_hex(8))
        except OSError as error:
            raise CannotStart(f"{self.path} cannot be written ({error.strerror}).") from error

    def make_folders(self) -> None:
        """Those every start expects."""
        for name in ("logs", "files", "mail"):
            (self.path / name).mkdir(mode=0o700, exist_ok=True)

    def is_ours(self) -> bool:
        """Whether the folder carries our marker, or nothing yet."""
        return self._marker.exists() or not any(self.path.iterdir())

    def mark(self) -> str:
        """In each server process's command line; differs for a copy, and after the folder was deleted."""
        told = self._marker.read_bytes() + os.fsencode(self.path)
        return f"quayside-{hashlib.sha256(told).hexdigest()[:12]}"

    def wipe(self) -> None:
        """Delete everything in it but what says who holds it, the servers' data elsewhere included."""
        elsewhere = binaries.SYSTEM_STATE / self.mark()
        if elsewhere.exists() and os.access(elsewhere, os.W_OK):
            shutil.rmtree(elsewhere)
        for entry in self.path.iterdir():
            if entry.name in (MARKER, "demo.lock"):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder until the block or this process ends. Raises CannotStart naming who has it."""
        handle = os.open(self.path / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = os.read(handle, 100).decode().strip() or "unknown"
                raise CannotStart(
                    f"Another demo holds {self.path}: process {holder}. Stop it, or name another --data-dir."
                ) from None
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
            yield
        finally:
            os.close(handle)

    def log(self, name: str) -> Path:
        """Where a child writes; a long log of earlier starts is set aside once."""
        path = self.path / "logs" / f"{name}.log"
        if path.exists() and path.stat().st_size > LONGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return path

    def read(self, name: str) -> dict[str, Any]:
        """A file of ours, empty when there is none."""
        try:
            content: dict[str, Any] = json.loads((self.path / name).read_text())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise CannotStart(f"{self.path / name} cannot be read: {error}.") from error
        return content

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Replace a file of ours in one step, readable by its owner alone."""
        private.write(self.path / name, content)

    def remember(self, **facts: Any) -> None:
        """Add to what the next start is told."""
        self.write("state.json", {**self.read("state.json"), **facts})

    def recall(self, fact: str) -> Any:
        """What an earlier start remembered, or None."""
        return self.read("state.json").get(fact)

    def keys(self) -> dict[str, str]:
        """Keys and passwords, made once."""
        known: dict[str, str] = self.read("secrets.json")
        if not known:
            known = secrets.fresh()
            self.write("secrets.json", known)
        return known
