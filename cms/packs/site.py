"""`[site]`: tagline, languages, theme, logo."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item

LAYOUTS: Final = ("editorial", "calm", "lively", "bold", "plain")
TYPEFACES: Final = ("serif", "classic", "grotesk", "condensed", "system")
SCALES: Final = ("small", "normal", "large")
SPACINGS: Final = ("tight", "normal", "airy")
CORNERS: Final = ("square", "soft", "round")


class Theme(Section):
    """How the public site looks."""

    kind = "theme"
    label = gettext_lazy("Look of the site")
    words: ClassVar[Mapping[str, Any]] = {
        "layout": gettext_lazy("Layout"),
        "accent": gettext_lazy("Accent colour"),
        "second": gettext_lazy("Second colour"),
        "ground": gettext_lazy("Colour of the page"),
        "typeface": gettext_lazy("Typeface"),
        "scale": gettext_lazy("Size of words"),
        "spacing": gettext_lazy("Spacing"),
        "corners": gettext_lazy("Corners"),
        "logo": gettext_lazy("Logo"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """The theme of [site]."""
        site = pack.table("site")
        table = site.table("theme") if site is not None else None
        if site is None or table is None:
            return []
        given: Values = {
            "layout": table.one_of("layout", LAYOUTS, wanted=True),
            "accent": table.colour("accent", wanted=True),
            "second": table.colour("second"),
            "ground": table.colour("ground"),
            "typeface": table.one_of("type", TYPEFACES),
            "scale": table.one_of("scale", SCALES),
            "spacing": table.one_of("spacing", SPACINGS),
            "corners": table.one_of("corners", CORNERS),
            "logo": _picture(site, "logo", pack),
        }
        table.close()
        pack.shared["logos"] = {given["logo"]}
        return [item("site", {k: v for k, v in given.items() if v}, _("Look of the site"), table)]

    def read(self, key: str, install: Install) -> Values | None:
        """Nothing yet."""
        return None

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Nothing yet."""
        return None


class Site(Section):
    """What the site says of itself, and in which languages."""

    kind = "site"
    label = gettext_lazy("Site")
    words: ClassVar[Mapping[str, Any]] = {
        "tagline": gettext_lazy("Tagline"),
        "description": gettext_lazy("Description"),
        "share": gettext_lazy("Picture for sharing"),
        "languages": gettext_lazy("Languages"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """The rest of [site]."""
        table = pack.table("site")
        if table is None:
            return []
        spoken = table.spoken()
        languages = table.some_of("languages", pack.languages) or list(pack.languages)
        pack.shared["site languages"] = languages
        for language in languages:
            if language != pack.languages[0] and language not in spoken:
                table.missing(language)
        values = {
            "tagline": table.word("tagline"),
            "description": table.word("description", most=300),
            "share": _picture(table, "share", pack),
            "languages": languages,
        }
        return [item("site", values, _("Site"), table)]

    def read(self, key: str, install: Install) -> Values | None:
        """Nothing yet."""
        return None

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Nothing yet."""
        return None


def _picture(table: Table, name: str, pack: Pack) -> str:
    key = table.slug(name)
    pack.refer("picture", key, table, name)
    return key
