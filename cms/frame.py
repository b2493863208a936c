"""What every public page says around its own words: menu, footer, languages. Asked for once, when shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page

from cms import addresses, languages, moment, navigation, restricted
from cms.booking import basket
from cms.languages import Language
from cms.navigation import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """A language of the site: `url` leads to the shown page in it, or to its home page (`is_same` is False)."""

    code: str
    name: str
    url: str
    is_current: bool
    is_same: bool

    @property
    def full_url(self) -> str:
        """With the business's own host."""
        return f"{addresses.root_url()}{self.url}"


class Frame:
    """`site` in public templates. Costs nothing until asked: the menu one query, other languages one more."""

    def __init__(self, request: Any) -> None:
        self._request = request

    @property
    def page(self) -> Page | None:
        """The page of the tree that is shown; None on a search, say."""
        page: Page | None = getattr(self._request, "site_page", None)
        return page

    @cached_property
    def language(self) -> Language | None:
        """The language shown; None while the business has no home page."""
        return getattr(self._request, "site_language", None) or languages.default()

    @property
    def home_url(self) -> str:
        """The front page in the language shown."""
        return f"{self.prefix}/"

    @property
    def prefix(self) -> str:
        """What addresses in the language shown begin with: "" or "/fr"."""
        return self.language.prefix if self.language else ""

    @cached_property
    def _navigation(self) -> navigation.Navigation:
        if self.language is None:
            return navigation.Navigation((), ())
        return navigation.of_language(self.language, self.page)

    @property
    def menu(self) -> Sequence[Entry]:
        """Entries with `title`, `url`, `is_current`, `is_above` and `entries` below them."""
        return self._navigation.menu

    @property
    def tagline(self) -> str:
        """What the business says of itself in one sentence: the home page's introduction."""
        return self._navigation.tagline

    @property
    def year(self) -> str:
        """The year that it is where the business is."""
        return str(moment.day(moment.of(self._request)).year)

    @property
    def book_url(self) -> str:
        """Where the header's button leads: to what can be booked, once the menu has a list of what is sold."""
        return f"{self.prefix}{reverse('booking_list')}" if self._first("products") else ""

    @cached_property
    def basket(self) -> int:
        """How many things are in the visitor's basket. No query without its cookie."""
        return basket.count(self._request)

    @property
    def basket_url(self) -> str:
        """Where the basket is."""
        return f"{self.prefix}{reverse('booking_cart')}"

    @property
    def contact_url(self) -> str:
        """The page with the form, if the menu or the footer has it."""
        return self._first("contact")

    def _first(self, kind: str) -> str:
        return next((entry.url for entry in (*self.menu, *self.footer) if entry.kind == kind), "")

    @property
    def footer(self) -> Sequence[Entry]:
        """The links of the footer."""
        return self._navigation.footer

    @cached_property
    def versions(self) -> Sequence[Version]:
        """Every language of the site; one or none: there is nothing to choose."""
        live = [language for language in languages.of_site() if language.live]
        if len(live) < 2:  # noqa: PLR2004  one language is no choice
            return ()
        here = self._translations() if self.page is not None else {}
        current = self.language.code if self.language else ""
        return [
            Version(
                code=language.code,
                name=language.name,
                url=f"{language.prefix}/{here.get(language.locale_id, '')}",
                is_current=language.code == current,
                is_same=language.locale_id in here,
            )
            for language in live
        ]

    @property
    def alternates(self) -> Sequence[Version]:
        """The shown page in every language it is in, itself included; none when in one alone. For hreflang."""
        same = [version for version in self.versions if version.is_same]
        return same if len(same) > 1 else ()

    def _translations(self) -> dict[int, str]:
        """By language the path below its home page."""
        page = self.page
        found = {}
        homes = {language.locale_id: language.home_path for language in languages.of_site()}
        same = Page.objects.live().filter(translation_key=page.translation_key)  # type: ignore[union-attr]
        rows = restricted.without(same)
        for locale, path in rows.values_list("locale_id", "url_path"):
            if path.startswith(homes.get(locale, "?")):
                found[locale] = path[len(homes[locale]) :]
        return found
