"""Numbers that people read to each other: no letter looks or sounds like another."""

import secrets
from datetime import datetime
from typing import Final

# Without 0 and O, 1 and I and L, and U, which turns chance into words.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 6
PATTERN: Final = rf"^[A-Z]{{2}}-[0-9]{{4}}-[{ALPHABET}]{{{LENGTH}}}$"


def draw(prefix: str, *, at: datetime) -> str:
    """Such as BK-2026-7F3K9Q: one of 729 million a year, so whoever stores it asks for another when it is taken."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{prefix}-{at.year}-{drawn}"
