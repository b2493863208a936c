"""Codes of countries, languages and currencies, and what people call them. Pure.

ISO 3166-1 alpha-2, ISO 639-1 and ISO 4217, as Babel knows them. Names are read in English and in the active language.
"""

from functools import cache, lru_cache
from typing import Final, Literal

from babel import Locale, UnknownLocaleError
from babel.numbers import get_territory_currencies
from django.utils import translation

Sort = Literal["country", "language", "currency"]
# Not countries: unions, continents, tests and what nobody lives in.
_LETTERS: Final = 2
_NO_COUNTRY: Final = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_ALSO: Final[dict[Sort, dict[str, str]]] = {
    "country": {"uk": "GB", "usa": "US", "uae": "AE", "england": "GB", "scotland": "GB", "wales": "GB"},
    "language": {},
    "currency": {},
}


@cache
def codes(sort: Sort) -> frozenset[str]:
    """All codes of a sort."""
    english = Locale("en")
    if sort == "country":
        known = frozenset(map(str, english.territories))
        return frozenset(c for c in known if len(c) == _LETTERS and c.isalpha()) - _NO_COUNTRY
    if sort == "language":
        return frozenset(c for c in map(str, english.languages) if len(c) == _LETTERS)
    return frozenset(c for country in codes("country") for c in get_territory_currencies(country))


def name(sort: Sort, code: str) -> str:
    """What the code is called in the active language; the code itself when nobody knows."""
    return _names(sort, translation.get_language() or "en").get(code, code)


def choices(sort: Sort) -> list[tuple[str, str]]:
    """Codes with their names in the active language, by name."""
    known = _names(sort, translation.get_language() or "en")
    return sorted(((c, known.get(c, c)) for c in codes(sort)), key=lambda pair: pair[1].casefold())


def read(sort: Sort, text: str) -> str | None:
    """The code that a code or a name in English or the active language means; None when none."""
    word = text.strip()
    code = word.lower() if sort == "language" else word.upper()
    if code in codes(sort):
        return code
    word = word.casefold()
    found = _ALSO[sort].get(word) or _by_name(sort, "en").get(word)
    # Asking for the active language costs more than all the rest.
    return found or _by_name(sort, translation.get_language() or "en").get(word)


@lru_cache(maxsize=96)
def _names(sort: Sort, language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    source = {"country": locale.territories, "language": locale.languages, "currency": locale.currencies}[
        sort
    ]
    return {code: str(source.get(code, code)) for code in codes(sort)}


@lru_cache(maxsize=96)
def _by_name(sort: Sort, language: str) -> dict[str, str]:
    return {name.casefold(): code for code, name in _names(sort, language).items()}
