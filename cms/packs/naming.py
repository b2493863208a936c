"""How bodies of pages name what they show, and which rows those names mean."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Model

from apps.catalog.models import Category, Product
from apps.tenancy.models import Location
from apps.tenancy.packs import Install
from cms.packs.streams import Names

# What bodies name by a column of its own.
_ROWS: Final[Mapping[str, tuple[type[Model], str]]] = {
    "location": (Location, "name"),
    "product": (Product, "slug"),
    "category": (Category, "slug"),
}


def names_of(key: str, install: Install) -> Names:
    """Pictures, pages, places and goods as the bodies of this language name them."""
    language = key.partition(":")[0]
    memory = install.memory.setdefault(f"names {language}", {})
    first = install.pack.languages[0]
    if "paths" not in memory:
        memory["paths"] = _paths(install)

    def number(kind: str, name: str) -> int | None:
        if kind == "picture":
            return install.made.get(("media", name))
        if kind in _ROWS:
            return _rows(kind, install)[0].get(name)
        path = memory["paths"].get((language, name)) or name
        return install.made.get(("page", f"{language}:{path}")) or install.made.get(
            ("page", f"{first}:{path}")
        )

    def name_of(kind: str, pk: int) -> str:
        if kind in _ROWS:
            return _rows(kind, install)[1].get(pk, f"#{pk}")
        wanted = "media" if kind == "picture" else "page"
        found = [name for (of, name), row in install.made.items() if of == wanted and row == pk]
        if not found:
            return f"#{pk}"
        if kind == "picture":
            return found[0]
        said, _colon, path = found[0].partition(":")
        return next(
            (text for (lang, text), of in memory["paths"].items() if (lang, of) == (said, path)), path
        )

    return Names(number, name_of)


def _rows(kind: str, install: Install) -> tuple[dict[str, int], dict[int, str]]:
    """Numbers by name and names by number of what bodies name by a column: read once, since pages change none of it."""
    known = install.memory.setdefault("rows of pages", {})
    if kind not in known:
        model, column = _ROWS[kind]
        rows = list(model._default_manager.values_list(column, "pk"))
        known[kind] = (dict(rows), {pk: name for name, pk in rows})
    found: tuple[dict[str, int], dict[int, str]] = known[kind]
    return found


def _paths(install: Install) -> dict[tuple[str, str], str]:
    """Path in the first language by language and path in it."""
    found: dict[tuple[str, str], str] = install.pack.shared.get("paths", {})
    return found
