"""Files that nobody but their owner may read."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO


def new_file(path: Path) -> TextIO:
    """Open it for writing in place of whatever was there; never readable by others, not even for a moment."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8")


def write(path: Path, content: Mapping[str, Any]) -> None:
    """A JSON file, there completely or not at all."""
    unfinished = path.with_name(path.name + ".new")
    with new_file(unfinished) as handle:
        json.dump(content, handle, indent=2)
        handle.write("\n")
    unfinished.replace(path)
