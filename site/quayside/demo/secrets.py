"""Keys and passwords, made once per data directory."""

import base64
from secrets import choice, token_bytes, token_urlsafe

PASSWORDS = ("superuser", "owner", "app", "signin", "platform", "valkey", "metrics")
_SYLLABLES = [
    *(f"{consonant}a" for consonant in "bdfgklmnprst"),
    *(f"{consonant}e" for consonant in "bdfklmnprst"),
    *(f"{consonant}o" for consonant in "klmnprst"),
    *(f"{consonant}u" for consonant in "lmnrst"),
]


def fresh() -> dict[str, str]:
    """A new set of all of them."""
    return {
        **{name: token_urlsafe(24) for name in PASSWORDS},
        "secret_key": token_urlsafe(50),
        "master_key": base64.b64encode(token_bytes(32)).decode(),
        "sign_in": spoken_password(),
    }


def spoken_password() -> str:
    """A password a person can read out and type: three words of three syllables, about 2^46 of them."""
    return "-".join("".join(choice(_SYLLABLES) for _ in range(3)) for _ in range(3))
