"""Which screens and columns there are for a pack, said by declarations and by the pack itself. No database."""

from typing import Final

from apps.backoffice.attributes import Attribute, columns_of
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.models import Record
from apps.backoffice.screens.registry import SCREENS
from apps.tenancy.packs import Pack

RECORDS: Final = "records."


def note_screens(pack: Pack) -> None:
    """Let the pack know every screen that code declares."""
    pack.named.setdefault("screen", set()).update(key for key, _screen in SCREENS.items())


def attributes(pack: Pack, on: str) -> dict[str, Attribute]:
    """The columns of a screen and the pack's own fields on it, by key. Call it after fields were collected."""
    if on.startswith(RECORDS):
        columns = [one for one in columns_of(Record) if one.key != "type"]
    elif on in SCREENS:
        screen = SCREENS.get(on)
        columns = [one for one in columns_of(screen.model) if one.key not in screen.hidden]
    else:
        columns = []
    own = [OwnField(field) for field in pack.shared.get("fields", {}).get(on, ())]
    return {one.key: one for one in (*columns, *own)}
