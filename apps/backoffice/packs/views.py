"""`[[view]]`: lists seen in a certain way, shared by all."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.backoffice.packs.defined import Defined
from apps.backoffice.packs.screens import attributes
from apps.backoffice.services import view_definition
from apps.backoffice.types import Operator
from apps.tenancy.packs import Item, Pack, Table, Values, item, shown

_WITHOUT_VALUES = (Operator.EMPTY, Operator.FILLED)


class Views(Defined):
    """Shared views."""

    kind = "view"
    label = gettext_lazy("View")
    words: ClassVar[Mapping[str, Any]] = view_definition.DEFINITION.words
    definition = view_definition.DEFINITION

    def collect(self, pack: Pack) -> list[Item]:
        """Every [[view]], with every column it names looked for; also those that other sections left."""
        found = []
        for table in pack.root.tables("view", most=200):
            key, on = table.slug("key", wanted=True), table.text("on", wanted=True)
            pack.refer("screen", on, table, "on")
            pack.name_one("view", f"{on}/{key}", table)
            columns, sort = table.texts("columns"), table.text("sort")
            for index, column in enumerate(columns):
                _look_for(pack, on, column, table, "columns", index)
            if sort:
                _look_for(pack, on, sort.removeprefix("-"), table, "sort")
            values = {
                "name": table.word("name", wanted=True),
                "columns": columns,
                "filters": [_filter(one, pack, on) for one in table.tables("filters", most=40)],
                "sort": sort,
                "pinned": table.flag("pinned"),
            }
            table.close()
            found.append(item(f"{on}/{key}", values, f"{on}: {values['name']}", table))
        for on, column, table, member in pack.shared.get("columns", ()):
            _look_for(pack, on, column, table, *member)
        return found


def _look_for(pack: Pack, on: str, column: str, table: Table, *member: str | int) -> None:
    known = attributes(pack, on)
    if known:
        kind = f"column of {on}"
        pack.named.setdefault(kind, set(known))
        pack.refer(kind, column, table, *member)


def _filter(table: Table, pack: Pack, on: str) -> Values:
    key = table.text("key", wanted=True)
    operator = table.one_of("operator", list(Operator), Operator.IS.value)
    values = table.texts("values", longest=200, least=0 if operator in _WITHOUT_VALUES else 1)
    attribute = attributes(pack, on).get(key)
    _look_for(pack, on, key, table, "key")
    if attribute is not None and operator == Operator.IS and Operator.IN in attribute.operators():
        operator = Operator.IN.value  # of choices one asks for several
    if attribute is not None and operator not in attribute.operators():
        possible = ", ".join(attribute.operators()) or _("none")
        table.wrong(
            "operator",
            found=shown(operator),
            expected=_("of %(column)s one may ask: %(possible)s") % {"column": key, "possible": possible},
        )
    table.close()
    return {"key": key, "operator": operator, "values": values}
