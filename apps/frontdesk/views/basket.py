"""What is chosen already while staff choose something else for the same order: carried in the form, signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core import signing

from apps.frontdesk.types import Choice

NAME: Final = "with"
_SALT: Final = "frontdesk.basket"
_AGE: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Other:
    """Something chosen, with its words."""

    choice: Choice
    said: str


def write(others: Sequence[Other]) -> str:
    """For a hidden input or an address, "" for nothing."""
    if not others:
        return ""
    return signing.dumps([_plain(one) for one in others], salt=_SALT, compress=True)


def read(text: str) -> list[Other]:
    """What `write` wrote; nothing for a text that is not ours or a day old."""
    if not text:
        return []
    try:
        rows: Any = signing.loads(text, salt=_SALT, max_age=_AGE)
    except signing.BadSignature:
        return []
    return [_other(row) for row in rows]


def _plain(one: Other) -> dict[str, Any]:
    choice = one.choice
    return {
        "said": one.said,
        "option": choice.option,
        "quantities": {str(unit): count for unit, count in choice.quantities.items()},
        "departure": choice.departure,
        "pool": choice.pool,
        "starts_at": choice.starts_at.isoformat() if choice.starts_at else None,
        "ends_at": choice.ends_at.isoformat() if choice.ends_at else None,
        "arrival": choice.arrival.isoformat() if choice.arrival else None,
        "nights": choice.nights,
        "answers": dict(choice.answers),
        "resources": list(choice.resources),
        "moving": list(choice.moving),
    }


def _other(row: dict[str, Any]) -> Other:
    return Other(
        Choice(
            option=row["option"],
            quantities={int(unit): count for unit, count in row["quantities"].items()},
            departure=row["departure"],
            pool=row["pool"],
            starts_at=datetime.fromisoformat(row["starts_at"]) if row["starts_at"] else None,
            ends_at=datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None,
            arrival=date.fromisoformat(row["arrival"]) if row["arrival"] else None,
            nights=row["nights"],
            answers=row["answers"],
            resources=tuple(row["resources"]),
            moving=tuple(row.get("moving", ())),
        ),
        row["said"],
    )
