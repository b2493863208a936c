"""Which screens and columns there are for a pack, said by declarations and by the pack itself. No database."""

from copy import copy
from typing import Final

from apps.backoffice.attributes import Attribute, ModelColumn, columns_of
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.models import Record
from apps.backoffice.screens.registry import SCREENS
from apps.backoffice.types import Kind
from apps.tenancy.packs import Pack

RECORDS: Final = "records."


def note_screens(pack: Pack) -> None:
    """Let the pack know every screen that code declares."""
    pack.named.setdefault("screen", set()).update(key for key, _screen in SCREENS.items())


def _state(column: ModelColumn, pack: Pack, on: str) -> ModelColumn:
    """The state of a type that has states is a choice."""
    states = pack.shared.get("states", {}).get(on.removeprefix(RECORDS))
    if column.key != "state" or not states:
        return column
    made = copy(column)
    made.kind, made.choices = Kind.CHOICE, states
    return made


def attributes(pack: Pack, on: str) -> dict[str, Attribute]:
    """The columns of a screen and the pack's own fields on it, by key. Call it after fields were collected."""
    if on.startswith(RECORDS):
        columns = [_state(one, pack, on) for one in columns_of(Record) if one.key != "type"]
    elif on in SCREENS:
        screen = SCREENS.get(on)
        columns = [one for one in columns_of(screen.model) if one.key not in screen.hidden]
    else:
        columns = []
    own = [OwnField(field) for field in pack.shared.get("fields", {}).get(on, ())]
    return {one.key: one for one in (*columns, *own)}
