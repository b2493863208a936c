"""Numbers for web processes, each held by one living process of the machine."""

import fcntl
import os
from pathlib import Path
from typing import IO


class Slot:
    """The lowest free number, kept until the process ends, however it ends.

    The first process of a new start removes the `*.db` files that earlier ones left in the folder.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_uid != os.geteuid():
            raise PermissionError(f"{folder} belongs to somebody else")
        self.folder = folder
        self._held: IO[bytes] | None = None
        self.number = self._take()

    def release(self) -> None:
        """Give the number back before the process ends."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def _take(self) -> int:
        with (self.folder / "turn").open("wb") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            held = living(self.folder)
            if not held:
                for left in self.folder.glob("*.db"):
                    left.unlink()
            number = next(n for n in range(len(held) + 1) if n not in held)
            self._held = _lock_file(self.folder, number).open("wb")
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return number


def living(folder: Path) -> set[int]:
    """The numbers that processes hold now."""
    numbers = (int(path.name.removeprefix("slot-")) for path in folder.glob("slot-*"))
    return {number for number in numbers if _is_held(_lock_file(folder, number))}


def _lock_file(folder: Path, number: int) -> Path:
    return folder / f"slot-{number}"


def _is_held(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            # Shared, so that two who look at the same time do not take each other for the holder.
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
