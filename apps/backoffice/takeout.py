"""The back office's own tables when a business moves: numbers that stand beside the name of a screen."""

from typing import Final

from django.apps import apps

from apps.tenancy.takeout.moving import Move, base_of
from apps.tenancy.takeout.registries import Row

# Screens of the owner's own record types share one table.
OWN_TYPES: Final = "records"
OWN_RECORDS: Final = "backoffice.record"


def todo(row: Row, move: Move) -> Row:
    """A to-do whose record has its new number; about nothing when the record does not come along."""
    screen, old = row["about_screen"], row["about_id"]
    if not screen or old is None:
        return row
    new = number(screen, old, move)
    return {**row, "about_id": new} if new else {**row, "about_screen": "", "about_id": None}


def number(screen: str, old: str, move: Move) -> str | None:
    """The new number of a screen's record, None when the screen or the record is unknown here."""
    app, _dot, _name = screen.partition(".")
    try:
        model = apps.get_model(OWN_RECORDS if app == OWN_TYPES else screen)
    except (LookupError, ValueError):
        return None
    numbers = move.numbers.get(base_of(model)._meta.db_table)
    if numbers is None or not numbers.knows(int(old)):
        return None
    return str(numbers(int(old), move.cursor))
