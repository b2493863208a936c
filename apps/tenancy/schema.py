"""What happens to the database after every migration, as the role that owns it."""

from collections.abc import Callable

from django.db.backends.utils import CursorWrapper

from apps.kernel.registry import Registry

Step = Callable[[CursorWrapper], None]

# Filled by apps in `ready()`; run in order by `manage.py migrate`, each step idempotent.
AFTER_MIGRATE: Registry[Step] = Registry("step after migrate")


def run(cursor: CursorWrapper) -> None:
    """Bring the database to what the code expects of it beyond migrations."""
    for step in AFTER_MIGRATE:
        step(cursor)
