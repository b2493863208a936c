"""Menu and footer from the tree: one query, however many pages there are, and one for what is not for all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from apps.tenancy import parts
from cms import restricted
from cms.languages import Language
from cms.pages import ContactPage, ProductsPage, SitePage

# Children of the home page, and theirs.
_DEPTHS: Final = (3, 4)
_STEP: Final = Page.steplen
_READ: Final = (
    *("path", "depth", "title", "url_path", "show_in_menus", "in_footer", "content_type_id", "intro"),
)


@dataclass(slots=True)
class Entry:
    """A link. `is_current` says that it leads to the page shown, `is_above` that this page stands below it.

    `kind` is "products" for a list of what is sold, "contact" for a page with the form, else empty.
    """

    title: str
    url: str
    path: str
    is_current: bool = False
    is_above: bool = False
    kind: str = ""
    entries: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Navigation:
    """What is linked from every page of one language."""

    menu: Sequence[Entry]
    footer: Sequence[Entry]
    # The home page's introduction.
    tagline: str = ""


def of_language(language: Language, page: Page | None = None) -> Navigation:
    """The published pages of a language that say they are in the menu or in the footer."""
    rows = parts.part(f"cms.navigation {language.code}", lambda: _rows(language))
    menu: list[Entry] = []
    footer: list[Entry] = []
    by_path: dict[str, Entry] = {}
    tagline = ""
    kinds = _kinds()
    for path, depth, title, url_path, in_menu, at_foot, kind, intro in rows:
        if depth < _DEPTHS[0]:
            tagline = intro
            continue
        entry = _entry(path, title, f"{language.prefix}/{url_path[len(language.home_path) :]}", page)
        entry.kind = kinds.get(kind, "")
        if at_foot:
            footer.append(entry)
        if in_menu:
            parent = by_path.get(path[:-_STEP])
            if depth == _DEPTHS[0]:
                menu.append(entry)
                by_path[path] = entry
            elif parent is not None:
                parent.entries.append(entry)
    return Navigation(menu, footer, tagline)


def _rows(language: Language) -> Sequence[tuple[Any, ...]]:
    return list(
        restricted.without(SitePage.objects.live())
        .filter(
            Q(pk=language.home_id)
            | (
                (Q(show_in_menus=True) | Q(in_footer=True))
                & Q(depth__in=_DEPTHS, locale_id=language.locale_id)
            )
        )
        .order_by("path")
        .values_list(*_READ)
    )


def _kinds() -> dict[int, str]:
    """By number of the type; Django keeps them, so it costs no query."""
    named = {"products": ProductsPage, "contact": ContactPage}
    return {ContentType.objects.get_for_model(model).pk: name for name, model in named.items()}


def _entry(path: str, title: str, url: str, page: Page | None) -> Entry:
    here = page.path if page is not None else ""
    return Entry(title, url, path, here == path, here != path and here.startswith(path))
