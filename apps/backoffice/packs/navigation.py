"""`[[navigation]]`: which screens stand under which heading, in which order."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.packs.defined import Defined
from apps.backoffice.services import label_definition
from apps.tenancy.packs import Item, Pack, Values, item, shown

APART: Final = 100


class Navigation(Defined):
    """Heading and place of screens: the other half of a label."""

    kind = "navigation"
    label = gettext_lazy("Place in the navigation")
    words: ClassVar[Mapping[str, Any]] = label_definition.DEFINITION.words
    definition = label_definition.DEFINITION

    def collect(self, pack: Pack) -> list[Item]:
        """Every entry of every [[navigation]]."""
        found = []
        for number, table in enumerate(pack.root.tables("navigation", most=30)):
            group = table.word("group", most=60, wanted=True)
            for index, key in enumerate(table.texts("entries", least=1)):
                pack.refer("screen", key, table, "entries", index)
                if not pack.name_one("entry of the navigation", key, table, "entries"):
                    table.wrong("entries", index, found=shown(key), expected=_("a screen stands once"))
                values = {"group": group, "position": number * APART + index}
                found.append(item(key, values, f"{group}: {key}", table))
            table.close()
        return found

    def of_pack(self, found: Values) -> Values | None:
        """The place alone."""
        if not (found["group"] or found["position"] is not None):
            return None
        return {"group": found["group"], "position": found["position"]}
