"""Names of functions in the database that say what they take, so that two releases can stand side by side.

While a new release starts, the old one still calls its own function. The one before the current is kept for it.
"""

from typing import Final

from django.db.backends.utils import CursorWrapper, names_digest

_DIGEST: Final = 8
LONGEST_NAME: Final = 63
_OLDER: Final = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname ~ %s AND p.proname <> %s
ORDER BY p.oid DESC OFFSET 1
"""


def named(base: str, *signature: str) -> str:
    """The function's name with a mark of its signature. Raises ValueError for one that PostgreSQL would cut."""
    name = f"{base}_{names_digest(*signature, length=_DIGEST)}"
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{name} is too long for a function's name")
    return name


def clear(cursor: CursorWrapper, base: str, *, current: str) -> None:
    """Drop what older releases left under the base name, but for the newest. Runs as the owner."""
    cursor.execute(_OLDER, [f"^{base}(_[0-9a-f]{{{_DIGEST}}})?$", current])
    for (standing,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {standing}")
