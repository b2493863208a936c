"""The kinds of field in words, for whoever chooses one."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.backoffice.types import Kind

Text = str | Promise


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind's name, what it is good for in one line, and a Material Symbol."""

    kind: Kind
    name: Text
    about: Text
    icon: str


KINDS: Final = (
    KindWords(
        Kind.TEXT, _("Text"), _("One line, up to 200 characters: a name, a number plate."), "short_text"
    ),
    KindWords(Kind.LONG_TEXT, _("Long text"), _("Several lines, such as notes."), "notes"),
    KindWords(Kind.NUMBER, _("Number"), _("For counting and calculating, with up to six decimals."), "123"),
    KindWords(Kind.MONEY, _("Money"), _("An amount in one currency, to the cent."), "payments"),
    KindWords(Kind.DATE, _("Date"), _("A day in the calendar."), "event"),
    KindWords(Kind.TIME, _("Time"), _("A time of day, without a date."), "schedule"),
    KindWords(Kind.MOMENT, _("Date and time"), _("A moment, shown in everybody's own time zone."), "today"),
    KindWords(Kind.CHOICE, _("Choice"), _("One out of a list that you write."), "radio_button_checked"),
    KindWords(Kind.CHOICES, _("Multiple choice"), _("Any number out of a list that you write."), "checklist"),
    KindWords(Kind.YES_NO, _("Yes or no"), _("A box to tick."), "check_box"),
    KindWords(Kind.EMAIL, _("E-mail"), _("An address; checked, and a click writes to it."), "mail"),
    KindWords(Kind.PHONE, _("Phone"), _("A number; a click on a phone calls it."), "call"),
    KindWords(Kind.URL, _("Web address"), _("A link to a page elsewhere."), "link"),
    KindWords(Kind.FILE, _("File"), _("A document, such as a PDF."), "attach_file"),
    KindWords(Kind.IMAGE, _("Picture"), _("A photo or scan."), "image"),
    KindWords(
        Kind.REFERENCE,
        _("Reference"),
        _("Points at another record: a member, a customer, a boat."),
        "database",
    ),
    KindWords(
        Kind.FORMULA,
        _("Formula"),
        _("Computed from other fields of the same record when it is saved."),
        "calculate",
    ),
)
_BY_KIND: Final = {one.kind: one for one in KINDS}


def words_of(kind: str) -> KindWords | None:
    """What people call a kind, None for one that does not exist."""
    return _BY_KIND.get(Kind(kind)) if kind in set(Kind) else None


def name_of(kind: str) -> str:
    """The kind's name, as in a list of fields."""
    found = words_of(kind)
    return kind if found is None else str(found.name)
