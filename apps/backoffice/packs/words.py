"""`[words]`: what screens and their fields are called."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.packs.defined import Defined
from apps.backoffice.packs.screens import note_screens
from apps.backoffice.services import label_definition
from apps.tenancy.packs import Item, Pack, Table, Values, item, shown
from apps.tenancy.packs.tables import NAME


class Words(Defined):
    """Labels; their place and heading belong to the navigation."""

    kind = "words"
    label = gettext_lazy("Word")
    words: ClassVar[Mapping[str, Any]] = label_definition.DEFINITION.words
    definition = label_definition.DEFINITION

    def collect(self, pack: Pack) -> list[Item]:
        """Every line of the table, in the language of collecting where it is translated."""
        note_screens(pack)
        table = pack.root.table("words")
        if table is None:
            return []
        spoken = table.spoken()
        found = []
        for key in table.names():
            if key in spoken:
                continue
            values = _names(table, key)
            said = {language: _names(one, key) for language, one in spoken.items() if one.has(key)}
            values = said.get(pack.language) or values
            screen, _slash, attribute = key.partition("/")
            pack.refer("screen", screen, table, key)
            if attribute:
                pack.shared.setdefault("columns", []).append((screen, attribute, table, (key,)))
            found.append(item(key, values, f"{key}: {values['singular']}", _at(table, key)))
        for one in spoken.values():
            one.close()
        table.close()
        return found

    def of_pack(self, found: Values) -> Values | None:
        """The words alone."""
        if not (found["singular"] or found["plural"]):
            return None
        return {"singular": found["singular"], "plural": found["plural"]}


def _at(table: Table, key: str) -> Table:
    return Table({}, table.source, (*table.path, key))


def _names(table: Table, key: str) -> Values:
    value = table.value(key)
    names = [value] if isinstance(value, str) and "/" in key else value
    wanted = 1 if "/" in key else 2
    if (
        not isinstance(names, list)
        or len(names) != wanted
        or not all(isinstance(one, str) and 0 < len(one.strip()) <= NAME for one in names)
    ):
        table.wrong(
            key,
            found=f"{key} = {shown(value)}",
            expected=_("a text of at most 80 characters is expected")
            if wanted == 1
            else _('two texts as ["Guest", "Guests"] are expected'),
        )
        return {"singular": "", "plural": ""}
    return {"singular": names[0].strip(), "plural": names[1].strip() if wanted > 1 else ""}
