"""A folder in memory, where there is room: copying a database of two thousand files takes a tenth of the time."""

import os
import shutil
from pathlib import Path
from typing import Final

SHARED: Final = Path("/dev/shm")  # noqa: S108  what Linux keeps in memory for everybody
ROOM: Final = 4 * 2**30


def folder(place: Path = SHARED, *, room: int = ROOM) -> Path | None:
    """The place, when programs may be put there and run and `room` bytes are free; None elsewhere."""
    try:
        may_run = not os.statvfs(place).f_flag & os.ST_NOEXEC
        free = shutil.disk_usage(place).free
    except OSError:
        return None
    return place if may_run and free >= room and os.access(place, os.W_OK | os.X_OK) else None
