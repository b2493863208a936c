"""The back office's colour: `accent` of [settings], or the theme's."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.models import BusinessLook
from apps.backoffice.services import look
from apps.tenancy.packs import Install, Item, Pack, Section, Values, item


class Look(Section):
    """One item: the accent."""

    kind = "look"
    label = gettext_lazy("Look of the back office")
    words: ClassVar[Mapping[str, Any]] = {"accent": gettext_lazy("Accent colour")}

    def collect(self, pack: Pack) -> list[Item]:
        """The accent, when the pack has one."""
        settings, site = pack.table("settings"), pack.table("site")
        accent = settings.colour("accent") if settings is not None else ""
        theme = site.value("theme") if site is not None else None
        if not accent and isinstance(theme, dict) and isinstance(theme.get("accent"), str):
            accent = theme["accent"].lower()
        table = settings or site
        if not accent or table is None:
            return []
        return [item("office", {"accent": accent}, _("Colour of the back office"), table)]

    def default(self, key: str, install: Install) -> Values | None:
        """Ours."""
        return {"accent": ""}

    def read(self, key: str, install: Install) -> Values | None:
        """The accent now."""
        found = BusinessLook.objects.first()
        return {"accent": "" if found is None else found.accent}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Change it. Raises UnusableColour."""
        look.change_look(accent=values["accent"], by=None, at=install.at)
        return None
