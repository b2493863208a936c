"""Pages of a pack come into the site's trees, one for each language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django.db.models import Model
from django.utils.translation import gettext_lazy
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.tasks import update_reference_index_task

from apps.tenancy import facts
from apps.tenancy.models import Tenant
from apps.tenancy.packs import Install, Item, Pack, Section, Values
from apps.tenancy.services import forget_pages
from cms import languages, moment, pages, starter
from cms.packs import drafts, streams, trees
from cms.packs.naming import names_of
from cms.packs.streams import Names

TYPES: Final[Mapping[str, type[pages.SitePage]]] = {
    "home": pages.HomePage,
    "standard": pages.StandardPage,
    "products": pages.ProductsPage,
    "product": pages.ProductPage,
    "articles": pages.ArticlesPage,
    "article": pages.ArticlePage,
    "contact": pages.ContactPage,
    "faq": pages.FaqPage,
    "legal": pages.LegalPage,
}
# Members of items by the names that pages have for them.
_NAMES: Final[Mapping[str, str]] = {"seo_description": "search_description", "in_menu": "show_in_menus"}
_TEXTS: Final = ("title", "slug", "intro", "seo_title", "seo_description", "author", "thanks")
_FLAGS: Final = ("in_menu", "in_footer", "noindex")
_DATES: Final = ("date", "valid_from")
_HOME: Final = "/"


class Pages(Section):
    """Pages by language and path in the pack's first language, as "es:/trips/"."""

    kind = "page"
    label = gettext_lazy("Page")
    row = "page"
    words: ClassVar[Mapping[str, Any]] = {
        "title": gettext_lazy("Title"),
        "slug": gettext_lazy("Address"),
        "intro": gettext_lazy("Introduction"),
        "seo_title": gettext_lazy("Title for search engines"),
        "seo_description": gettext_lazy("Description for search engines"),
        "picture": gettext_lazy("Picture"),
        "in_menu": gettext_lazy("In the menu"),
        "in_footer": gettext_lazy("In the footer"),
        "noindex": gettext_lazy("Hidden from search engines"),
        "body": gettext_lazy("Text"),
        "date": gettext_lazy("Date"),
        "author": gettext_lazy("Author"),
        "product": gettext_lazy("Product"),
        "category": gettext_lazy("Category"),
    }

    def collect(self, pack: Pack) -> list[Item]:
        """Every page of every language, those above before those below."""
        return drafts.collect(pack)

    def default(self, key: str, install: Install) -> Values | None:
        """A page that provisioning wrote and nobody touched is as good as none."""
        page = _find(key, install)
        untouched = page is not None and page.pk in _starters(install)
        return self.read(key, install) if untouched else None

    def leaving(self, items: Sequence[Item], install: Install) -> list[str]:
        """Pages of provisioning that the pack's take the place of."""
        homes = {one.locale_id: one for one in languages.of_site()}
        return [
            f"{page.title} ({page.url_path.replace(homes[page.locale_id].home_path, '/', 1)})"
            for page in _leaving(items, install)
        ]

    def begin(self, items: Sequence[Item], install: Install) -> None:
        """Make every page that is missing, still empty, so that all of them can be linked to."""
        languages.forget()
        wanted = install.pack.shared.get("site languages") or list(install.pack.languages)
        for code in wanted:
            languages.add(code=_code(code, install), by=None, at=install.at)
        with disable_reference_index_auto_update():
            _clear_away(items, install)
            for one in items:
                language = one.key.partition(":")[0]
                known = install.was.get((self.kind, one.key)) is not None
                if language in wanted and not known and _find(one.key, install) is None:
                    _begin(one, install)
            trees.close(install)

    def restore(self, one: Item, install: Install) -> None:
        """Make the page that was removed, still empty, unless what stood above it is gone too."""
        language = one.key.partition(":")[0]
        on_site = {of.code for of in languages.of_site()}
        if _code(language, install) in on_site and _find(one.key, install) is None:
            with disable_reference_index_auto_update():
                _begin(one, install)
                trees.close(install)

    def read(self, key: str, install: Install) -> Values | None:
        """The page as its newest draft has it."""
        return self.read_all([key], install)[key]

    def read_all(self, keys: Sequence[str], install: Install) -> dict[str, Values | None]:
        """The same for several: a query for all and one for each type, besides those that have drafts."""
        sketches = install.memory.get("sketches", ())
        found = _found([key for key in keys if key not in sketches], install)
        return {
            key: _values(found[key].get_latest_revision_as_object(), key, install) if key in found else None
            for key in keys
        }

    def write(self, key: str, values: Values, install: Install) -> int | None:
        """Fill the page. One that has drafts gets one more, which is published unless another one waits."""
        # What was begun just now is as it was begun.
        page = install.memory.get("begun", {}).pop(key, None) or _find(key, install)
        if page is None:
            return None
        draft = page.get_latest_revision_as_object()
        _fill(draft, key, values, install)
        with disable_reference_index_auto_update():
            if page.latest_revision_id is None:
                draft.last_published_at = install.at
                # Of which type and language it is, no pack says.
                draft.full_clean(exclude={"content_type", "locale"})
                draft.save(clean=False)
            else:
                waits = page.has_unpublished_changes
                revision = draft.save_revision(changed=True)
                if not waits:
                    revision.publish()
        install.memory.get("sketches", set()).discard(key)
        install.memory.setdefault("written", set()).add(page.pk)
        return int(page.pk)

    def finish(self, install: Install) -> None:
        """Note what pages refer to, and forget kept pages."""
        written = install.memory.get("written", set())
        if not written:
            return
        for pk in written:
            update_reference_index_task.enqueue("wagtailcore", "page", str(pk))
        forget_pages(Tenant.objects.get(pk=facts.current().id))

    def said(self, member: str, value: Any) -> str:
        """Bodies in their titles."""
        if member != "body" or not isinstance(value, list):
            return str(value if value is not None else "")
        return ", ".join(str(one.get("title") or one.get("type")) for one in value)


