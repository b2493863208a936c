"""`[site]`: how the site looks, and what its home pages say to the world."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model

from apps.tenancy.packs import Install, Item, Pack, Section, Table, Values, item
from cms.theme import queries, services
from cms.theme.types import SUGGESTED, Choices, Corners, Layout, Scale, Spacing, Typeface

# Members of the theme table by the names that themes have for them.
_CHOICES: Final = {"typeface": "type"}


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
        layout = table.one_of("layout", Layout.values, wanted=True)
        given: Values = {
            **(SUGGESTED[Layout(layout)] if layout else {}),
            "layout": layout,
            "accent": table.colour("accent", wanted=True),
            "second": table.colour("second"),
            "ground": table.colour("ground"),
        }
        for name, kind in (
            ("typeface", Typeface),
            ("scale", Scale),
            ("spacing", Spacing),
            ("corners", Corners),
        ):
            said = table.one_of(_CHOICES.get(name, name), kind.values)
            given |= {name: said} if said else {}
        given["logo"] = _picture(site, "logo", pack)
        table.close()
        pack.shared["logos"] = {given["logo"]}
        return [item("site", {k: v for k, v in given.items() if v}, _("Look of the site"), table)]

    def default(self, key: str, install: Install) -> Values | None:
        """Ours."""
        return {**_said(queries.DEFAULT), "logo": ""}

    def read(self, key: str, install: Install) -> Values | None:
        """The theme now."""
        theme = queries.theme()
        pictures = {pk: name for (kind, name), pk in install.made.items() if kind == "media"}
        logo = pictures.get(theme.logo_id, f"#{theme.logo_id}") if theme.logo_id else ""
        return {**_said(theme.choices), "logo": logo}

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Save it. Raises UnusableTheme."""
        logo = values.get("logo") or ""
        number = int(logo[1:]) if logo.startswith("#") else install.made.get(("media", logo))
        image = get_image_model().objects.filter(pk=number).first() if number else None
        choices = Choices(**{name: values[name] for name in _said(queries.DEFAULT)})
        services.save_theme(choices=choices, logo=image, by=None, at=install.at)
        return None


def _said(choices: Choices) -> Values:
    return {name: str(getattr(choices, name)) for name in Choices.__dataclass_fields__}


class Site(Section):
    """What the site says of itself and in which languages: `pages` puts it on the home pages."""

    kind = "site"
    label = gettext_lazy("Site")

    def collect(self, pack: Pack) -> list[Item]:
        """The rest of [site], left in `pack.shared["site"]`."""
        table = pack.table("site")
        if table is None:
            return []
        spoken = table.spoken()
        languages = table.some_of("languages", pack.languages) or list(pack.languages)
        pack.shared["site languages"] = languages
        share = _picture(table, "share", pack)
        pack.shared["site"] = {
            language: {
                "intro": said.text("tagline", most=120),
                "seo_description": said.text("description", most=300),
                "picture": share,
            }
            for language, said in {pack.languages[0]: table, **spoken}.items()
        }
        for language in languages:
            if language != pack.languages[0] and language not in spoken:
                table.missing(language)
        return []

    def read(self, key: str, install: Install) -> Values | None:
        """It has no items."""
        return None

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """It has no items."""
        return None


def _picture(table: Table, name: str, pack: Pack) -> str:
    key = table.slug(name)
    pack.refer("picture", key, table, name)
    return key
