"""What stands in the navigation of the signed-in home. Higher apps add their pages in `ready()`."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise

from apps.accounts import access
from apps.accounts.models import User
from apps.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the home. Shown to whoever may do `code`; "" shows it to every member.

    `icon` names a symbol of static/quayside/icons.svg; entries stand in order of `position`. `group` is the heading
    it stands under in the back office's navigation, "" the settings.
    """

    label: str | Promise
    url: str
    icon: str
    position: int
    code: str = ""
    when_closed: bool = False
    about: str | Promise = ""
    group: str | Promise = ""

    def visible_to(self, user: User, *, open_: bool) -> bool:
        """Whether the person sees it while the business is open or closed."""
        if not open_ and not self.when_closed:
            return False
        return not self.code or access.may(user, self.code)


ENTRIES: Final[Registry[Entry]] = Registry("entry of the home")


def entries_for(user: User, *, open_: bool = True) -> list[tuple[Entry, str]]:
    """Entries the person may open, each with its address."""
    shown = [e for e in ENTRIES if e.visible_to(user, open_=open_)]
    return [(entry, reverse(entry.url)) for entry in sorted(shown, key=lambda e: e.position)]
