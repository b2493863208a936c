"""Hashes that say whether a step of the start has to be done again."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from quayside.bootstrap import RUN_LOCK
from quayside.demo.places import ROOT

CODE = ("apps", "cms", "reports", "site/quayside/settings")


def of_migrations() -> str:
    """Changes with anything `migrate` and what runs after it may depend on."""
    return _digest((ROOT / RUN_LOCK, *_files(CODE, "*.py"), *_files(CODE, "*.sql")))


def of_samples() -> str:
    """Changes with the sample businesses and with anything they are made by."""
    code = _files((*CODE, "site/quayside/demo/seed.py"), "*.py")
    return _digest((ROOT / RUN_LOCK, *code, *_files(("fixtures",), "*")))


def of_static_files() -> str:
    """Changes with any static file, ours or a package's."""
    ours = (p for p in _files(("static", "apps", "cms"), "*") if "static" in p.parts)
    return _digest((ROOT / RUN_LOCK, *ours, *_files(("site/quayside/settings",), "*.py")))


def _files(folders: Iterable[str], pattern: str) -> Iterator[Path]:
    for folder in folders:
        place = ROOT / folder
        found = [place] if place.is_file() else place.rglob(pattern)
        yield from sorted(p for p in found if p.is_file() and "__pycache__" not in p.parts)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
