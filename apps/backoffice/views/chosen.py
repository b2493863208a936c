"""The screen and the record an address names."""

from typing import Any

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import find
from apps.kernel.errors import NotAllowed, NotFound


def screen_of(app: str, name: str, member: Member, action: str = "view") -> Screen:
    """The screen of an address. Raises NotFound where there is none, NotAllowed where the member may not."""
    found = find(app, name)
    if found is None:
        raise NotFound
    if not found.may(member, action):
        raise NotAllowed
    return found


def record_of(screen: Screen, pk: int, member: Member, action: str) -> Any:
    """The record with this key on which the member may do `action`. Raises NotFound."""
    found = screen.rows(member, action).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
