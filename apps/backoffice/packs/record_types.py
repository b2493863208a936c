"""`[[record_type]]`: lists of the business's own."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.models.records import ICONS
from apps.backoffice.packs.defined import Defined
from apps.backoffice.services import record_type_definition
from apps.backoffice.types import titles
from apps.backoffice.types.states import COLOURS
from apps.tenancy.packs import Item, Pack, Table, item, shown


class RecordTypes(Defined):
    """Record types. Their fields are fields."""

    kind = "record_type"
    label = gettext_lazy("Record type")
    words: ClassVar[Mapping[str, Any]] = record_type_definition.DEFINITION.words
    definition = record_type_definition.DEFINITION

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[record_type]]."""
        found = []
        pack.named.setdefault("record_type", set())
        for table in pack.root.tables("record_type", most=100):
            key = table.key()
            if pack.name_one("record_type", key, table):
                pack.named.setdefault("screen", set()).add(f"records.{key}")
            states = _states(table)
            pack.shared.setdefault("states", {})[key] = [(one["key"], one["label"]) for one in states]
            name = table.word("name", wanted=True)
            values = {
                "name": name,
                "name_plural": table.word("plural") or name,
                "icon": table.one_of("icon", ICONS, "description"),
                "description": table.word("description", most=300),
                "group": table.word("group", most=60),
                "title_pattern": _title(table, pack, key),
                "states": states,
                "initial": table.one_of(
                    "initial", [one["key"] for one in states], states[0]["key"] if states else ""
                ),
                "visible_to": sorted(table.texts("visible_to")),
            }
            for index, role in enumerate(table.texts("visible_to")):
                pack.refer("role", role, table, "visible_to", index)
            table.close()
            found.append(item(key, values, name, table))
        return found


def _title(table: Table, pack: Pack, key: str) -> str:
    pattern = table.text("title", most=200)
    if pattern and not titles.is_pattern(pattern):
        table.wrong("title", found=shown(pattern), expected=_("keys in braces as {boat} {date} are expected"))
        return ""
    for name in titles.keys(pattern):
        known = name if name == "state" else f"custom.{name.removeprefix('custom.')}"
        pack.shared.setdefault("columns", []).append((f"records.{key}", known, table, ("title",)))
    return pattern


def _states(table: Table) -> list[dict[str, Any]]:
    said = table.word_by_key("states")
    rows = table.tables("states", most=40)
    keys = [row.key() for row in rows]
    found = []
    for row, key in zip(rows, keys, strict=True):
        if keys.count(key) > 1:
            row.wrong("key", found=shown(key), expected=_("each state has a key of its own"))
        label = row.text("label", most=60, wanted=True)
        found.append(
            {
                "key": key,
                "label": said.get(key, label),
                "colour": row.one_of("colour", COLOURS, COLOURS[0]),
                "to": row.some_of("to", keys) if row.has("to") else None,
            }
        )
        row.close()
    return found
