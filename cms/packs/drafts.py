"""Reads `pages/`: every page of every language, with its address and its blocks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from django.utils.translation import gettext as _

from apps.tenancy.packs import Item, Pack, Table, Values, shown
from cms import slugs
from cms.packs import bodies

TYPES: Final[Mapping[str, frozenset[str]]] = {
    # Each with the types it may stand below.
    "home": frozenset(),
    "standard": frozenset({"home", "standard"}),
    "products": frozenset({"home", "products"}),
    "product": frozenset({"products"}),
    "articles": frozenset({"home"}),
    "article": frozenset({"articles"}),
    "contact": frozenset({"home", "standard"}),
    "faq": frozenset({"home", "standard"}),
    "legal": frozenset({"home", "standard"}),
}
_TEXTS: Final = (("title", 120), ("intro", 300), ("seo_title", 120), ("seo_description", 200))


@dataclass(slots=True)
class Draft:
    """A page as its files say, before its address is known."""

    name: str
    table: Table
    file: Table
    type: str
    parent: str
    slug: str
    languages: list[str]
    facts: Values
    spoken: dict[str, tuple[Table, Table]] = field(default_factory=dict)
    # By language.
    slugs: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)


def collect(pack: Pack) -> list[Item]:
    """Every page as an item, those above before those below."""
    drafts = [draft for file in pack.files("pages") if (draft := _draft(file, pack)) is not None]
    _translations(drafts, pack)
    _products(drafts, pack)
    by_path = _addresses(drafts, pack)
    homes = [draft for draft in drafts if draft.type == "home"]
    if drafts and len(homes) != 1:
        pack.report.add(
            homes[1].file.source.file if homes else "pages",
            1,
            found=_("%(count)d pages of the type home") % {"count": len(homes)},
            expected=_("exactly one is expected"),
        )
    found: list[Item] = []
    for draft in sorted(drafts, key=lambda one: (one.paths.get(_first(pack), "").count("/"), _order(one))):
        found += _items(draft, by_path, pack)
    return found + _of_products(by_path, pack)


def _of_products(by_path: dict[str, Draft], pack: Pack) -> list[Item]:
    """A page for each product that no file writes."""
    found = []
    products = pack.shared["products"] if pack.shared.get("product pages") else {}
    for slug in sorted(products, key=lambda slug: (products[slug]["position"], slug)):
        path = pack.shared["product pages"].get(slug)
        if path is None:
            continue
        above, about = by_path[path], pack.shared["products"][slug]
        for language in above.languages:
            said = about["said"].get(language)
            if said is None:
                continue
            values: Values = {
                **dict.fromkeys(("seo_title", "seo_description"), ""),
                "type": "product",
                "parent": path,
                "slug": slug,
                "title": said["name"],
                "intro": said.get("summary", ""),
                **dict.fromkeys(("in_menu", "in_footer", "noindex"), False),
                "picture": about["cover"],
                "product": slug,
                "body": [],
            }
            where = f"products/{slug}.toml"
            found.append(Item(f"{language}:{path}{slug}/", values, f"{said['name']} ({language})", where, 1))
    return found


def _first(pack: Pack) -> str:
    return pack.languages[0]


def _order(draft: Draft) -> tuple[int, str]:
    return (int(draft.facts["order"] or 0), draft.name)


def _draft(file: str, pack: Pack) -> Draft | None:
    whole = pack.read(file)
    table = whole.table("page") if whole is not None else None
    if whole is None or table is None:
        if whole is not None:
            whole.missing("page")
        return None
    name = PurePosixPath(file).stem
    kind = table.one_of("type", list(TYPES), wanted=True) or "standard"
    product = table.slug("product")
    about = pack.shared.get("products", {}).get(product, {})
    pack.refer("product", product, table, "product")
    category = table.slug("category")
    pack.refer("category", category, table, "category")
    slug = table.slug("slug", "" if kind == "home" else (product or name))
    facts = {
        "order": table.whole("order", 0),
        "in_menu": table.flag("in_menu"),
        "in_footer": table.flag("in_footer"),
        "noindex": table.flag("noindex"),
        "picture": bodies.picture(table, "picture", pack) or about.get("cover", ""),
        "product": product,
        "category": category,
        "date": _date(table, "date"),
        "author": table.text("author"),
        "thanks": table.text("thanks", most=300),
        "valid_from": _date(table, "valid_from"),
    }
    _check_facts(table, kind, facts)
    languages = table.some_of("languages", pack.languages) or list(pack.languages)
    if _first(pack) not in languages:
        table.wrong(
            "languages", found=shown(languages[0]), expected=_("the pack's first language is expected")
        )
    return Draft(name, table, whole, kind, _parent(table, kind), slug, languages, facts)


def _parent(table: Table, kind: str) -> str:
    parent = table.text("parent", most=250)
    if kind == "home":
        if parent:
            table.wrong("parent", found=shown(parent), expected=_("the home page stands below nothing"))
        return ""
    if parent and not (parent.startswith("/") and parent.endswith("/")):
        table.wrong("parent", found=shown(parent), expected=_("a path as /trips/ is expected"))
        return "/"
    return parent or "/"


def _check_facts(table: Table, kind: str, facts: Values) -> None:
    belongs = {
        "product": {"product"},
        "category": {"products"},
        "date": {"article"},
        "author": {"article"},
        "thanks": {"contact"},
        "valid_from": {"legal"},
    }
    for name, kinds in belongs.items():
        if table.has(name) and kind not in kinds:
            table.wrong(name, found=_("%(name)s on a page of the type %(kind)s") % {"name": name, "kind": kind},
                        expected=_("only %(kinds)s have it") % {"kinds": ", ".join(kinds)})  # fmt: skip
    for name, kinds in (("product", {"product"}), ("date", {"article"})):
        if kind in kinds and not facts[name]:
            table.missing(name)


def _date(table: Table, name: str) -> str:
    value = table.value(name)
    if value is None:
        return ""
    text = value if isinstance(value, str) else value.isoformat() if hasattr(value, "isoformat") else ""
    if len(text) != 10 or text[4] != "-":  # noqa: PLR2004  2026-10-02
        table.wrong(name, found=f"{name} = {shown(value)}", expected=_("a day as 2026-10-02 is expected"))
        return ""
    return str(text)


def _translations(drafts: list[Draft], pack: Pack) -> None:
    """Read the files of the other languages."""
    by_name = {draft.name: draft for draft in drafts}
    for language in pack.languages[1:]:
        for file in pack.files(f"pages/{language}"):
            whole = pack.read(file)
            table = whole.table("page") if whole is not None else None
            draft = by_name.get(PurePosixPath(file).stem)
            if draft is None or language not in draft.languages:
                pack.report.add(
                    file, 1, found=_("a translation of no page"), expected=_("pages/%(name)s says otherwise")
                    % {"name": PurePosixPath(file).name},
                )  # fmt: skip
            elif whole is not None and table is not None:
                draft.spoken[language] = (table, whole)
            elif whole is not None:
                whole.missing("page")
        for draft in drafts:
            if language in draft.languages and language not in draft.spoken:
                draft.table.wrong(
                    "", found=_("no pages/%(language)s/%(name)s.toml") % {"language": language, "name": draft.name},
                    expected=_("a translation, or languages = […] without it, is expected"),
                )  # fmt: skip


def _products(drafts: list[Draft], pack: Pack) -> None:
    """Note which products have pages of their own, so that others get theirs without a file."""
    written = {draft.facts["product"] for draft in drafts if draft.type == "product"}
    pack.shared["pages of products"] = written


def _addresses(drafts: list[Draft], pack: Pack) -> dict[str, Draft]:
    """Give every page its path in every language; answers the pages by their path in the first one."""
    first = _first(pack)
    for draft in drafts:
        draft.slugs = {language: _slug(draft, language, pack) for language in draft.languages}
    by_path: dict[str, Draft] = {}
    waiting = list(drafts)
    while waiting:
        ready = [one for one in waiting if one.type == "home" or one.parent in by_path]
        if not ready:
            break
        for draft in ready:
            waiting.remove(draft)
            _place(draft, by_path, pack)
    for draft in waiting:
        draft.table.wrong(
            "parent", found=_("no page %(path)s") % {"path": shown(draft.parent)},
            expected=_("one of these is expected: %(known)s") % {"known": ", ".join(sorted(by_path))},
        )  # fmt: skip
    for language in pack.languages:
        kind = f"page in {language}"
        known = {draft.paths[language] for draft in drafts if language in draft.paths}
        # A page that is not translated is linked to as it is.
        known |= {draft.paths[first] for draft in drafts if first in draft.paths}
        pack.named[kind] = known
    _generated(by_path, pack)
    pack.shared["paths"] = {
        (language, path): draft.paths[first]
        for draft in by_path.values()
        for language, path in draft.paths.items()
        if first in draft.paths
    }
    for slug, path in pack.shared["product pages"].items():
        for language, above in by_path[path].paths.items():
            pack.shared["paths"][language, f"{above}{slug}/"] = f"{path}{slug}/"
    return by_path


def _generated(by_path: dict[str, Draft], pack: Pack) -> None:
    """The paths of product pages that no file writes."""
    lists = [draft for draft in by_path.values() if draft.type == "products"]
    written = pack.shared["pages of products"]
    pack.shared["product pages"] = {}
    for one in lists:
        for language, path in one.paths.items():
            pack.shared.setdefault("lists", {})[one.facts["category"], language] = path
    for slug, about in pack.shared.get("products", {}).items():
        home = next((one for one in lists if one.facts["category"] == about.get("category")), None)
        home = home or next((one for one in lists if not one.facts["category"]), None)
        if slug in written or home is None:
            continue
        pack.shared["product pages"][slug] = home.paths[_first(pack)]
        for draft in by_path.values():
            for language, path in draft.paths.items():
                if path == f"{home.paths.get(language)}{slug}/":
                    _check_path(draft, language, path, [home])
        for language in pack.languages:
            above = home.paths.get(language, home.paths[_first(pack)])
            pack.named[f"page in {language}"].add(f"{above}{slug}/")
            pack.named[f"page in {language}"].add(f"{home.paths[_first(pack)]}{slug}/")


def _place(draft: Draft, by_path: dict[str, Draft], pack: Pack) -> None:
    above = None if draft.type == "home" else by_path[draft.parent]
    if above is not None and above.type not in TYPES[draft.type]:
        draft.table.wrong(
            "parent", found=_("a page of the type %(kind)s below one of the type %(above)s")
            % {"kind": draft.type, "above": above.type},
            expected=_("below one of these: %(kinds)s") % {"kinds": ", ".join(sorted(TYPES[draft.type]))},
        )  # fmt: skip
    for language in draft.languages:
        if above is None:
            draft.paths[language] = "/"
        elif language in above.paths:
            draft.paths[language] = f"{above.paths[language]}{draft.slugs[language]}/"
        else:
            draft.table.wrong(
                "languages", found=_("no page above it in %(language)s") % {"language": language},
                expected=_("the page above is translated first"),
            )  # fmt: skip
    path = draft.paths.get(_first(pack), "")
    for language, own in draft.paths.items():
        _check_path(draft, language, own, [one for one in by_path.values() if one.paths.get(language) == own])
    by_path.setdefault(path, draft)


def _check_path(draft: Draft, language: str, path: str, others: list[Draft]) -> None:
    """No other page and nothing of the site itself may answer at a path."""
    table = draft.spoken[language][0] if language in draft.spoken else draft.table
    slug = draft.slugs[language]
    if others:
        table.wrong("slug", found=shown(path), expected=_("another page has this path already"))
    if path.count("/") == 2 and slugs.is_taken(slug):  # noqa: PLR2004  right below home
        table.wrong("slug", found=shown(slug), expected=_("the site itself answers there"))


def _slug(draft: Draft, language: str, pack: Pack) -> str:
    spoken = draft.spoken.get(language)
    return spoken[0].slug("slug", draft.slug) if spoken is not None else draft.slug


def _items(draft: Draft, by_path: dict[str, Draft], pack: Pack) -> list[Item]:
    first = _first(pack)
    path = draft.paths.get(first, "")
    found = []
    for language in draft.languages:
        table, whole = (
            (draft.table, draft.file) if language == first else draft.spoken.get(language, (None, None))
        )
        if table is None or whole is None:
            continue
        about = pack.shared.get("products", {}).get(draft.facts["product"], {})
        wanted = not about
        texts = {
            name: table.text(name, most=most, wanted=name == "title" and wanted) for name, most in _TEXTS
        }
        said = about.get("said", {}).get(language, {})
        texts["title"] = texts["title"] or said.get("name", "")
        texts["intro"] = texts["intro"] or said.get("summary", "")
        facts = dict(draft.facts)
        if draft.type == "home":
            # The site's tagline, description and picture stand wherever the home page says none.
            site = pack.shared.get("site", {}).get(language, {})
            texts |= {name: texts[name] or site.get(name, "") for name in ("intro", "seo_description")}
            facts["picture"] = facts["picture"] or site.get("picture", "")
        body = bodies.read(whole, pack, language)
        if language != first:
            _compare(whole, draft, body)
        values: Values = {
            "type": draft.type,
            "parent": draft.parent,
            "slug": draft.slugs[language],
            **texts,
            **facts,
            "body": body,
        }
        table.close()
        whole.close()
        where = table.source.file
        found.append(Item(f"{language}:{path}", values, f"{texts['title']} ({language})", where, table.line))
    return found


def _compare(whole: Table, draft: Draft, body: list[Values]) -> None:
    kinds = [row.get("type") for row in draft.file.value("body", []) if isinstance(row, dict)]
    said = [one["type"] for one in body]
    if kinds != said:
        first = next(
            (at for at, pair in enumerate(zip(kinds, said, strict=False)) if pair[0] != pair[1]), len(said)
        )
        whole.wrong(
            "body",
            min(first, max(len(said) - 1, 0)), found=_("blocks %(kinds)s") % {"kinds": ", ".join(said) or _("none")},
            expected=_("as in the original: %(kinds)s") % {"kinds": ", ".join(map(str, kinds)) or _("none")},
        )  # fmt: skip
