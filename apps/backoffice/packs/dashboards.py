"""`[[dashboard]]`: what a role sees first."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.packs.defined import Defined
from apps.backoffice.panels import PANELS
from apps.backoffice.services import panels
from apps.tenancy.packs import Item, Pack, item, shown

HOW: Final = ("normal", "wide", "full", "hidden")


class Dashboards(Defined):
    """Panels by role."""

    kind = "dashboard"
    label = gettext_lazy("Today page")
    words: ClassVar[Mapping[str, Any]] = panels.DEFINITION.words
    definition = panels.DEFINITION

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[dashboard]]."""
        found = []
        pack.named["panel"] = {key for key, _panel in PANELS.items()}
        for table in pack.root.tables("dashboard", most=60):
            role = table.text("role", wanted=True)
            pack.refer("role", role, table, "role")
            pack.name_one("dashboard", role, table, "role")
            placed: list[dict[str, Any]] = []
            for index, text in enumerate(table.texts("panels", least=1)):
                key, _colon, how = text.partition(":")
                pack.refer("panel", key, table, "panels", index)
                if how and how not in HOW:
                    table.wrong(
                        "panels",
                        index,
                        found=shown(text),
                        expected=_("after the colon: wide, full or hidden"),
                    )
                if any(one["panel"] == key for one in placed):
                    table.wrong("panels", index, found=shown(text), expected=_("a panel stands once"))
                width = how if how in HOW[:3] else HOW[0]
                placed.append({"panel": key, "hidden": how == "hidden", "width": width})
            table.close()
            found.append(item(role, {"panels": placed}, role, table))
        return found