def _code(language: str, install: Install) -> str:
    """The site's language for one of the pack's: where the pack lacks the business's own, its first stands there."""
    own = languages.code_of(facts.current().locale)
    return own if own not in install.pack.languages and language == install.pack.languages[0] else language


def _find(key: str, install: Install) -> Any:
    """The page of a key, as specific as it is; None without."""
    return _found([key], install).get(key)


def _found(keys: Sequence[str], install: Install) -> dict[str, Any]:
    """Pages by key, as specific as they are; those that are there."""
    numbers = {key: install.made.get(("page", key)) or _at(key, install) for key in keys}
    wanted = {number for number in numbers.values() if number is not None}
    if not wanted:
        return {}
    rows = {row.pk: row for row in Page.objects.filter(pk__in=wanted).specific()}
    return {
        key: rows[number]
        for key, number in numbers.items()
        if number is not None and isinstance(rows.get(number), pages.SitePage)
    }


def _at(key: str, install: Install) -> int | None:
    """The number of the page that stands there already though no pack made it."""
    language, _colon, path = key.partition(":")
    code = _code(language, install)
    homes = {one.code: one for one in languages.of_site()}
    first = install.pack.languages[0]
    if language == first:
        home = homes.get(code)
        if home is None:
            return None
        address = f"{home.home_path}{path.removeprefix('/')}"
        return _standing(install)[0].get(address)
    original = install.made.get(("page", f"{first}:{path}")) or _at(f"{first}:{path}", install)
    if original is None:
        return None
    return _standing(install)[1].get((original, code))


def _standing(install: Install) -> tuple[dict[str, int], dict[tuple[int, str], int]]:
    """Pages that stood before the installation: by address, and by page and language it is translated into."""
    if "standing" not in install.memory:
        rows = list(
            pages.SitePage.objects.values_list("pk", "url_path", "translation_key", "locale__language_code")
        )
        by_key: dict[Any, list[tuple[int, str]]] = {}
        for pk, _address, key, code in rows:
            by_key.setdefault(key, []).append((pk, code))
        install.memory["standing"] = (
            {address: pk for pk, address, _key, _code in rows},
            {(one, code): pk for alike in by_key.values() for one, _own in alike for pk, code in alike},
        )
    found: tuple[dict[str, int], dict[tuple[int, str], int]] = install.memory["standing"]
    return found


def _begin(one: Item, install: Install) -> None:
    """An empty page of the right type in the right place. What it may hold is checked when it is filled."""
    language, _colon, path = one.key.partition(":")
    code = _code(language, install)
    values = one.values
    first = install.pack.languages[0]
    begun = install.memory.setdefault("begun", {})
    made = TYPES[values["type"]](
        title=values["title"] or values["slug"] or "-",
        slug=f"home-{code}" if path == _HOME else values["slug"],
        locale=_locale(code, install),
        live=True,
        first_published_at=install.at,
        last_published_at=install.at,
        **({"date": values.get("date") or moment.day(install.at)} if values["type"] == "article" else {}),
    )
    original = install.made.get(("page", f"{first}:{path}")) or _at(f"{first}:{path}", install)
    if language != first and original is not None:
        same = begun.get(f"{first}:{path}") or Page.objects.get(pk=original)
        made.translation_key = same.translation_key
    if path == _HOME:
        above: Any = Page.objects.get(depth=1)
    else:
        key = f"{language}:{values['parent']}"
        above = begun.get(key) or _find(key, install)
        if above is None:
            return
        # Home pages alone are roots of sites.
        made._is_site_root = False
    trees.add_child(above, made, install)
    install.made["page", one.key] = made.pk
    install.memory.setdefault("sketches", set()).add(one.key)
    begun[one.key] = made
    if path == _HOME:
        languages.forget()


