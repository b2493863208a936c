"""Tables of the back office."""

from apps.backoffice.models.fields import (
    CustomField,
    CustomFile,
    CustomSecret,
    CustomValue,
    FieldChange,
    FormerValue,
)
from apps.backoffice.models.links import LINKS, Link, LocationLink, MemberLink

__all__ = [
    "LINKS",
    "CustomField",
    "CustomFile",
    "CustomSecret",
    "CustomValue",
    "FieldChange",
    "FormerValue",
    "Link",
    "LocationLink",
    "MemberLink",
]
