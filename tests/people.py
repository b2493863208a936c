"""Who the tests are about: the same people everywhere."""

from typing import Final, TypedDict

from django.contrib.auth.hashers import Argon2PasswordHasher


class Business(TypedDict):
    """What provisioning is told."""

    slug: str
    name: str
    trade: str
    currency: str
    time_zone: str


PASSWORD: Final = "tide-over-nine-piers"
BOTH: Final = "both@people.example"
ROLES: Final = (
    "owner",
    "admin",
    "manager",
    "staff",
    "instructor",
    "guide",
    "technician",
    "front_desk",
    "kitchen",
    "attendant",
)
BUSINESSES: Final[tuple[Business, ...]] = (
    {
        "slug": "coral",
        "name": "Coral & Current",
        "trade": "dive_shop",
        "currency": "USD",
        "time_zone": "America/Belize",
    },
    {
        "slug": "northgate",
        "name": "Northgate Garages",
        "trade": "parking",
        "currency": "GBP",
        "time_zone": "Europe/London",
    },
)


def hash_quickly() -> None:
    """Passwords cost as little here as they may: what makes them slow to guess makes a thousand sign-ins slow too."""
    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = (
        1,
        8,
        1,
    )
