"""The languages of a business's site: its rows of Wagtail's Locale, of which it has its own.

Its own language (`Tenant.locale`) is the site's default and has no prefix in addresses; the others stand below
/es/, /fr/. A language is on the site once its home page is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils.translation import get_language_info, get_supported_language_variant
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page

from apps.accounts.models import Member
from apps.tenancy import context, facts, parts
from cms.errors import LanguageInUse, OwnLanguage, UnknownLanguage

_MEMORY: Final = "cms.languages"
_HOME_DEPTH: Final = 2


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the site. `prefix` is "" or "/fr"; `home_path` is the tree's, such as "/home-fr/"."""

    code: str
    locale_id: int
    home_id: int
    home_path: str
    prefix: str
    live: bool

    @property
    def name(self) -> str:
        """Its name in itself."""
        return str(get_language_info(self.code)["name_local"]).capitalize()


def code_of(locale: str) -> str:
    """The content language that fits a business's locale: "en" for "en-gb". The installation's own if none does."""
    try:
        return str(get_supported_content_language_variant(locale))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def of_site() -> Sequence[Language]:
    """The bound business's languages with a home page, the default first. One query per binding."""
    memory = context.current().memory
    if _MEMORY not in memory:
        memory[_MEMORY] = parts.part(_MEMORY, _read)
    found: Sequence[Language] = memory[_MEMORY]
    return found


def forget() -> None:
    """Drop what this binding knows."""
    context.current().memory.pop(_MEMORY, None)


def _read() -> Sequence[Language]:
    homes = (
        Page.objects.filter(depth=_HOME_DEPTH, content_type__app_label="cms", content_type__model="homepage")
        .order_by("path")
        .values_list("pk", "url_path", "live", "locale_id", "locale__language_code")
    )
    by_code: dict[str, tuple[int, str, bool, int]] = {}
    for pk, path, live, locale_id, code in homes:
        by_code.setdefault(code, (pk, path, live, locale_id))
    if not by_code:
        return ()
    own = code_of(facts.current().locale)
    default = own if own in by_code else next(iter(by_code))
    return [
        Language(code, locale_id, pk, path, "" if code == default else f"/{code}", live)
        for code, (pk, path, live, locale_id) in sorted(
            by_code.items(), key=lambda item: (item[0] != default, item[0])
        )
    ]


def default() -> Language | None:
    """The language without a prefix; None while the business has no home page."""
    return next(iter(of_site()), None)


def code_of_page(page: Page) -> str | None:
    """The language a page is in, None for one of no site."""
    return next((one.code for one in of_site() if one.locale_id == page.locale_id), None)


def split(path: str) -> tuple[Language | None, str]:
    """Which language an address is in, and the rest of it: "/fr/about/" is "/about/" in French."""
    first, slash, rest = path[1:].partition("/")
    if slash and first in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        for language in of_site():
            if language.prefix == f"/{first}":
                return language, f"/{rest}"
    return default(), path


def to_activate(language: Language) -> str:
    """Django's language: the business's own variant of it, as "en-gb", or the language itself."""
    own = facts.current().locale
    if code_of(own) == language.code:
        try:
            return get_supported_language_variant(own)
        except LookupError:
            pass
    return language.code


def default_locale() -> Locale:
    """Wagtail's default for the bound business: the row of its own language, else the first it has."""
    code = code_of(facts.current().locale)
    rows = {row.language_code: row for row in Locale.objects.order_by("pk")}
    if not rows:
        raise Locale.DoesNotExist
    found: Locale = rows.get(code) or next(iter(rows.values()))
    return found


def add(*, code: str, by: Member | None, at: datetime) -> Locale:
    """Let pages be translated into this language. Nothing happens when they may be. Raises UnknownLanguage."""
    if code not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        raise UnknownLanguage
    with context.atomic():
        locale, _made = Locale.objects.get_or_create(language_code=code)
    forget()
    return locale


def remove(*, code: str, by: Member | None, at: datetime) -> None:
    """Give a language up. Raises OwnLanguage for the business's own, LanguageInUse while pages are in it."""
    if code == code_of(facts.current().locale):
        raise OwnLanguage
    with context.atomic():
        row = Locale.objects.select_for_update().filter(language_code=code).first()
        if row is None:
            return
        pages = Page.objects.filter(locale=row).count()
        if pages:
            raise LanguageInUse(language=row.get_display_name(), pages=pages)
        row.delete()
    forget()
