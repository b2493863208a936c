"""How often something was done of late, counted in Valkey for the bound business."""

from typing import Final

from apps.tenancy import cache, valkey

_PREFIX: Final = "limit"


def is_over(key: str, most: int, seconds: int) -> bool:
    """Count this one; whether it is more than `most` within `seconds` of the first.

    A limit keeps guessers out, so it waits longer for Valkey than a page does for its cache. While Valkey is silent
    nothing is over.
    """
    if not valkey.STRICT_BREAKER.allows():
        return False
    name = f"{cache.space()}:{_PREFIX}:{key}"
    try:
        with valkey.client(valkey.PATIENT_SECONDS).pipeline(transaction=True) as both:
            both.set(name, 0, ex=seconds, nx=True)
            both.incr(name)
            count = int(both.execute()[1])
    except valkey.FAILURES:
        valkey.STRICT_BREAKER.failed()
        return False
    valkey.STRICT_BREAKER.succeeded()
    return count > most
