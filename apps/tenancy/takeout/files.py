"""A business's files in whatever storage the installation has. Paths are relative to the business's
folder."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.core.files.base import File
from django.core.files.storage import default_storage

from apps.tenancy import context
from apps.tenancy.storage import folder

OWN: Final = re.compile(r"tenants/\d+/([^/]+)/")


def full(tenant: int, path: str) -> str:
    """A path as the storage knows it."""
    return folder(tenant) + path


def walk(tenant: int) -> Iterator[str]:
    """Every file of the business, in no particular order."""
    yield from _walk(folder(tenant).rstrip("/"), "")


def walk_all() -> Iterator[str]:
    """Full name of every file of every business."""
    yield from (f"tenants/{path}" for path in _walk("tenants", ""))


def _walk(root: str, below: str) -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(f"{root}/{below}".rstrip("/"))
    except FileNotFoundError:
        return
    yield from (below + name for name in sorted(names) if name)
    for name in sorted(folders):
        yield from _walk(root, f"{below}{name}/")


def own_folders(names: Iterable[str]) -> set[str]:
    """First parts of the paths of these files."""
    return {found[1] for name in names if (found := OWN.match(name))}


def write(tenant: int, path: str, content: File[bytes]) -> str:
    """Store a file under exactly this path; answers its full name. Raises FileExistsError."""
    name = full(tenant, path)
    with context.use(tenant=tenant):
        stored = default_storage.save(name, content)
        if stored != name:
            default_storage.delete(stored)
            raise FileExistsError(name)
    return stored


def remove(tenant: int, paths: Iterable[str]) -> int:
    """Delete these files, and folders that are empty afterwards; answers how many files."""
    count = 0
    with context.use_platform():
        for path in paths:
            default_storage.delete(full(tenant, path))
            count += 1
        _remove_empty(folder(tenant).rstrip("/"))
    return count


def remove_one(name: str) -> None:
    """Delete a file by its full name, with the folder that was made for it alone."""
    with context.use_platform():
        default_storage.delete(name)
        _remove_empty(name.rpartition("/")[0])


def _remove_empty(place: str) -> bool:
    """Whether the folder is gone."""
    try:
        folders, names = default_storage.listdir(place)
    except FileNotFoundError:
        return True
    gone = [_remove_empty(f"{place}/{name}") for name in folders]
    if names or not all(gone):
        return False
    default_storage.delete(place)
    return True
