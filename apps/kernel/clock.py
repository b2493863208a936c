"""The only place below the interface's own request handling that reads the system clock."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant in UTC. Interfaces call it and pass the result down as `at`."""
    return datetime.now(UTC)
