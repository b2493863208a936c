"""How much a business stores, and whether there is room for more.

Each app that keeps files registers how many bytes its rows name. Sizes made from a picture are not counted: they can
be made again at any time.
"""

from collections.abc import Callable
from typing import Final

from apps.files.errors import StorageFull
from apps.kernel.registry import Registry
from apps.tenancy import context, db, quotas

QUOTA: Final = "storage_mb"
MEGABYTE: Final = 1024 * 1024
# Bytes of one kind of files of the bound business.
STORED: Registry[Callable[[], int]] = Registry("kind of stored file")
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('files.room', %(tenant)s)) IS NULL AS locked"


def used_bytes() -> int:
    """What the bound business stores. A query for each kind."""
    return sum(stored() for stored in STORED)


def used_megabytes() -> int:
    """The same in whole megabytes, rounded up."""
    return -(-used_bytes() // MEGABYTE)


def require(size: int, *, freed: int = 0) -> None:
    """Raise StorageFull unless `size` bytes fit when `freed` ones go.

    Inside a transaction, other uploads of the business wait here until it ends.
    """
    limit = quotas.plan().limits.get(QUOTA)
    if limit is None or size <= freed:
        return
    db.fetch_one(_LOCK, tenant=context.current_tenant_id())
    used = used_bytes()
    if used + size - freed > limit * MEGABYTE:
        raise StorageFull(limit=limit, used=-(-used // MEGABYTE))
