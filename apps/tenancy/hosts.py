"""The one way a Host header becomes the name a business is found by."""

import re
from functools import lru_cache
from typing import Final

_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\Z")
_ADDRESS: Final = re.compile(r"\[[0-9a-f:.]{2,45}\]\Z")
_PORT: Final = re.compile(r":[0-9]{1,5}\Z")


@lru_cache(maxsize=4096)
def normalise_host(header: str) -> str:
    """Lower case, without port and final dot; empty when it is no host name.

    Middleware, kept pages and forgetting call this, so no two of them disagree about whose page it is.
    """
    name = _PORT.sub("", header.lower())
    if name.startswith("["):
        return name if _ADDRESS.match(name) else ""
    name = name.removesuffix(".")
    return name if _NAME.match(name) and ".." not in name else ""
