"""How far a long piece of work is, as the page that waits for it sees it."""

from typing import Final

from django.core.cache import cache

# Work that said nothing for this long has lost its worker.
SILENCE_SECONDS: Final = 120


def tell(what: str, pk: int, percent: int) -> None:
    """Say how far it is."""
    cache.set(_key(what, pk), min(max(percent, 0), 100), SILENCE_SECONDS)


def percent(what: str, pk: int) -> int | None:
    """Percent, None when nothing has been heard for a while."""
    found = cache.get(_key(what, pk))
    return None if found is None else int(found)


def _key(what: str, pk: int) -> str:
    return f"backoffice:{what}:{pk}"
