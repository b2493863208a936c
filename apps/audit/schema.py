"""The step after every migration: rights, partitions and triggers as they should be."""

from django.db.backends.utils import CursorWrapper

from apps.audit import catalog, partitions, sql, triggers
from apps.kernel import clock


def complete(cursor: CursorWrapper) -> None:
    """Runs as the owner. Policies are rewritten only when something is wrong, since that locks the log."""
    for statement in sql.sequences():
        cursor.execute(statement)
    if catalog.open_doors(cursor):
        names = sorted(partitions.existing(cursor))
        standing = catalog.policies(cursor, [*names, *sql.PARTITIONED])
        for statement in (*sql.drop_policies(standing), *sql.access(names)):
            cursor.execute(statement)
    partitions.top_up(cursor, at=clock.now())
    triggers.install(cursor)
    triggers.install_mask(cursor)
