"""How fast visitors may do what costs something. The cache is the business's own."""

from django.core.cache import cache


def is_too_fast(key: str, most: int, seconds: int) -> bool:
    """Count this one; whether it is more than so many in so many seconds. While Valkey is silent nothing is."""
    cache.add(key, 0, seconds)
    try:
        count: int = cache.incr(key)
    except ValueError:
        return False
    return count > most
