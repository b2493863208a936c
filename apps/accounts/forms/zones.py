"""Time zones as people choose them."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_choices() -> list[tuple[str, str]]:
    """Places of the world by IANA name, without the zone database's abbreviations and duplicates of old."""
    regions = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    names = sorted(name for name in available_timezones() if name.startswith(regions))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]
