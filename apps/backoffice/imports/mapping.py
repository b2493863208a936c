"""Which column of a file is which attribute: guessed, remembered, and as the person decides."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from apps.backoffice.attributes import Attribute
from apps.backoffice.imports.synonyms import KEYS_BY_WORD
from apps.backoffice.models import Import
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.types import Kind

# The record's own number, as exports write it.
NUMBER: Final = "id"
_NOT_FROM_FILES: Final = frozenset({Kind.FILE, Kind.IMAGE, Kind.FORMULA})
_MATCHING: Final = frozenset({Kind.TEXT, Kind.EMAIL, Kind.PHONE, Kind.NUMBER, Kind.URL})
# How many earlier imports of the screen are asked for what headings meant.
_REMEMBERED: Final = 10


def number_label() -> str:
    """Heading of the record's own number in exports; a plain "id" may be another program's."""
    return _("Record number")


def importable(screen: Screen) -> list[Attribute]:
    """Attributes that a file can fill."""
    return [
        one
        for one in screen.attributes()
        if one.editable and one.kind not in _NOT_FROM_FILES and one.key not in screen.readonly
    ]


def matching(attributes: Sequence[Attribute]) -> list[Attribute]:
    """Attributes by which an existing record can be told."""
    return [one for one in attributes if one.kind in _MATCHING and not one.sensitive]


def proposed(screen: Screen, headings: Sequence[str]) -> dict[str, str]:
    """Keys by column: what the same heading meant before, else what it says. Each attribute at most once."""
    known = {one.key: one for one in importable(screen)}
    said, before = _sayings(known), _remembered(screen)
    found: dict[str, str] = {}
    for ranked in (before, said, _synonyms(known)):
        for column, heading in enumerate(headings):
            key = ranked.get(plain(heading), "")
            if str(column) not in found and key not in found.values() and (key in known or key == NUMBER):
                found[str(column)] = key
    return dict(sorted(found.items(), key=lambda pair: int(pair[0])))


def plain(text: str) -> str:
    """A heading without case, accents, signs and spaces, so that "E-Mail" is "email"."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


def _sayings(known: Mapping[str, Attribute]) -> dict[str, str]:
    """Keys and labels in every language that is offered."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.setdefault(plain(number_label()), NUMBER)
            for key, attribute in known.items():
                found.setdefault(plain(str(attribute.label)), key)
    for key in known:
        found.setdefault(plain(key), key)
        found.setdefault(plain(key.rpartition(".")[2]), key)
    return found


def _synonyms(known: Mapping[str, Attribute]) -> dict[str, str]:
    by_name = {key.rpartition(".")[2]: key for key in reversed(list(known))}
    found = {}
    for word, names in KEYS_BY_WORD.items():
        key = next((by_name[name] for name in names if name in by_name), None)
        if key is not None:
            found[plain(word)] = key
    return found


def _remembered(screen: Screen) -> dict[str, str]:
    earlier = Import.objects.filter(screen=screen.key).exclude(mapping={}).order_by("-at", "-pk")
    found: dict[str, str] = {}
    for headings, mapping in earlier.values_list("headings", "mapping")[:_REMEMBERED]:
        for column, key in mapping.items():
            if int(column) < len(headings):
                found.setdefault(plain(headings[int(column)]), key)
    return found
