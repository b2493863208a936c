"""Colours, typeface and logo of the bound business, for what is drawn outside of its stylesheet."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from apps.backoffice.look.colours import contrast
from apps.tenancy import context, facts
from cms import pictures
from cms.theme import queries
from cms.theme.models import Theme

WHITE: Final = "#ffffff"
INK: Final = "#14181b"
TEXT: Final = 4.5
FONTS: Final = {
    "serif": "fraunces",
    "classic": "cormorant",
    "grotesk": "bricolage",
    "condensed": "bricolage-condensed",
    "system": "bricolage",
}
_MEMORY: Final = "cms.seo.brand"


@dataclass(frozen=True, slots=True)
class Brand:
    """What a picture of the business is drawn with. `version` changes with any of it."""

    name: str
    accent: str
    typeface: str
    logo: Any
    version: str

    @property
    def on_accent(self) -> str:
        """A colour for words on the accent: white where it can be read, else dark."""
        return WHITE if contrast(WHITE, self.accent) >= TEXT else INK

    @property
    def initial(self) -> str:
        """The first letter or digit of the name."""
        first = next((sign for sign in self.name if sign.isalnum()), "•")
        return first.upper() if len(first.upper()) == 1 else first

    @property
    def font(self) -> Path | None:
        """The file of the typeface of headings, None when there is none."""
        file = Path(settings.BASE_DIR) / "static/site/fonts" / f"{FONTS.get(self.typeface, '')}.woff2"
        return file if file.is_file() else None


def brand(theme: Theme | None = None) -> Brand:
    """The bound business's. One query per binding; none when its theme is known."""
    memory = context.current().memory
    if _MEMORY not in memory:
        name = facts.current().name
        known = theme or queries.theme()
        memory[_MEMORY] = Brand(
            name, known.accent, known.typeface, known.logo, f"{known.version}{_short(name, known.logo)}"
        )
    found: Brand = memory[_MEMORY]
    return found


def _short(name: str, logo: Any) -> str:
    """Letters for an address, others for another name or another file of the logo."""
    shown = (name, pictures.version_of(logo) if logo is not None else "")
    return hashlib.blake2b(repr(shown).encode(), digest_size=4).hexdigest()
