"""The roles every business begins with, as `builtin_roles.toml` states them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWNER: Final = "owner"
_FILE: Final = Path(__file__).with_name("builtin_roles.toml")


@dataclass(frozen=True, slots=True)
class BuiltinRole:
    """A role as shipped."""

    key: str
    name: str
    description: str
    may: tuple[str, ...]


@cache
def roles() -> dict[str, BuiltinRole]:
    """All built-in roles by key, in the order of the file."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = (
        BuiltinRole(key=r["key"], name=r["name"], description=r["description"], may=tuple(r["may"]))
        for r in data["role"]
    )
    return {role.key: role for role in found}


# The names stand in data, so the words to translate stand here.
NAMES: Final[dict[str, str | Promise]] = {
    "owner": _("Owner"),
    "admin": _("Administrator"),
    "manager": _("Manager"),
    "staff": _("Staff"),
    "instructor": _("Instructor"),
    "guide": _("Guide"),
    "technician": _("Technician"),
    "front_desk": _("Front desk"),
    "kitchen": _("Kitchen"),
    "attendant": _("Attendant"),
}