def _locale(code: str, install: Install) -> Locale:
    known = install.memory.setdefault("locales", {})
    if code not in known:
        known[code] = Locale.objects.get(language_code=code)
    found: Locale = known[code]
    return found


def _fill(page: Any, key: str, values: Values, install: Install) -> None:
    names = names_of(key, install)
    for name in (*_TEXTS, *_FLAGS):
        attribute = _NAMES.get(name, name)
        if name != "slug" and name in values and hasattr(page, attribute):
            setattr(page, attribute, values[name])
    sketched = key in install.memory.get("sketches", ())
    if values.get("slug") and not isinstance(page, pages.HomePage) and not sketched:
        above = page.get_parent()
        page.slug = trees.free(values["slug"], trees.slugs_below(above, but=page), above)
    for name in _DATES:
        if hasattr(page, name):
            text = values.get(name)
            setattr(
                page,
                name,
                date.fromisoformat(text) if text else (moment.day(install.at) if name == "date" else None),
            )
    page.draft_title = page.title
    page.picture_id = names.number("picture", values["picture"]) if values.get("picture") else None
    page.body = page.body.stream_block.to_python(streams.to_stream(values.get("body", []), names))
    _about(page, values, names)


def _about(page: Any, values: Values, names: Names) -> None:
    """Whose product the page is of, where pages know that."""
    model: type[Model] = type(page)
    for name in ("product", "category"):
        if any(field.name == name for field in model._meta.concrete_fields):
            slug = values.get(name)
            setattr(page, f"{name}_id", names.number(name, slug) if slug else None)


def _values(page: Any, key: str, install: Install) -> Values:
    names = names_of(key, install)
    found: Values = {
        name: getattr(page, _NAMES.get(name, name), "")
        for name in (*_TEXTS, *_FLAGS)
        if hasattr(page, _NAMES.get(name, name))
    }
    if isinstance(page, pages.HomePage):
        found.pop("slug")
    for name in _DATES:
        if hasattr(page, name):
            found[name] = value.isoformat() if (value := getattr(page, name)) else ""
    for name in ("product", "category"):
        if hasattr(page, f"{name}_id"):
            about = getattr(page, f"{name}_id")
            found[name] = names.name(name, about) if about is not None else ""
    found["picture"] = names.name("picture", page.picture_id) if page.picture_id else ""
    found["body"] = streams.from_stream(page.body.raw_data, names)
    return found


def _starters(install: Install) -> set[int]:
    """Pages that provisioning wrote and nobody has opened in the editor since."""
    if "starters" not in install.memory:
        ours = {page.slug for page in starter.pages(facts.current().name)}
        rows = pages.SitePage.objects.filter(latest_revision=None, depth__lte=3)
        taken = {pk for (kind, _key), pk in install.made.items() if kind == "page"}
        install.memory["starters"] = {
            row.pk
            for row in rows
            if (row.depth == 2 or row.slug in ours) and row.pk not in taken  # noqa: PLR2004
        }
    found: set[int] = install.memory["starters"]
    return found


def _leaving(items: Sequence[Item], install: Install) -> list[Page]:
    """Starter pages that give way to the pack's of the same type; legal ones only to one of the same address.

    Only when the pack comes in, and never one that something stands below: that is somebody's work.
    """
    if any((Pages.kind, one.key) in install.was for one in items):
        return []
    kinds = {TYPES[one.values["type"]] for one in items} - {pages.LegalPage, pages.HomePage}
    addresses = {one.values["slug"] for one in items}
    standing = Page.objects.filter(pk__in=_starters(install), depth__gt=2, numchild=0).order_by("path")
    return [page for page in standing.specific() if type(page) in kinds or page.slug in addresses]


def _clear_away(items: Sequence[Item], install: Install) -> None:
    for page in _leaving(items, install):
        # Deleting one changes how many children the one above has, so that each is read again.
        install.memory["starters"].discard(page.pk)
        Page.objects.get(pk=page.pk).delete()
    install.memory.pop("standing", None)
