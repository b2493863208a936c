"""Published pages that a visitor's words are in."""

import re
from typing import Any, Final

from wagtail.search.utils import parse_query_string

from cms.languages import Language
from cms.pages import SitePage

SHORTEST: Final = 2
LONGEST: Final = 100
MOST_WORDS: Final = 12
_SPACE: Final = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """The words as they are searched for: at most 100 letters and 12 words."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST])
    return " ".join(_SPACE.split(plain.strip())[:MOST_WORDS])


def found(text: str, language: Language) -> Any:
    """Pages of a language everybody may see, the best first: what a paginator cuts up."""
    _filters, query = parse_query_string(text, operator="and")
    rows = SitePage.objects.live().public().filter(locale_id=language.locale_id, noindex=False)
    return rows.select_related("picture").search(query)
