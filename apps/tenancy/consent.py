"""What a visitor has allowed, as the one cookie says that may say so; read alike by the server and by Django.

A kept page is kept once for each of these answers, so whoever reads the cookie reads it here.
"""

import re
from datetime import date
from typing import Final

COOKIE: Final = "consent"
# Raised when there is more to agree to: then everybody is asked again.
VERSION: Final = 1
NOTHING_SAID: Final = ""
NECESSARY: Final = "n"
ALL: Final = "a"
CHOICES: Final = {"necessary": NECESSARY, "all": ALL}
_NAMES: Final = {short: long for long, short in CHOICES.items()}
_COOKIE: Final = re.compile(
    rb"(?:^|;)[ \t]*"
    + COOKIE.encode()
    + rb"="
    + str(VERSION).encode()
    + rb"\.(all|necessary)\.\d{8}[ \t]*(?=;|$)"
)
_NAMED: Final = re.compile(rb"(?:^|;)[ \t]*" + COOKIE.encode() + rb"=")


def of_header(cookies: bytes) -> str:
    """The answer in a Cookie header. One that is unknown, old, or there twice counts for nothing."""
    if b"consent=" not in cookies:
        return NOTHING_SAID
    found = _COOKIE.search(cookies)
    if found is None or len(_NAMED.findall(cookies)) != 1:
        return NOTHING_SAID
    return CHOICES[found[1].decode()]


def written(choice: str, on: date) -> str:
    """The cookie's value: version, answer and day. `choice` is ALL or NECESSARY."""
    return f"{VERSION}.{_NAMES[choice]}.{on:%Y%m%d}"
