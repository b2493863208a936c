"""Languages and the countries they are written in, for a choice."""

from functools import cache
from typing import Final

from babel import Locale
from babel.localedata import locale_identifiers
from django.conf import settings
from django.utils import translation

_COUNTRY: Final = 2


def language_choices() -> list[tuple[str, str]]:
    """The languages of sites, each by itself and as countries write it: ("en-gb", "English (United Kingdom)")."""
    return _choices((translation.get_language() or "en").partition("-")[0])


def language_name(code: str) -> str:
    """What people call it."""
    return dict(language_choices()).get(code.lower(), code)


@cache
def _choices(reader: str) -> list[tuple[str, str]]:
    spoken = {code for code, _name in settings.LANGUAGES if "-" not in code}
    found = []
    for name in locale_identifiers():
        locale = Locale.parse(name)
        if locale.language not in spoken or locale.script or locale.variant:
            continue
        if locale.territory and not (len(locale.territory) == _COUNTRY and locale.territory.isalpha()):
            continue
        label = locale.get_display_name(reader) or name
        found.append((name.lower().replace("_", "-"), label[:1].upper() + label[1:]))
    return sorted(found, key=lambda one: one[1])
